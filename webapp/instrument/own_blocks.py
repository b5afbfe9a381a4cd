"""An instrument of a provider's own: part of a framework, with bouwstenen of its own beside it.

The bouwstenen of the framework keep their ids and texts, and a lineage says so: what was answered
to them can be set beside other rounds. Those of its own have ids and a thema that no framework
has, and nobody else's results are ever set beside theirs.
"""

import copy
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from webapp.instrument.loader import instrument_from_document
from webapp.instrument.model import Instrument
from webapp.instrument.own_theme import OWN_BLOCK, OWN_THEME

MOST_OWN_BLOCKS = 10
_LONGEST_START = 29  # an id has at most 40 signs
_NAME = {
    "nl": "Eigen bouwstenen",
    "en": "Building blocks of our own",
    "fr": "Briques à nous",
    "de": "Eigene Bausteine",
}
_REASON = {
    "nl": "Overgenomen zoals ze in het kader staat.",
    "en": "Taken over as it stands in the framework.",
    "fr": "Reprise telle quelle du cadre.",
    "de": "Wie im Rahmen übernommen.",
}

Row: TypeAlias = dict[str, Any]


@dataclass(frozen=True, slots=True)
class OwnBlock:
    """A bouwsteen that a provider adds, and the groups it is put to."""

    text: str
    group_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """What a provider asks: group id → ids of bouwstenen of the framework, and its own."""

    blocks: Mapping[str, Sequence[str]]
    own: Sequence[OwnBlock] = ()

    @property
    def group_ids(self) -> tuple[str, ...]:
        """The groups that are asked something."""
        return tuple(group_id for group_id, asked in self.blocks.items() if asked)


def derived_instrument(core: Instrument, choice: Choice) -> Instrument:
    """The instrument of a choice; the framework itself where all of it is asked, and nothing else.

    The same choice gives the same instrument, with the same content hash. Raises InstrumentError
    for what the checks of instruments refuse, KeyError for what the framework does not have.
    """
    asked = {id_: set(choice.blocks[id_]) for id_ in choice.group_ids}
    for group_id, block_ids in asked.items():
        for unknown in block_ids.difference(core.group(group_id).block_ids):
            raise KeyError(unknown)
    if not choice.own and _is_whole(core, asked):
        return core
    document = _document(core, asked, choice.own)
    digest = hashlib.sha256(json.dumps(document, sort_keys=True).encode()).hexdigest()
    document["id"] = f"{core.id[:_LONGEST_START]}-{digest[:10]}"
    return instrument_from_document(document)


def _is_whole(core: Instrument, asked: Mapping[str, set[str]]) -> bool:
    return asked == {group.id: set(group.block_ids) for group in core.groups}


def _document(core: Instrument, asked: Mapping[str, set[str]], own: Sequence[OwnBlock]) -> Row:
    document: Row = copy.deepcopy(dict(core.document))
    kept = set().union(*asked.values())
    blocks = [block for block in document["blocks"] if block["id"] in kept]
    for block in blocks:
        _keep_questions(block, asked)
    themes = {block["theme"] for block in blocks}
    document["themes"] = [theme for theme in document["themes"] if theme["id"] in themes]
    document["groups"] = list(_groups(document["groups"], asked))
    document["lineage"] = list(_lineage(core, kept))
    for key in ("conversation", "closing"):
        if key in document:
            document[key] = list(_questions(document[key], asked, themes))
    document["blocks"] = blocks
    if own:
        _add_own(document, own)
    return document


def _keep_questions(block: Row, asked: Mapping[str, set[str]]) -> None:
    questions = block.get("questions", {})
    kept = {id_: text for id_, text in questions.items() if block["id"] in asked.get(id_, ())}
    block.pop("questions", None)
    if kept:
        block["questions"] = kept


def _groups(rows: Iterable[Row], asked: Mapping[str, set[str]]) -> Iterator[Row]:
    kept = [row for row in rows if row["id"] in asked]
    is_alone = all("apart" in row for row in kept)  # nothing that they would stand apart from
    for row in kept:
        row["blocks"] = [id_ for id_ in row["blocks"] if id_ in asked[row["id"]]]
        if is_alone:
            del row["apart"]
        yield row


def _questions(
    rows: Iterable[Row], asked: Mapping[str, set[str]], themes: set[str]
) -> Iterator[Row]:
    for row in rows:
        if "groups" in row:
            row["groups"] = [id_ for id_ in row["groups"] if id_ in asked]
            if not row["groups"]:
                continue
        if row.get("theme") in {None, *themes}:
            yield row


def _lineage(core: Instrument, kept: set[str]) -> Iterator[Row]:
    languages = core.languages
    link = {
        "blocks": [block.id for block in core.blocks if block.id in kept],
        "relation": "equal",
        "reason": {code: _REASON[code] for code in languages},
    }
    yield {"instrument": core.id, "version": core.version, "links": [link]}
    for lineage in copy.deepcopy(core.document.get("lineage", [])):
        lineage["links"] = [one for row in lineage["links"] for one in _kept_link(row, kept)]
        if lineage["links"]:
            yield lineage


def _kept_link(row: Row, kept: set[str]) -> Iterator[Row]:
    """A link without the bouwstenen that are not asked; a `replaced` one only as a whole."""
    if row["relation"] == "replaced":
        if kept.issuperset(row["blocks"]):
            yield row
        return
    earlier = row.get("earlier") or row["blocks"]
    pairs = [pair for pair in zip(row["blocks"], earlier, strict=True) if pair[0] in kept]
    if pairs:
        yield {**row, "blocks": [one for one, _ in pairs], "earlier": [one for _, one in pairs]}


def _add_own(document: Row, own: Sequence[OwnBlock]) -> None:
    languages = document["languages"]
    document["themes"].append({"id": OWN_THEME, "name": {code: _NAME[code] for code in languages}})
    for number, block in enumerate(own, start=1):
        id_, text = f"{OWN_BLOCK}{number}", " ".join(block.text.split())
        document["blocks"].append(
            {"id": id_, "theme": OWN_THEME, "text": dict.fromkeys(languages, text)}
        )
        for group in document["groups"]:
            if group["id"] in block.group_ids:
                group["blocks"].append(id_)
