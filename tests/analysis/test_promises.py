"""What holds for every round, whatever its batches: tried on rounds that hypothesis makes up."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from tests.analysis.samples import instrument
from webapp.analysis.release import release
from webapp.analysis.tally import BatchRow, TallyRow, WaitingRow

INSTRUMENT = instrument()
CODES = [option.code for option in INSTRUMENT.scale]
COUNTING = set(INSTRUMENT.counting_codes)
PROVIDERS = ["p1", "p2", "p3"]

thresholds = st.integers(5, 9)
groups = st.sampled_from([group.id for group in INSTRUMENT.groups])
providers = st.lists(st.sampled_from(PROVIDERS), max_size=2, unique=True).map(tuple)
waiting = st.lists(st.builds(WaitingRow, groups, providers), max_size=4)


@st.composite
def rounds(draw):
    """Batches with the tallies of their sheets; what too few answered is there too."""
    batches, tallies = [], []
    for number in range(draw(st.integers(0, 6))):
        n = draw(st.integers(1, 20))
        row = BatchRow(f"b{number}", draw(groups), draw(providers), n, draw(st.booleans()))
        batches.append(row)
        for block_id in INSTRUMENT.group(row.group_id).block_ids:
            answers = draw(st.lists(st.sampled_from([*CODES, None]), min_size=n, max_size=n))
            counts = Counter(answer for answer in answers if answer)
            tallies += [TallyRow(row.id, block_id, *pair) for pair in counts.items()]
    return batches, draw(st.permutations(tallies))


def cells(results):
    """Every published count: (group, providers or "all", block, option) → count."""
    found = {}
    for kind, rows in (("groups", results.groups), ("totals", results.totals)):
        for group in rows:
            for block in group.blocks:
                where = (kind, group.group_id, group.provider_ids, block.block_id)
                found[where] = (*block.counts.values(), block.n, block.blank, block.valid)
    return found


@given(rounds(), waiting, thresholds)
def test_every_number_is_a_sum_of_whole_batches_that_are_large_enough(made, waits, k):
    batches, tallies = made
    counts = Counter()
    for row in tallies:
        counts[row.batch_id, row.block_id, row.option_code] += row.count

    for (kind, group_id, provider_ids, block_id), numbers in cells(
        release(INSTRUMENT, batches, tallies, waits, min_group_size=k)
    ).items():
        counting_batches = [
            batch
            for batch in batches
            if batch.group_id == group_id
            and (kind == "totals" or tuple(sorted(batch.provider_ids)) == provider_ids)
            and batch.released
            and batch.n >= k
            and sum(counts[batch.id, block_id, code] for code in CODES) >= k
        ]
        assert numbers[: len(CODES)] == tuple(
            sum(counts[batch.id, block_id, code] for batch in counting_batches) for code in CODES
        )
        assert numbers[len(CODES)] == sum(batch.n for batch in counting_batches)


@given(rounds(), waiting, thresholds)
def test_totals_are_the_sums_over_the_providers_for_every_block(made, waits, k):
    shown = release(INSTRUMENT, *made, waits, min_group_size=k)

    sums = Counter()
    for (kind, group_id, _, block_id), numbers in cells(shown).items():
        for place, number in enumerate(numbers):
            sums[kind, group_id, block_id, place] += number
    for group in INSTRUMENT.groups:
        for block_id in group.block_ids:
            for place in range(len(CODES) + 3):
                assert (
                    sums["totals", group.id, block_id, place]
                    == sums["groups", group.id, block_id, place]
                )
        assert sum(total.n for total in shown.totals if total.group_id == group.id) == sum(
            part.n for part in shown.groups if part.group_id == group.id
        )


@given(rounds(), waiting, thresholds)
def test_no_published_number_of_people_is_below_the_threshold(made, waits, k):
    shown = release(INSTRUMENT, *made, waits, min_group_size=k)

    for group in (*shown.groups, *shown.totals):
        assert group.n >= k
        for block in group.blocks:
            assert sum(block.counts.values()) >= k
            assert block.n == sum(block.counts.values()) + block.blank
            assert block.valid == sum(block.counts[code] for code in COUNTING)
            assert k <= block.n <= group.n


@given(rounds(), waiting, thresholds)
def test_what_may_not_be_shown_changes_no_number(made, waits, k):
    batches, tallies = made
    hidden = {batch.id for batch in batches if not batch.released or batch.n < k}
    answered = Counter()
    for row in tallies:
        answered[row.batch_id, row.block_id] += row.count

    without = release(
        INSTRUMENT,
        [batch for batch in batches if batch.id not in hidden],
        [
            row
            for row in tallies
            if row.batch_id not in hidden and answered[row.batch_id, row.block_id] >= k
        ],
        [],
        min_group_size=k,
    )

    shown = release(INSTRUMENT, batches, tallies, waits, min_group_size=k)
    assert (shown.groups, shown.totals) == (without.groups, without.totals)


@given(rounds(), waiting, thresholds, st.sampled_from(PROVIDERS), groups)
def test_a_choice_only_picks_from_what_is_shown_of_all(made, waits, k, provider_id, group_id):
    everything = release(INSTRUMENT, *made, waits, min_group_size=k)
    chosen = release(
        INSTRUMENT, *made, waits, min_group_size=k, provider_id=provider_id, group_id=group_id
    )

    assert chosen.groups == tuple(
        group
        for group in everything.groups
        if group.group_id == group_id and provider_id in group.provider_ids
    )
    assert chosen.suppressed == tuple(
        row
        for row in everything.suppressed
        if row.group_id == group_id and provider_id in row.provider_ids
    )


@given(rounds(), waiting, thresholds)
def test_a_higher_threshold_never_shows_more(made, waits, k):
    lower = cells(release(INSTRUMENT, *made, waits, min_group_size=k))
    higher = cells(release(INSTRUMENT, *made, waits, min_group_size=k + 1))

    assert set(higher) <= set(lower)
    for where, numbers in higher.items():
        assert all(few <= many for few, many in zip(numbers, lower[where], strict=True))


@given(rounds(), waiting, thresholds)
def test_every_block_that_was_asked_is_shown_or_said_to_be_left_out(made, waits, k):
    batches, tallies = made
    shown = release(INSTRUMENT, batches, tallies, waits, min_group_size=k)
    said = {(row.group_id, row.provider_ids, row.block_id) for row in shown.suppressed}

    assert len(said) == len(shown.suppressed)
    for group in shown.groups:
        there = {block.block_id for block in group.blocks}
        for block_id in INSTRUMENT.group(group.group_id).block_ids:
            assert block_id in there or (group.group_id, group.provider_ids, block_id) in said
    for row in (*batches, *waits):
        key = row.group_id, tuple(sorted(row.provider_ids))
        assert key in {(g.group_id, g.provider_ids) for g in shown.groups} or (*key, None) in said


@given(rounds(), thresholds)
def test_the_order_of_the_rows_does_not_matter(made, k):
    batches, tallies = made

    backwards = release(INSTRUMENT, batches[::-1], tallies[::-1], [], min_group_size=k)

    assert backwards == release(INSTRUMENT, batches, tallies, [], min_group_size=k)
