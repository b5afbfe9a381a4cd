"""Which bouwstenen of two instrument versions can be compared, and why."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TypeAlias

from webapp.instrument.local_text import LocalText
from webapp.instrument.model import Instrument, Lineage, LineageLink
from webapp.instrument.own_theme import is_own

_Key: TypeAlias = tuple[str, str]

INVERSE = {
    "equal": "equal",
    "subset": "superset",
    "superset": "subset",
    "intersects": "intersects",
    "replaced": "replaced",
}


@dataclass(frozen=True, slots=True)
class BlockComparison:
    """Bouwstenen of the newer version beside those of the older one.

    `relation` is one of RELATIONS, read from new to old, or `new` (nothing on the older side) or
    `gone` (nothing on the newer side). `reason` is None where no file gives one.
    """

    block_ids: tuple[str, ...]
    relation: str
    earlier_ids: tuple[str, ...]
    reason: LocalText | None

    @property
    def is_comparable(self) -> bool:
        """Whether shares may be set against each other: only where the bouwsteen is equal."""
        return self.relation == "equal"


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two versions beside each other, in the order of the newer one, what is gone at the end.

    `options` is option code in the newer → in the older; `same_scale` tells whether what counts
    in the one is exactly what counts in the other. Without it no share is comparable.
    """

    blocks: tuple[BlockComparison, ...]
    options: Mapping[str, str]
    same_scale: bool

    @property
    def comparable(self) -> tuple[BlockComparison, ...]:
        """The bouwstenen whose shares may be set against each other."""
        return tuple(block for block in self.blocks if self.same_scale and block.is_comparable)


def compare_versions(newer: Instrument, older: Instrument) -> Comparison:
    """Compare two versions by the lineage that either of them tells about the other.

    An instrument equals itself. Where no lineage is told, nothing is comparable, also when ids or
    texts happen to be the same. Lineage is not followed over a third version, except over the
    framework that one of them keeps a part of (webapp.instrument.own_blocks).
    """
    lineage = _lineage_between(newer, older)
    options = _options(newer, older, lineage.options if lineage else {})
    return Comparison(
        blocks=tuple(_compared(newer, older, lineage.links if lineage else ())),
        options=options,
        same_scale=lineage is not None
        and sorted(options[code] for code in newer.counting_codes if code in options)
        == sorted(older.counting_codes),
    )


def comparable_for_group(
    newer: Instrument, older: Instrument, group_id: str
) -> tuple[BlockComparison, ...]:
    """What can be compared for one gesprekspartner: equal, and asked of it in both versions.

    Nothing where one of the versions does not have this gesprekspartner.
    """
    if not all(group_id in (group.id for group in one.groups) for one in (newer, older)):
        return ()
    asked, asked_before = newer.group(group_id).block_ids, older.group(group_id).block_ids
    return tuple(
        block
        for block in compare_versions(newer, older).comparable
        if set(block.block_ids) <= set(asked) and set(block.earlier_ids) <= set(asked_before)
    )


def _lineage_between(newer: Instrument, older: Instrument) -> Lineage | None:
    if newer == older:
        links = (LineageLink((block.id,), "equal", (block.id,), None) for block in newer.blocks)
        return Lineage(older.id, older.version, {}, tuple(links))
    told = _told(newer, _key(older))
    if told:
        return told
    inverse = _told(older, _key(newer))
    return _turned(inverse) if inverse else _over_framework(newer, older)


def _key(instrument: Instrument) -> _Key:
    return (instrument.id, instrument.version)


def _told(by: Instrument, about: _Key | None) -> Lineage | None:
    pairs = (((lineage.instrument_id, lineage.version), lineage) for lineage in by.lineage)
    return next((lineage for key, lineage in pairs if key == about), None)


def _over_framework(newer: Instrument, older: Instrument) -> Lineage | None:
    """What is told of the framework that one of them keeps a part of, as far as it keeps it."""
    framework, earlier = _framework(newer), _framework(older)
    if framework and framework == earlier:
        links = (LineageLink((one.id,), "equal", (one.id,), None) for one in newer.blocks)
        return _kept(Lineage(older.id, older.version, {}, tuple(links)), older)
    told = _told(newer, earlier)
    if told:
        return _kept(told, older)
    inverse = _told(older, framework)
    return _turned(_kept(inverse, newer)) if inverse else None


def _framework(instrument: Instrument) -> _Key | None:
    """The version of which all its bouwstenen are taken over as they are, but those of its own."""
    taken = {block.id for block in instrument.blocks if not is_own(block.id)}
    for lineage in instrument.lineage:
        equal = {
            link.block_ids[0]
            for link in lineage.links
            if link.relation == "equal" and link.block_ids == link.earlier_ids
        }
        if taken and taken <= equal and not lineage.options:
            return (lineage.instrument_id, lineage.version)
    return None


def _kept(lineage: Lineage, earlier: Instrument) -> Lineage:
    """A lineage without what is not asked in the earlier version, and what it has of its own."""
    known = {block.id for block in earlier.blocks if not is_own(block.id)}
    links = tuple(link for link in lineage.links if known.issuperset(link.earlier_ids))
    return replace(lineage, links=links)


def _turned(lineage: Lineage) -> Lineage:
    """The same lineage read from old to new."""
    links = (
        LineageLink(link.earlier_ids, INVERSE[link.relation], link.block_ids, link.reason)
        for link in lineage.links
    )
    options = {earlier: code for code, earlier in lineage.options.items()}
    return Lineage(lineage.instrument_id, lineage.version, options, tuple(links))


def _options(newer: Instrument, older: Instrument, told: Mapping[str, str]) -> dict[str, str]:
    known = {option.code for option in older.scale}
    pairs = ((option.code, told.get(option.code, option.code)) for option in newer.scale)
    return {code: earlier for code, earlier in pairs if earlier in known}


def _compared(
    newer: Instrument, older: Instrument, links: tuple[LineageLink, ...]
) -> Iterator[BlockComparison]:
    place = {block.id: number for number, block in enumerate(newer.blocks)}
    told = [
        BlockComparison(link.block_ids, link.relation, link.earlier_ids, link.reason)
        for link in links
    ]
    here = {id_ for link in links for id_ in link.block_ids}
    there = {id_ for link in links for id_ in link.earlier_ids}
    new = [BlockComparison((id_,), "new", (), None) for id_ in place if id_ not in here]
    yield from sorted([*told, *new], key=lambda block: min(place[id_] for id_ in block.block_ids))
    for block in older.blocks:
        if block.id not in there:
            yield BlockComparison((), "gone", (block.id,), None)
