"""From a checked document to an Instrument."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any, TypeAlias

from webapp.instrument.content_hash import content_hash
from webapp.instrument.local_text import LocalText
from webapp.instrument.model import (
    SETTINGS,
    BuildingBlock,
    ClosingQuestion,
    CodingTheme,
    ConversationQuestion,
    Instrument,
    Lineage,
    LineageLink,
    RespondentGroup,
    ScaleOption,
    Subtheme,
    Theme,
)

Row: TypeAlias = Mapping[str, Any]


def build_instrument(document: Row) -> Instrument:
    """The instrument in a document in which `find_problems` found nothing wrong."""
    languages = tuple(document["languages"])
    themes = tuple(_theme(row, languages) for row in document["themes"])
    blocks = _in_order_of_themes(themes, [_block(row, languages) for row in document["blocks"]])
    return Instrument(
        id=document["id"],
        version=document["version"],
        title=LocalText.of(document["title"], languages),
        source=LocalText.of(document["source"], languages),
        note=_text(document, "note", languages),
        languages=languages,
        scale=tuple(_option(row, languages) for row in document["scale"]),
        scale_note=_text(document, "scale_note", languages),
        themes=themes,
        blocks=blocks,
        groups=tuple(_group(row, blocks, languages) for row in document["groups"]),
        conversation=tuple(_question(row, languages) for row in document.get("conversation", ())),
        closing=tuple(_closing(row, languages) for row in document.get("closing", ())),
        coding_scheme=tuple(_coding(row, languages) for row in document.get("coding_scheme", ())),
        lineage=tuple(_lineage(row, languages) for row in document.get("lineage", ())),
        content_hash=content_hash(document),
        document=document,
    )


def _text(row: Row, key: str, languages: tuple[str, ...]) -> LocalText | None:
    return LocalText.of(row[key], languages) if key in row else None


def _option(row: Row, languages: tuple[str, ...]) -> ScaleOption:
    label = LocalText.of(row["label"], languages)
    return ScaleOption(
        code=row["code"],
        label=label,
        short=_text(row, "short", languages) or label,
        counts=row["counts"],
        colour=row["colour"],
        settings=frozenset(row.get("settings", SETTINGS)),
    )


def _theme(row: Row, languages: tuple[str, ...]) -> Theme:
    return Theme(
        id=row["id"],
        name=LocalText.of(row["name"], languages),
        intro=_text(row, "intro", languages),
    )


def _block(row: Row, languages: tuple[str, ...]) -> BuildingBlock:
    questions = row.get("questions", {}).items()
    return BuildingBlock(
        id=row["id"],
        theme_id=row["theme"],
        text=LocalText.of(row["text"], languages),
        help=_text(row, "help", languages),
        questions=MappingProxyType(
            {group_id: LocalText.of(question, languages) for group_id, question in questions}
        ),
        note=_text(row, "note", languages),
        short=_text(row, "short", languages),
    )


def _in_order_of_themes(
    themes: tuple[Theme, ...], blocks: list[BuildingBlock]
) -> tuple[BuildingBlock, ...]:
    place = {theme.id: number for number, theme in enumerate(themes)}
    return tuple(sorted(blocks, key=lambda block: place[block.theme_id]))


def _group(
    row: Row, blocks: tuple[BuildingBlock, ...], languages: tuple[str, ...]
) -> RespondentGroup:
    asked = set(row["blocks"])
    return RespondentGroup(
        id=row["id"],
        name=LocalText.of(row["name"], languages),
        block_ids=tuple(block.id for block in blocks if block.id in asked),
        note=_text(row, "note", languages),
        apart=_text(row, "apart", languages),
    )


def _question(row: Row, languages: tuple[str, ...]) -> ConversationQuestion:
    return ConversationQuestion(
        kind=row["kind"],
        theme_id=row.get("theme"),
        group_ids=tuple(row.get("groups", ())),
        text=LocalText.of(row["text"], languages),
    )


def _closing(row: Row, languages: tuple[str, ...]) -> ClosingQuestion:
    return ClosingQuestion(
        id=row["id"],
        kind=row["kind"],
        text=LocalText.of(row["text"], languages),
        top=row.get("top", 0),
        group_ids=tuple(row.get("groups", ())),
    )


def _coding(row: Row, languages: tuple[str, ...]) -> CodingTheme:
    return CodingTheme(
        id=row["id"],
        name=LocalText.of(row["name"], languages),
        subthemes=tuple(
            Subtheme(id=subtheme["id"], name=LocalText.of(subtheme["name"], languages))
            for subtheme in row["subthemes"]
        ),
    )


def _lineage(row: Row, languages: tuple[str, ...]) -> Lineage:
    return Lineage(
        instrument_id=row["instrument"],
        version=row["version"],
        options=MappingProxyType(dict(row.get("options", {}))),
        links=tuple(link for entry in row["links"] for link in _links(entry, languages)),
    )


def _links(row: Row, languages: tuple[str, ...]) -> Iterator[LineageLink]:
    reason = LocalText.of(row["reason"], languages)
    block_ids = tuple(row["blocks"])
    earlier_ids = tuple(row.get("earlier", block_ids))
    if row["relation"] == "replaced":
        yield LineageLink(block_ids, "replaced", earlier_ids, reason)
        return
    for block_id, earlier_id in zip(block_ids, earlier_ids, strict=True):
        yield LineageLink((block_id,), row["relation"], (earlier_id,), reason)
