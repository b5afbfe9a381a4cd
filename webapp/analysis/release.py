"""What may be shown: the one module that every way out of the platform goes through.

The rule of the atomic release. Every answer is in exactly one batch of at least k people.
All that is shown is a sum of whole batches, so the difference of two published numbers is one
too, and no combination of them singles out fewer than k people. A bouwsteen that fewer than
k people of a batch answered in any way is left out of that batch, and with it out of every
total: otherwise a total minus the other batches would give it away.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from webapp.analysis.grid import Grid, TallyMismatchError, fill_grids
from webapp.analysis.results import (
    NOT_RELEASED,
    TOO_FEW,
    BlockResult,
    GroupResult,
    Reason,
    Results,
    Suppression,
)
from webapp.analysis.tally import BatchRow, TallyRow, WaitingRow
from webapp.instrument.model import Instrument

__all__ = [
    "LOWEST_MIN_GROUP_SIZE",
    "BlockResult",
    "GroupResult",
    "Reason",
    "Results",
    "Suppression",
    "TallyMismatchError",
    "release",
]

LOWEST_MIN_GROUP_SIZE = 5

_Key: TypeAlias = tuple[str, tuple[str, ...]]  # group id, provider ids


def release(
    instrument: Instrument,
    batches: Iterable[BatchRow],
    tallies: Iterable[TallyRow],
    waiting: Iterable[WaitingRow],
    *,
    min_group_size: int,
    provider_id: str | None = None,
    group_id: str | None = None,
) -> Results:
    """All that may be shown of a round, or of one provider or group in it.

    Sums whole batches that are released and hold at least `min_group_size` sheets; `tallies` are
    the counts of batches that have no `line`. With a
    `provider_id` only those about that provider (also shared with other providers), with a
    `group_id` only those of that group. A batch that is not released gives one line
    "niet-vrijgegeven"; where nothing is known but meetings that were too small, the line says
    "te-weinig". How small they were is told nowhere.

    Raises ValueError when `min_group_size` is below five, KeyError for a group that the
    instrument does not have, and TallyMismatchError where the rows contradict each other.
    """
    if min_group_size < LOWEST_MIN_GROUP_SIZE:
        raise ValueError(f"groups under {LOWEST_MIN_GROUP_SIZE} people can be recognised")
    chosen = [row for row in batches if _is_chosen(row, provider_id, group_id)]
    shown = [row for row in chosen if row.released and row.n >= min_group_size]
    sums = _sum_batches(instrument, shown, tallies, min_group_size)
    reasons = _reasons(chosen, (row for row in waiting if _is_chosen(row, provider_id, group_id)))
    for key in {_key(row) for row in shown}:
        reasons.get(key, set()).discard(TOO_FEW)
    order = _order(instrument, {*sums, *reasons})
    return Results(
        min_group_size=min_group_size,
        groups=tuple(_group_result(instrument, key, sums[key]) for key in order if key in sums),
        totals=tuple(_totals(instrument, sums)),
        suppressed=tuple(_suppressions(instrument, order, sums, reasons)),
    )


@dataclass(slots=True)
class _GroupSum:
    grid: Grid
    n: int = 0
    too_few: dict[str, int] = field(default_factory=dict)  # bouwsteen → sheets left out for it

    def add(self, other: "_GroupSum") -> None:
        self.grid.add(other.grid)
        self.n += other.n
        for block_id, n in other.too_few.items():
            self.too_few[block_id] = self.too_few.get(block_id, 0) + n

    def block_n(self, block_id: str) -> int:
        return self.n - self.too_few.get(block_id, 0)


def _is_chosen(row: BatchRow | WaitingRow, provider_id: str | None, group_id: str | None) -> bool:
    return (provider_id is None or provider_id in row.provider_ids) and (
        group_id is None or row.group_id == group_id
    )


def _key(row: BatchRow | WaitingRow) -> _Key:
    return row.group_id, tuple(sorted(row.provider_ids))


def _sum_batches(
    instrument: Instrument,
    batches: list[BatchRow],
    tallies: Iterable[TallyRow],
    min_group_size: int,
) -> dict[_Key, _GroupSum]:
    empty = Grid.of(instrument)
    grids = {batch.id: empty.from_line(batch.line) for batch in batches if batch.line}
    of_rows = {batch.id: empty.empty_copy() for batch in batches if not batch.line}
    fill_grids(of_rows, tallies)
    grids |= of_rows
    sums: dict[_Key, _GroupSum] = {}
    for batch in batches:
        of_batch = _batch_sum(instrument, batch, grids[batch.id], min_group_size)
        sums.setdefault(_key(batch), _GroupSum(empty.empty_copy())).add(of_batch)
    return sums


def _batch_sum(
    instrument: Instrument, batch: BatchRow, grid: Grid, min_group_size: int
) -> _GroupSum:
    batch_sum = _GroupSum(grid, batch.n)
    asked, answered = instrument.group(batch.group_id).block_ids, grid.answered()
    if sum(grid.numbers) != sum(answered[block_id] for block_id in asked):
        raise TallyMismatchError(f"batch {batch.id} counts what its group is not asked")
    for block_id in asked:
        if answered[block_id] > batch.n:
            raise TallyMismatchError(f"batch {batch.id} has more answers than sheets")
        if answered[block_id] < min_group_size:
            batch_sum.too_few[block_id] = batch.n
            grid.clear(block_id)
    return batch_sum


def _reasons(batches: list[BatchRow], waiting: Iterable[WaitingRow]) -> dict[_Key, set[Reason]]:
    reasons: dict[_Key, set[Reason]] = {}
    for batch in batches:
        reasons.setdefault(_key(batch), set()).add(TOO_FEW if batch.released else NOT_RELEASED)
    for row in waiting:
        reasons.setdefault(_key(row), set()).add(TOO_FEW)
    return reasons


def _order(instrument: Instrument, keys: set[_Key]) -> list[_Key]:
    place = {group.id: number for number, group in enumerate(instrument.groups)}
    return sorted(keys, key=lambda key: (place[key[0]], key[1]))


def _group_result(instrument: Instrument, key: _Key, group_sum: _GroupSum) -> GroupResult:
    group_id, provider_ids = key
    return GroupResult(
        group_id=group_id,
        provider_ids=provider_ids,
        n=group_sum.n,
        blocks=tuple(
            _block_result(instrument, block_id, group_sum)
            for block_id in instrument.group(group_id).block_ids
            if group_sum.block_n(block_id)
        ),
    )


def _block_result(instrument: Instrument, block_id: str, group_sum: _GroupSum) -> BlockResult:
    counts = group_sum.grid.counts(block_id)
    n = group_sum.block_n(block_id)
    pairs = tuple(zip(instrument.scale, counts, strict=True))
    return BlockResult(
        block_id=block_id,
        theme_id=instrument.block(block_id).theme_id,
        counts={option.code: count for option, count in pairs},
        n=n,
        blank=n - sum(counts),
        valid=sum(count for option, count in pairs if option.counts),
    )


def _totals(instrument: Instrument, sums: Mapping[_Key, _GroupSum]) -> Iterator[GroupResult]:
    totals: dict[str, _GroupSum] = {}
    for (group_id, _), group_sum in sums.items():
        if group_id not in totals:
            totals[group_id] = _GroupSum(group_sum.grid.empty_copy())
        totals[group_id].add(group_sum)
    for group in instrument.groups:
        if group.id in totals:
            yield _group_result(instrument, (group.id, ()), totals[group.id])


def _suppressions(
    instrument: Instrument,
    order: list[_Key],
    sums: Mapping[_Key, _GroupSum],
    reasons: Mapping[_Key, set[Reason]],
) -> Iterator[Suppression]:
    for group_id, provider_ids in order:
        key = group_id, provider_ids
        known = reasons.get(key, set())
        if NOT_RELEASED in known:
            yield Suppression(group_id, provider_ids, NOT_RELEASED)
        elif TOO_FEW in known:
            yield Suppression(group_id, provider_ids, TOO_FEW)
        too_few = sums[key].too_few if key in sums else {}
        for block_id in instrument.group(group_id).block_ids:
            if block_id in too_few:
                yield Suppression(group_id, provider_ids, TOO_FEW, block_id)
