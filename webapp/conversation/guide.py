"""What a conversation leader has at hand: three parts with the questions of the instrument."""

from collections.abc import Iterable
from dataclasses import dataclass

from webapp.instrument.local_text import LocalText
from webapp.instrument.model import BuildingBlock, ClosingQuestion, Instrument, Theme


@dataclass(frozen=True, slots=True)
class ThemeGuide:
    """A thema of the depth part: its questions, and the bouwstenen that the group is asked."""

    theme: Theme
    general: tuple[LocalText, ...]
    depth: tuple[LocalText, ...]
    blocks: tuple[BuildingBlock, ...]


@dataclass(frozen=True, slots=True)
class Guide:
    """The parts of a conversation with a group.

    `general` opens it, `depth` belongs to no thema, and `themes` stand in the order of the
    instrument; a thema that has neither a question nor a bouwsteen for the group is left out.
    """

    group_id: str
    general: tuple[LocalText, ...]
    depth: tuple[LocalText, ...]
    themes: tuple[ThemeGuide, ...]
    closing: tuple[ClosingQuestion, ...]

    @property
    def block_count(self) -> int:
        """How many bouwstenen there are to discuss."""
        return sum(len(one.blocks) for one in self.themes)


def conversation_guide(instrument: Instrument, group_id: str) -> Guide:
    """The guide for a conversation with this group; KeyError where the instrument has no such."""
    asked = [(one.kind, one.theme_id, one.text) for one in instrument.questions_for(group_id)]
    blocks = instrument.blocks_for(group_id)

    def texts(kind: str, theme_id: str | None) -> tuple[LocalText, ...]:
        return tuple(text for *about, text in asked if about == [kind, theme_id])

    themes = (
        ThemeGuide(
            theme,
            texts("general", theme.id),
            texts("depth", theme.id),
            _of_theme(blocks, theme.id),
        )
        for theme in instrument.themes
    )
    return Guide(
        group_id,
        texts("general", None),
        texts("depth", None),
        tuple(one for one in themes if one.blocks or one.general or one.depth),
        instrument.closing_for(group_id),
    )


def _of_theme(blocks: Iterable[BuildingBlock], theme_id: str) -> tuple[BuildingBlock, ...]:
    return tuple(block for block in blocks if block.theme_id == theme_id)
