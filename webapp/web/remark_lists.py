"""Remarks as pages show them: in the order of the framework, per bouwsteen in one random order."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby

from webapp.analysis.remarks import ShownRemark
from webapp.instrument.local_text import LocalText
from webapp.instrument.model import Instrument


@dataclass(frozen=True, slots=True)
class RemarkSection:
    """What was written about one bouwsteen, or about a whole thema (no `block_text`)."""

    theme_id: str
    theme_name: LocalText
    block_text: LocalText | None
    remarks: tuple[ShownRemark, ...]


def in_order(instrument: Instrument, remarks: Iterable[ShownRemark]) -> list[ShownRemark]:
    """By thema and bouwsteen of the framework, the whole thema last; then by random id."""
    themes = {theme.id: place for place, theme in enumerate(instrument.themes)}
    blocks = {block.id: place for place, block in enumerate(instrument.blocks)}
    last = len(blocks)

    def place(row: ShownRemark) -> tuple[int, int, str]:
        return themes[row.theme_id], blocks.get(row.block_id or "", last), row.id

    return sorted(remarks, key=place)


def sections(instrument: Instrument, ordered: Iterable[ShownRemark]) -> tuple[RemarkSection, ...]:
    """A heading for every bouwsteen of remarks that stand in order."""
    texts: Mapping[str | None, LocalText] = {block.id: block.text for block in instrument.blocks}
    grouped = groupby(ordered, key=lambda row: (row.theme_id, row.block_id))
    return tuple(
        RemarkSection(
            theme_id, instrument.theme(theme_id).name, texts.get(block_id), tuple(remarks)
        )
        for (theme_id, block_id), remarks in grouped
    )
