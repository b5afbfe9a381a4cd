"""What became of bouwstenen that a provider chose to work on: the earlier round beside the next.

The lineage of the two instruments says what is still the same. Only then is anything compared;
what overlaps stands side by side, and what is gone or replaced is told with what was found then.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from webapp.analysis.contrasts import Contrast, contrasts, share_of
from webapp.analysis.results import BlockResult
from webapp.analysis.rounds_beside import BlockPair, RoundSide, rounds_beside
from webapp.analysis.words import named_option
from webapp.instrument.lineage import BlockComparison, Comparison, compare_versions
from webapp.instrument.local_text import LocalText
from webapp.instrument.model import Instrument, RespondentGroup

UNTOLD = "untold"  # beside the relations of a lineage: neither file tells of the other


@dataclass(frozen=True, slots=True)
class GroupBack:
    """One group: its answers then, and now to each bouwsteen of the next round that it is about.

    None where nothing may be shown. `contrast` only where the bouwsteen is the same and both have
    opinions; `is_asked` tells whether the next round asks the group any of it.
    """

    group: RespondentGroup
    earlier: BlockResult | None
    later: tuple[BlockResult | None, ...]
    contrast: Contrast | None
    was_asked: bool
    is_asked: bool


@dataclass(frozen=True, slots=True)
class FocusBack:
    """A bouwsteen of the earlier round, and what it is in the next one.

    `relation` is read from the later version to the earlier one: one of RELATIONS, `gone` or
    `untold`. `is_reworded`: the same bouwsteen in other words. Without `same_scale` the answers
    that count are not the same, and nothing is compared.
    """

    block_id: str
    relation: str
    later_ids: tuple[str, ...]
    reason: LocalText | None
    is_reworded: bool
    same_scale: bool
    groups: tuple[GroupBack, ...]


def focus_back(
    earlier: RoundSide, later: RoundSide, block_ids: Iterable[str]
) -> tuple[FocusBack, ...]:
    """The chosen bouwstenen of the earlier round, in the order of its framework.

    All contrasts together are one family of the test: a reader looks at them at once.
    """
    comparison = compare_versions(later.instrument, earlier.instrument)
    chosen = set(block_ids)
    pairs = dict(_pairs(earlier, later, chosen))
    code = named_option(later.instrument).code
    tested = contrasts(
        {
            key: (share_of("earlier", pair.earlier, code), share_of("later", pair.later, code))
            for key, pair in pairs.items()
        }
    )
    return tuple(
        _back(comparison, block.id, (earlier, later), tested)
        for block in earlier.instrument.blocks
        if block.id in chosen
    )


_Key = tuple[str, str]  # group, earlier bouwsteen


def _pairs(
    earlier: RoundSide, later: RoundSide, chosen: set[str]
) -> Iterator[tuple[_Key, BlockPair]]:
    for group in later.instrument.groups:
        for pair in rounds_beside(earlier, later, group.id).pairs:
            if pair.earlier_id in chosen:
                yield (group.id, pair.earlier_id), pair


def _told_of(comparison: Comparison, block_id: str) -> BlockComparison:
    """What the lineage says of an earlier bouwsteen; one that says nothing at all is untold."""
    if all(one.relation in {"new", "gone"} for one in comparison.blocks):
        return BlockComparison((), UNTOLD, (block_id,), None)
    return next(one for one in comparison.blocks if block_id in one.earlier_ids)


def _back(
    comparison: Comparison,
    block_id: str,
    sides: tuple[RoundSide, RoundSide],
    tested: dict[_Key, Contrast],
) -> FocusBack:
    earlier, later = sides
    told = _told_of(comparison, block_id)
    later_ids = told.block_ids if told.relation != "gone" else ()
    groups = _groups(earlier.instrument, later.instrument)
    found = (
        _group_back(group, sides, block_id, later_ids, contrast=tested.get((group.id, block_id)))
        for group in groups
    )
    return FocusBack(
        block_id=block_id,
        relation=told.relation,
        later_ids=later_ids,
        reason=told.reason,
        is_reworded=told.relation == "equal"
        and _wording(later.instrument, later_ids[0]) != _wording(earlier.instrument, block_id),
        same_scale=comparison.same_scale,
        groups=tuple(one for one in found if one.was_asked or one.is_asked),
    )


def _groups(earlier: Instrument, later: Instrument) -> tuple[RespondentGroup, ...]:
    """Those of the later instrument, then those that only the earlier one has; none apart."""
    known = {group.id for group in later.groups}
    both = (*later.groups, *(group for group in earlier.groups if group.id not in known))
    return tuple(group for group in both if not group.apart)


def _group_back(
    group: RespondentGroup,
    sides: tuple[RoundSide, RoundSide],
    block_id: str,
    later_ids: tuple[str, ...],
    *,
    contrast: Contrast | None,
) -> GroupBack:
    earlier, later = sides
    return GroupBack(
        group=group,
        earlier=_result(earlier, group.id, block_id),
        later=tuple(_result(later, group.id, id_) for id_ in later_ids),
        contrast=contrast,
        was_asked=_asks(earlier.instrument, group.id, {block_id}),
        is_asked=_asks(later.instrument, group.id, set(later_ids)),
    )


def _result(side: RoundSide, group_id: str, block_id: str) -> BlockResult | None:
    total = side.results.total(group_id)
    return total.block(block_id) if total else None


def _asks(instrument: Instrument, group_id: str, block_ids: set[str]) -> bool:
    groups = {group.id: group for group in instrument.groups}
    return group_id in groups and bool(block_ids & set(groups[group_id].block_ids))


def _wording(instrument: Instrument, block_id: str) -> dict[str, str]:
    """As in the framework and as each group is asked it, in the instrument's first language: a
    better translation is no other bouwsteen.
    """
    block, language = instrument.block(block_id), instrument.languages[0]
    texts = {"": block.text, **block.questions}
    return {key: " ".join(text[language].split()) for key, text in texts.items()}
