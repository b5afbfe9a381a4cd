"""What may be shown, and what may not."""

import pytest

from tests.analysis.samples import batch, instrument, results, tallies
from webapp import settings
from webapp.analysis.release import LOWEST_MIN_GROUP_SIZE, TallyMismatchError, release
from webapp.analysis.results import Suppression
from webapp.analysis.tally import TallyRow, WaitingRow

ANSWERS = {
    "1": {"passend": 9, "deels": 3, "niet": 1, "nvt": 1},
    "3": {"passend": 5, "knab": 4},
    "4": {"niet": 15},
}


def test_counts_of_one_batch():
    shown = results([batch(1, "scholen", "p1")], tallies("batch1", ANSWERS))

    (group,) = shown.groups
    first, second, third = group.blocks
    assert (group.group_id, group.provider_ids, group.n) == ("scholen", ("p1",), 15)
    assert first.counts == {"passend": 9, "deels": 3, "niet": 1, "knab": 0, "nvt": 1}
    assert (first.block_id, first.theme_id) == ("1", "visie")
    assert (first.n, first.blank, first.valid) == (15, 1, 13)
    assert (second.n, second.blank, second.valid) == (15, 6, 5)
    assert (third.n, third.blank, third.valid) == (15, 0, 15)
    assert shown.suppressed == ()


def test_batches_of_a_group_and_provider_add_up():
    shown = results(
        [batch(1, "scholen", "p1"), batch(2, "scholen", "p1", n=6)],
        tallies("batch1", ANSWERS) + tallies("batch2", {b: {"deels": 6} for b in "134"}),
    )

    (group,) = shown.groups
    assert group.n == 21
    assert group.blocks[0].counts == {"passend": 9, "deels": 9, "niet": 1, "knab": 0, "nvt": 1}
    assert [block.n for block in group.blocks] == [21, 21, 21]


def test_totals_are_per_group_over_all_providers_and_pooled_batches():
    shown = results(
        [batch(1, "scholen", "p1"), batch(2, "scholen", "p2"), batch(3, "scholen", n=5)],
        tallies("batch1", ANSWERS)
        + tallies("batch2", ANSWERS)
        + tallies("batch3", {block_id: {"niet": 5} for block_id in "134"}),
    )

    (total,) = shown.totals
    assert (total.group_id, total.provider_ids, total.n) == ("scholen", (), 35)
    assert total.blocks[0].counts == {"passend": 18, "deels": 6, "niet": 7, "knab": 0, "nvt": 2}
    assert [group.provider_ids for group in shown.groups] == [(), ("p1",), ("p2",)]


def test_groups_stand_in_the_order_of_the_instrument():
    shown = results(
        [batch(1, "scholen", "p1"), batch(2, "beleid", "p2")],
        tallies("batch1", ANSWERS) + tallies("batch2", ANSWERS),
    )

    assert [group.group_id for group in shown.groups] == ["beleid", "scholen"]
    assert [total.group_id for total in shown.totals] == ["beleid", "scholen"]


def test_a_block_that_too_few_answered_is_left_out_of_totals_too():
    shown = results(
        [batch(1, "scholen", "p1"), batch(2, "scholen", "p2")],
        tallies("batch1", ANSWERS) + tallies("batch2", {**ANSWERS, "3": {"passend": 3, "knab": 1}}),
    )

    blocks = {block.block_id: block for block in shown.totals[0].blocks}
    assert blocks["3"].counts["passend"] == 5
    assert (blocks["3"].n, blocks["1"].n) == (15, 30)
    assert shown.suppressed == (Suppression("scholen", ("p2",), "te-weinig", "3"),)


def test_a_block_without_any_row_is_too_few():
    shown = results(
        [batch(1, "scholen", "p1")], tallies("batch1", {"1": ANSWERS["1"], "4": ANSWERS["4"]})
    )

    assert [block.block_id for block in shown.totals[0].blocks] == ["1", "4"]
    assert shown.suppressed == (Suppression("scholen", ("p1",), "te-weinig", "3"),)


def test_options_that_do_not_count_do_count_as_an_answer():
    shown = results([batch(1, "scholen", "p1")], tallies("batch1", {"1": {"knab": 3, "nvt": 2}}))

    (block,) = shown.groups[0].blocks
    assert (block.valid, block.blank) == (0, 10)


def test_a_batch_that_is_not_released_counts_nowhere_and_says_nothing_of_its_blocks():
    shown = results([batch(1, "scholen", "p1", released=False)], tallies("batch1", ANSWERS))

    assert (shown.groups, shown.totals) == ((), ())
    assert shown.suppressed == (Suppression("scholen", ("p1",), "niet-vrijgegeven"),)


def test_a_batch_below_the_threshold_is_too_few_even_when_it_was_stored():
    shown = results([batch(1, "scholen", "p1", n=4)], tallies("batch1", {"1": {"passend": 4}}))

    assert (shown.groups, shown.totals) == ((), ())
    assert shown.suppressed == (Suppression("scholen", ("p1",), "te-weinig"),)


def test_a_raised_threshold_leaves_out_what_was_enough_before():
    shown = results(
        [batch(1, "scholen", "p1", n=9)], tallies("batch1", {"1": {"niet": 9}}), min_group_size=10
    )

    assert (shown.groups, shown.suppressed[0].reason) == ((), "te-weinig")


def test_only_meetings_that_wait_are_too_few():
    shown = results([], [], [WaitingRow("scholen", ("p1",)), WaitingRow("scholen", ("p1",))])

    assert shown.suppressed == (Suppression("scholen", ("p1",), "te-weinig"),)


def test_a_meeting_that_waits_beside_a_shown_one_is_not_told():
    shown = results(
        [batch(1, "scholen", "p1")], tallies("batch1", ANSWERS), [WaitingRow("scholen", ("p1",))]
    )

    assert shown.suppressed == ()


def test_a_batch_that_is_not_released_is_told_beside_a_shown_one():
    shown = results(
        [batch(1, "scholen", "p1"), batch(2, "scholen", "p1", released=False)],
        tallies("batch1", ANSWERS) + tallies("batch2", ANSWERS),
    )

    assert shown.totals[0].n == 15
    assert shown.suppressed == (Suppression("scholen", ("p1",), "niet-vrijgegeven"),)


def test_one_provider_has_its_own_and_its_shared_batches():
    shown = results(
        [batch(1, "scholen", "p1"), batch(2, "scholen", "p2", "p1"), batch(3, "scholen", "p2")],
        [row for number in "123" for row in tallies(f"batch{number}", ANSWERS)],
        [WaitingRow("beleid", ("p1",)), WaitingRow("beleid", ("p2",))],
        provider_id="p1",
    )

    assert [group.provider_ids for group in shown.groups] == [("p1",), ("p1", "p2")]
    assert shown.totals[0].n == 30
    assert shown.suppressed == (Suppression("beleid", ("p1",), "te-weinig"),)


def test_one_group_leaves_out_the_others():
    shown = results(
        [batch(1, "scholen", "p1"), batch(2, "beleid", "p1")],
        tallies("batch1", ANSWERS) + tallies("batch2", ANSWERS),
        [WaitingRow("beleid", ("p2",))],
        group_id="scholen",
    )

    assert [total.group_id for total in shown.totals] == ["scholen"]
    assert shown.suppressed == ()


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param([TallyRow("batch1", "1", "misschien", 9)], id="unknown option"),
        pytest.param([TallyRow("batch1", "99", "passend", 9)], id="unknown block"),
        pytest.param([TallyRow("batch1", "2", "passend", 9)], id="block that is not asked"),
        pytest.param([TallyRow("batch1", "1", "passend", 16)], id="more answers than sheets"),
        pytest.param([TallyRow("batch1", "1", "passend", -1)], id="below zero"),
    ],
)
def test_rows_that_cannot_be_true_are_refused(rows):
    with pytest.raises(TallyMismatchError):
        results([batch(1, "scholen", "p1")], rows)


def test_a_group_that_the_instrument_does_not_have_is_refused():
    with pytest.raises(KeyError):
        results([batch(1, "ouders", "p1")], [])


def test_a_threshold_below_five_is_refused():
    with pytest.raises(ValueError, match="recognised"):
        release(instrument(), [], [], [], min_group_size=LOWEST_MIN_GROUP_SIZE - 1)

    assert LOWEST_MIN_GROUP_SIZE == settings.LOWEST_GROUP_SIZE == 5
