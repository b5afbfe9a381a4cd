"""Two rounds beside each other: only what the lineage calls equal, all else with the reason.

Rounds are never added up: the same people may have spoken in both.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple, TypeAlias

from webapp.analysis.results import BlockResult, GroupResult, Results
from webapp.instrument.lineage import BlockComparison, Comparison, compare_versions
from webapp.instrument.local_text import LocalText
from webapp.instrument.model import Instrument

Cause: TypeAlias = Literal[
    "new", "gone", "replaced", "overlaps", "scale", "not-asked", "no-figures"
]  # fmt: skip


_OF_RELATION: Mapping[str, Cause] = {
    "new": "new",
    "gone": "gone",
    "replaced": "replaced",
    "subset": "overlaps",
    "superset": "overlaps",
    "intersects": "overlaps",
}


class RoundSide(NamedTuple):
    """A round: its instrument, and what may be shown of it."""

    instrument: Instrument
    results: Results


@dataclass(frozen=True, slots=True)
class BlockPair:
    """A bouwsteen that stayed the same; the counts of `earlier` are under the later codes.

    Of the earlier round, answers to options that no longer exist are counted as left open.
    """

    block_id: str
    earlier_id: str
    earlier: BlockResult
    later: BlockResult


@dataclass(frozen=True, slots=True)
class NotComparable:
    """Bouwstenen that can't be set beside each other, why, and what a file says of it."""

    block_ids: tuple[str, ...]
    earlier_ids: tuple[str, ...]
    cause: Cause
    reason: LocalText | None


@dataclass(frozen=True, slots=True)
class RoundsBeside:
    """One group in two rounds, in the order of the later framework."""

    pairs: tuple[BlockPair, ...]
    left_out: tuple[NotComparable, ...]


def rounds_beside(earlier: RoundSide, later: RoundSide, group_id: str) -> RoundsBeside:
    """What a group answered in both rounds; bouwstenen that neither round asked it are not told.

    Raises KeyError where the later instrument does not have this group. Where the earlier one
    does not, everything is left out as not asked.
    """
    later.instrument.group(group_id)
    comparison = compare_versions(later.instrument, earlier.instrument)
    sides = _of_group(earlier, group_id), _of_group(later, group_id)
    found = [
        _compared(block, comparison, *sides)
        for block in comparison.blocks
        if _is_asked(block, *sides)
    ]
    return RoundsBeside(
        pairs=tuple(one for one in found if isinstance(one, BlockPair)),
        left_out=tuple(one for one in found if isinstance(one, NotComparable)),
    )


class _GroupSide(NamedTuple):
    asked: frozenset[str]
    counting: frozenset[str]
    total: GroupResult | None

    def block(self, block_id: str) -> BlockResult | None:
        return self.total.block(block_id) if self.total else None


def _of_group(side: RoundSide, group_id: str) -> _GroupSide:
    groups = {group.id: group for group in side.instrument.groups}
    asked = groups[group_id].block_ids if group_id in groups else ()
    counting = frozenset(side.instrument.counting_codes)
    return _GroupSide(frozenset(asked), counting, side.results.total(group_id))


def _is_asked(block: BlockComparison, earlier: _GroupSide, later: _GroupSide) -> bool:
    return bool(later.asked & set(block.block_ids) or earlier.asked & set(block.earlier_ids))


def _compared(
    block: BlockComparison, comparison: Comparison, earlier: _GroupSide, later: _GroupSide
) -> BlockPair | NotComparable:
    cause = _cause(block, comparison, earlier, later)
    if cause is None:
        (block_id,), (earlier_id,) = block.block_ids, block.earlier_ids
        before, now = earlier.block(earlier_id), later.block(block_id)
        if before and now:
            recoded = _recoded(before, now, comparison.options, later.counting)
            return BlockPair(block_id, earlier_id, recoded, now)
    return NotComparable(block.block_ids, block.earlier_ids, cause or "no-figures", block.reason)


def _cause(
    block: BlockComparison, comparison: Comparison, earlier: _GroupSide, later: _GroupSide
) -> Cause | None:
    if not block.is_comparable:
        return _OF_RELATION[block.relation]
    if not comparison.same_scale:
        return "scale"
    if not (later.asked >= set(block.block_ids) and earlier.asked >= set(block.earlier_ids)):
        return "not-asked"
    return None


def _recoded(
    before: BlockResult, now: BlockResult, options: Mapping[str, str], counting: frozenset[str]
) -> BlockResult:
    counts = {code: before.counts.get(options.get(code, ""), 0) for code in now.counts}
    return replace(
        before,
        block_id=now.block_id,
        theme_id=now.theme_id,
        counts=counts,
        blank=before.n - sum(counts.values()),
        valid=sum(count for code, count in counts.items() if code in counting),
    )
