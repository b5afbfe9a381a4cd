"""Results for the beamer: a few bouwstenen at a time, so that they are read from the back."""

from collections.abc import Iterator
from dataclasses import dataclass

from webapp.analysis.results import BlockResult, GroupResult
from webapp.instrument.local_text import LocalText
from webapp.instrument.model import Instrument, ScaleOption, Theme

MOST_ROWS = 3
WIDTH = 1000


@dataclass(frozen=True, slots=True)
class SlidePart:
    """A part of a bar that is WIDTH wide: how many chose an option, and where it is drawn."""

    option: ScaleOption
    count: int
    start: int
    width: int


@dataclass(frozen=True, slots=True)
class SlideRow:
    """A bouwsteen; no `parts` where too few answered it, or nobody in a way that counts.

    `silent` is how many chose an option that does not count, or left it open; None: too few.
    """

    block_id: str
    text: LocalText
    parts: tuple[SlidePart, ...]
    silent: int | None


@dataclass(frozen=True, slots=True)
class Slide:
    """What the beamer shows at once of a thema; `n` is people."""

    theme: Theme
    rows: tuple[SlideRow, ...]
    n: int


def slides(instrument: Instrument, group: GroupResult) -> tuple[Slide, ...]:
    """What may be shown of a group, thema by thema, at most MOST_ROWS bouwstenen at a time."""
    made = []
    for theme, blocks in instrument.themes_for(group.group_id):
        rows = [
            _row(instrument, group.block(block.id), block.id, block.question_for(group.group_id))
            for block in blocks
        ]
        made += [
            Slide(theme, tuple(rows[start : start + MOST_ROWS]), group.n)
            for start in range(0, len(rows), MOST_ROWS)
        ]
    return tuple(made)


def _row(
    instrument: Instrument, result: BlockResult | None, block_id: str, text: LocalText
) -> SlideRow:
    if result is None:
        return SlideRow(block_id, text, (), None)
    return SlideRow(block_id, text, tuple(_parts(instrument, result)), result.n - result.valid)


def _parts(instrument: Instrument, result: BlockResult) -> Iterator[SlidePart]:
    before = 0
    for option in instrument.scale:
        if option.counts and result.valid:
            count = result.counts[option.code]
            start, end = (WIDTH * n // result.valid for n in (before, before + count))
            yield SlidePart(option, count, start, end - start)
            before += count
