"""An instrument as plain values, for JSON: the same keys in every version of the platform."""

from typing import Any

from webapp.instrument.local_text import LocalText
from webapp.instrument.model import (
    BuildingBlock,
    ClosingQuestion,
    CodingTheme,
    ConversationQuestion,
    Instrument,
    Lineage,
    RespondentGroup,
    ScaleOption,
    Theme,
)


def plain_instrument(
    instrument: Instrument, *, language: str | None = None, group_id: str | None = None
) -> dict[str, Any]:
    """The whole instrument with its texts in one language, its first where None is given.

    With `group_id` only what that group is asked; KeyError where there is no such group.
    """
    code = language or instrument.languages[0]
    groups = instrument.groups if group_id is None else (instrument.group(group_id),)
    blocks = instrument.blocks if group_id is None else instrument.blocks_for(group_id)
    theme_ids = {block.theme_id for block in blocks}
    questions = instrument.conversation if not group_id else instrument.questions_for(group_id)
    closing = instrument.closing if not group_id else instrument.closing_for(group_id)
    return {
        "id": instrument.id,
        "version": instrument.version,
        "content_hash": instrument.content_hash,
        "title": instrument.title.in_language(code),
        "source": instrument.source.in_language(code),
        "note": _text(instrument.note, code),
        "language": code,
        "languages": list(instrument.languages),
        "scale_note": _text(instrument.scale_note, code),
        "scale": [_option(option, code) for option in instrument.scale],
        "themes": [_theme(theme, code) for theme in instrument.themes if theme.id in theme_ids],
        "blocks": [_block(block, groups, code) for block in blocks],
        "groups": [_group(group, code) for group in groups],
        "conversation": [_question(question, code) for question in questions],
        "closing": [_closing(question, code) for question in closing],
        "coding_scheme": [_coding(theme, code) for theme in instrument.coding_scheme],
        "lineage": [_lineage(lineage, code) for lineage in instrument.lineage],
    }


def _text(text: LocalText | None, code: str) -> str | None:
    return None if text is None else text.in_language(code)


def _option(option: ScaleOption, code: str) -> dict[str, Any]:
    return {
        "code": option.code,
        "label": option.label.in_language(code),
        "short": option.short.in_language(code),
        "counts": option.counts,
        "colour": option.colour,
        "settings": sorted(option.settings),
    }


def _theme(theme: Theme, code: str) -> dict[str, Any]:
    return {
        "id": theme.id,
        "name": theme.name.in_language(code),
        "intro": _text(theme.intro, code),
    }


def _block(block: BuildingBlock, groups: tuple[RespondentGroup, ...], code: str) -> dict[str, Any]:
    asked = [group.id for group in groups if block.id in group.block_ids]
    return {
        "id": block.id,
        "theme": block.theme_id,
        "text": block.text.in_language(code),
        "short": _text(block.short, code),
        "help": _text(block.help, code),
        "questions": {
            group_id: block.questions[group_id].in_language(code)
            for group_id in asked
            if group_id in block.questions
        },
        "note": _text(block.note, code),
        "groups": asked,
    }


def _group(group: RespondentGroup, code: str) -> dict[str, Any]:
    return {
        "id": group.id,
        "name": group.name.in_language(code),
        "note": _text(group.note, code),
        "apart": _text(group.apart, code),
        "blocks": list(group.block_ids),
    }


def _question(question: ConversationQuestion, code: str) -> dict[str, Any]:
    return {
        "kind": question.kind,
        "theme": question.theme_id,
        "groups": list(question.group_ids),
        "text": question.text.in_language(code),
    }


def _closing(question: ClosingQuestion, code: str) -> dict[str, Any]:
    return {
        "id": question.id,
        "kind": question.kind,
        "top": question.top,
        "groups": list(question.group_ids),
        "text": question.text.in_language(code),
    }


def _coding(theme: CodingTheme, code: str) -> dict[str, Any]:
    return {
        "id": theme.id,
        "name": theme.name.in_language(code),
        "subthemes": [
            {"id": subtheme.id, "name": subtheme.name.in_language(code)}
            for subtheme in theme.subthemes
        ],
    }


def _lineage(lineage: Lineage, code: str) -> dict[str, Any]:
    return {
        "instrument": lineage.instrument_id,
        "version": lineage.version,
        "options": dict(lineage.options),
        "links": [
            {
                "blocks": list(link.block_ids),
                "relation": link.relation,
                "earlier": list(link.earlier_ids),
                "reason": _text(link.reason, code),
            }
            for link in lineage.links
        ],
    }
