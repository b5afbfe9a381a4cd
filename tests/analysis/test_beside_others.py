"""A provider beside the others: what it may see, and that nothing of one or two others follows."""

import pytest

from tests.analysis.samples import batch, instrument, tallies
from webapp.analysis.beside_others import RoundRows, beside_others, for_provider
from webapp.analysis.tally import WaitingRow

ONE = {"1": {"passend": 10, "nvt": 2}, "3": {"niet": 15}}
ROUND = [
    batch(1, "scholen", "p1"),
    batch(2, "scholen", "p2"),
    batch(3, "scholen", "p3"),
    batch(4, "scholen", "p4"),
    batch(5, "scholen", "p1", "p5"),
    batch(6, "scholen", n=6),
    batch(7, "beleid", "p2"),
    batch(8, "beleid", "p3"),
]


def rows(batches=ROUND, answers=None, waiting=()):
    answers = answers or {}
    pooled = {"1": {"niet": 6}}
    counted = [
        row
        for one in batches
        for row in tallies(one.id, answers.get(one.id, ONE if one.provider_ids else pooled))
    ]
    return RoundRows(instrument(), tuple(batches), tuple(counted), tuple(waiting), 5)


def test_a_provider_sees_itself_what_it_shares_and_one_sum_of_the_others():
    seen = for_provider(rows(), {"p1"}, round_is_closed=True)

    assert [(one.provider_ids, one.n) for one in seen.own.groups] == [(("p1",), 15)]
    assert [(one.provider_ids, one.n) for one in seen.shared.groups] == [(("p1",), 15)]
    (others,) = seen.others
    assert (others.group_id, others.provider_ids, others.n) == ("scholen", (), 51)
    assert others.block("1").counts["passend"] == 30
    assert seen.why_not == {"beleid": "te-weinig"}


def test_how_many_left_a_bouwsteen_open_is_not_told_of_the_others():
    block = for_provider(rows(), {"p1"}, round_is_closed=True).other("scholen").block("1")

    assert (block.n, block.blank, block.valid) == (3 * 12 + 6, 0, 3 * 10 + 6)


def test_a_bouwsteen_that_counts_for_two_others_is_left_out():
    few = {"batch2": {"1": {"passend": 4}, "3": {"niet": 15}}}

    (others,) = for_provider(rows(answers=few), {"p1"}, round_is_closed=True).others

    assert [block.block_id for block in others.blocks] == ["3"]


@pytest.mark.parametrize("own_ids", [{"p1", "p2"}, {"p2", "p3"}])
def test_whoever_works_for_two_has_both_taken_off_the_others(own_ids):
    seen = for_provider(rows(), own_ids, round_is_closed=True)

    others = seen.other("scholen")
    assert (others is not None) == ({"p1", "p4", "p5", "p2", "p3"} - own_ids >= {"p1", "p4", "p5"})


def test_nothing_of_the_others_before_the_round_is_closed_and_all_is_released():
    waits = [*ROUND[:3], batch(4, "scholen", "p4", released=False), *ROUND[4:]]

    for seen in (
        for_provider(rows(), {"p1"}, round_is_closed=False),
        for_provider(rows(waits), {"p1"}, round_is_closed=True),
    ):
        assert seen.other("scholen") is None
        assert seen.why_not["scholen"] == "niet-vrijgegeven"
        assert seen.own.groups


def test_names_of_others_are_nowhere_in_what_a_provider_sees():
    seen = for_provider(
        rows(waiting=[WaitingRow("beleid", ("p1", "p5"))]), {"p1"}, round_is_closed=True
    )

    assert "te-weinig" in {row.reason for row in seen.own.suppressed}
    assert not {f"p{n}" for n in range(2, 6)} & set(repr(seen).replace("'", " ").split())


def test_an_inspector_sees_the_others_at_once_but_not_of_two():
    released = [*ROUND, batch(9, "scholen", "p6", released=False)]

    seen = beside_others(rows(released), "p1")

    assert seen.other("scholen").n == 51
    assert seen.other("scholen").block("1").blank == 3 * 3
    assert seen.other("beleid") is None
    assert [one.provider_ids for one in beside_others(rows(), "p5").shared.groups] == [("p5",)]


def test_nobody_is_beside_the_others():
    with pytest.raises(ValueError, match="no provider"):
        for_provider(rows(), set(), round_is_closed=True)
