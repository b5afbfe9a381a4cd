"""Where everything stands on a printed form, in mm: made of the instrument alone.

The boxes of a form are always at the same places, whatever its number, its day or the language
it is printed in, so that a scanned form can be read by what stands here.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from math import ceil
from typing import NamedTuple

from webapp.instrument.local_text import LocalText
from webapp.instrument.model import BuildingBlock, Instrument, ScaleOption, Theme

LEFT, RIGHT = 20.0, 190.0
TOP, BOTTOM = 26.0, 279.0
FIRST_TOP = 96.0  # under the title, the promise and how to fill in
MARK = 5.0  # side of the squares in the corners
MARKS = ((8.0, 8.0), (197.0, 8.0), (8.0, 284.0), (197.0, 284.0))
UPRIGHT_MARK = (15.0, 8.0)  # a fifth one, smaller, beside the first: which side is up
UPRIGHT_SIDE = 2.5
BOX = 5.0
NUMBER_WIDTH = 9.0
HEAD = 10.0
REMARK_LABEL, REMARK_LINE = 4.0, 7.5
GAP = 3.0

_WIDEST_COLUMN = 14.0
_ALL_COLUMNS = 77.0  # a scale of many steps shares this width
_ROW_PADDING, _LOWEST_ROW = 3.2, 9.0
_TEXT_LINE, _QUESTION_LINE = 4.3, 3.8  # of 10 pt and of 9 pt
_TEXT_SIGN, _QUESTION_SIGN = 1.55, 1.27  # about the average sign; a line too few is set smaller


class Box(NamedTuple):
    """A box to cross: its page from 1, its top left corner and side, and what it means."""

    page: int
    x: float
    y: float
    side: float
    block_id: str
    option_code: str


@dataclass(frozen=True, slots=True)
class Row:
    """A bouwsteen with its boxes; `number` counts from 1 over the whole form."""

    number: int
    block: BuildingBlock
    question: LocalText | None
    y: float
    height: float


@dataclass(slots=True)
class Part:
    """What a page shows of one thema; `remark_y` is where its lines for a remark begin."""

    theme: Theme
    is_continued: bool
    y: float
    rows: list[Row] = field(default_factory=list)
    remark_y: float | None = None


@dataclass(frozen=True, slots=True)
class SheetLayout:
    """The pages of a form, and its answers from left to right."""

    options: tuple[ScaleOption, ...]
    remark_lines: int
    pages: tuple[tuple[Part, ...], ...]

    @property
    def column(self) -> float:
        """The width of one answer's column."""
        return min(_WIDEST_COLUMN, _ALL_COLUMNS / len(self.options))

    @property
    def boxes(self) -> tuple[Box, ...]:
        """Every box of the form."""
        return tuple(self._boxes())

    def _boxes(self) -> Iterator[Box]:
        first = RIGHT - self.column * len(self.options) + (self.column - BOX) / 2
        for page, parts in enumerate(self.pages, 1):
            for row in (row for part in parts for row in part.rows):
                y = row.y + (row.height - BOX) / 2
                for place, option in enumerate(self.options):
                    x = first + place * self.column
                    yield Box(page, x, y, BOX, row.block.id, option.code)


def lay_out_sheet(instrument: Instrument, group_id: str, setting: str) -> SheetLayout:
    """The form of one group in one setting (SETTINGS). KeyError for an unknown group.

    A thema has two lines for a remark, or one where that saves a page.
    """
    roomy, tight = (_lay_out(instrument, group_id, setting, lines) for lines in (2, 1))
    return tight if len(tight.pages) < len(roomy.pages) else roomy


def _lay_out(instrument: Instrument, group_id: str, setting: str, lines: int) -> SheetLayout:
    options = instrument.options_for(setting)
    width = RIGHT - LEFT - NUMBER_WIDTH - SheetLayout(options, lines, ()).column * len(options)
    pages, number = _Pages(REMARK_LABEL + REMARK_LINE * lines), 0
    for theme, blocks in instrument.themes_for(group_id):
        pages.begin(theme)
        for block in blocks:
            number += 1
            question = block.questions.get(group_id)
            row = Row(number, block, question, 0.0, _row_height(block, question, width))
            pages.add(row, is_last=block is blocks[-1])
        pages.add_remark()
    return SheetLayout(options, lines, tuple(tuple(parts) for parts in pages.parts))


class _Pages:
    """Fills pages from top to bottom; a thema's head and its remark stay with a row."""

    def __init__(self, remark: float) -> None:
        self.parts: list[list[Part]] = [[]]
        self._remark = remark
        self._y = FIRST_TOP
        self._new: Theme | None = None  # a thema whose head waits for its first row

    def begin(self, theme: Theme) -> None:
        self._new = theme

    def add(self, row: Row, *, is_last: bool) -> None:
        needed = row.height + (HEAD if self._new else 0.0) + (self._remark if is_last else 0.0)
        theme = self._new or self.parts[-1][-1].theme
        is_full = self._y + needed > BOTTOM
        if is_full:
            self.parts.append([])
            self._y = TOP
        if is_full or self._new:
            self.parts[-1].append(Part(theme, self._new is None, self._y))
            self._y += HEAD
        self._new = None
        self.parts[-1][-1].rows.append(replace(row, y=self._y))
        self._y += row.height

    def add_remark(self) -> None:
        self.parts[-1][-1].remark_y = self._y
        self._y += self._remark + GAP


def _row_height(block: BuildingBlock, question: LocalText | None, width: float) -> float:
    height = _lines(list(block.text.values()), width / _TEXT_SIGN) * _TEXT_LINE
    if question is not None:
        height += _lines(list(question.values()), width / _QUESTION_SIGN) * _QUESTION_LINE
    return max(_LOWEST_ROW, float(ceil(height + _ROW_PADDING)))


def _lines(texts: Sequence[str], signs: float) -> int:
    """How many lines the longest of the translations takes."""
    return max(ceil(len(text) / signs) for text in texts)
