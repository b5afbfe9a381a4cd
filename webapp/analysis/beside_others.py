"""One provider beside all the others together, and what a provider may see of a round.

The rule for a provider's own people. They see:
- its **own** batches, by name;
- the batches it **shares** with other providers (they sat in one conversation), apart and
  without the other names; nothing can be taken off them, since the people can't be told apart;
- per group **one** sum over all batches that it has no part in, also those pooled without a
  provider, and only where all of the following hold. (1) At least three other providers are in
  it, and of a bouwsteen at least three for which it counts. (2) The round is closed and nothing
  of that group waits for release, so that the sum never changes: two versions of it would differ
  by the batches of the days between. (3) No filter is put on it: the sums of two filters would
  differ by what only one of them chooses. Groups are told apart, since no sum goes over them.

Proof that no figure of one or two other providers follows. For a bouwsteen and an option a
provider sees the counts of batches that it takes part in, and one sum S over the others. Every
number that follows is a combination of those; it either leaves S out, and then says nothing of
others, or holds S whole, with at least three of them. Sums of different bouwstenen count other
things and don't combine, except in the number of sheets: so of the others the sheets are told
once, for the group, and never per bouwsteen (there `n` is how many chose any option, and `blank`
is 0). For whoever works for several providers "its own" are the batches of all of them.

Inspectors see every provider by name, so for them only the number of three is kept: fewer than
three are not "the others".
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace
from typing import TypeVar

from webapp.analysis.release import release
from webapp.analysis.results import NOT_RELEASED, TOO_FEW, GroupResult, Reason, Results
from webapp.analysis.tally import BatchRow, TallyRow, WaitingRow
from webapp.instrument.model import Instrument

LEAST_OTHERS = 3  # providers

_Row = TypeVar("_Row", BatchRow, WaitingRow)


@dataclass(frozen=True, slots=True)
class RoundRows:
    """All rows of one round, unfiltered, with its instrument and threshold."""

    instrument: Instrument
    batches: tuple[BatchRow, ...]
    tallies: tuple[TallyRow, ...]
    waiting: tuple[WaitingRow, ...]
    min_group_size: int

    def release(self, batches: Iterable[BatchRow], waiting: Iterable[WaitingRow]) -> Results:
        """What may be shown of some of its batches and of what waits."""
        return release(
            self.instrument,
            batches,
            self.tallies,
            waiting,
            min_group_size=self.min_group_size,
        )


@dataclass(frozen=True, slots=True)
class BesideOthers:
    """A provider's `own` results, those it `shared`, and the `others`: a result per group.

    `why_not` tells of each other group of the instrument why it is not in `others`:
    "niet-vrijgegeven" where that may come, else "te-weinig" (fewer than three other providers, or
    too few people).
    """

    own: Results
    shared: Results
    others: tuple[GroupResult, ...]
    why_not: dict[str, Reason]

    def other(self, group_id: str) -> GroupResult | None:
        """What a group answered about the others together, or None where nothing may be shown."""
        return next((one for one in self.others if one.group_id == group_id), None)


def beside_others(rows: RoundRows, provider_id: str) -> BesideOthers:
    """A provider beside the others, as inspectors may see it: released so far, from three on."""
    mine = frozenset({provider_id})
    others = rows.release(_theirs(rows, mine), [])
    return _beside(rows, mine, others, tuple(filter(None, map(_of_three(others), others.totals))))


def for_provider(
    rows: RoundRows, own_ids: Collection[str], *, round_is_closed: bool
) -> BesideOthers:
    """All that people who work for these providers may see of a round: the rule of this file.

    Batches that are shared carry the ids of their own providers only. Raises ValueError without
    `own_ids`, and what `release` raises.
    """
    mine = frozenset(own_ids)
    if not mine:
        raise ValueError("whoever works for no provider has no results of its own")
    theirs = _theirs(rows, mine)
    moving = {row.group_id for row in theirs if not (round_is_closed and row.released)}
    others = rows.release([row for row in theirs if row.group_id not in moving], [])
    shown = filter(None, map(_of_three(others), others.totals))
    found = _beside(rows, mine, others, tuple(map(_without_sheets, shown)))
    return replace(found, why_not=found.why_not | dict.fromkeys(moving, NOT_RELEASED))


def _theirs(rows: RoundRows, mine: frozenset[str]) -> list[BatchRow]:
    return [row for row in rows.batches if mine.isdisjoint(row.provider_ids)]


def _beside(
    rows: RoundRows, mine: frozenset[str], others: Results, shown: tuple[GroupResult, ...]
) -> BesideOthers:
    with_mine = [row for row in rows.batches if not mine.isdisjoint(row.provider_ids)]
    waits = [row for row in rows.waiting if not mine.isdisjoint(row.provider_ids)]
    missing = {group.id for group in rows.instrument.groups} - {one.group_id for one in shown}
    return BesideOthers(
        own=rows.release(
            [row for row in with_mine if mine.issuperset(row.provider_ids)],
            [_masked(row, mine) for row in waits],
        ),
        shared=rows.release(
            [_masked(row, mine) for row in with_mine if not mine.issuperset(row.provider_ids)], []
        ),
        others=shown,
        why_not={group_id: others.why_not(group_id) or TOO_FEW for group_id in missing},
    )


def _of_three(others: Results) -> Callable[[GroupResult], GroupResult | None]:
    """Keeps of a total only what counts for three providers or more; None where nothing does."""

    def kept(total: GroupResult) -> GroupResult | None:
        parts = [part for part in others.groups if part.group_id == total.group_id]
        if not _are_enough(parts):
            return None
        blocks = tuple(
            block
            for block in total.blocks
            if _are_enough(part for part in parts if part.block(block.block_id))
        )
        return replace(total, blocks=blocks)

    return kept


def _are_enough(parts: Iterable[GroupResult]) -> bool:
    return len({id_ for part in parts for id_ in part.provider_ids}) >= LEAST_OTHERS


def _masked(row: _Row, mine: frozenset[str]) -> _Row:
    provider_ids = tuple(id_ for id_ in row.provider_ids if id_ in mine)
    return row._replace(provider_ids=provider_ids)


def _without_sheets(total: GroupResult) -> GroupResult:
    """Tells of each bouwsteen only who chose an option, not who left it open."""
    blocks = tuple(replace(block, n=block.n - block.blank, blank=0) for block in total.blocks)
    return replace(total, blocks=blocks)
