"""Where everything stands in a chart, in pixels from the top; knows nothing of Plotly or SVG."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from webapp.charts.labels import label_above, row_message
from webapp.charts.letters import text_width, wrapped
from webapp.charts.spec import ChartKind, ChartRow, ChartSection, ChartSpec

BAR = 24
LETTER = 13
SMALL = 12
HEADING = 14
LINE = 17
HEADING_LINE = 19
HEAD_ROOM = 18  # the words above the columns
TICK_ROOM = 24  # the figures under the axis

_ASIDE, _N_ROOM, _BETWEEN = 62, 64, 34


@dataclass(frozen=True, slots=True)
class Width:
    """Sizes for one width of the page, in pixels.

    `pixels` is the least room that the chart is drawn in: what fits there fits in more. Where
    labels are `beside`, they stand left of their bar and the n right of it; else above it.
    """

    name: str
    pixels: int
    columns: int
    beside: bool
    gap: int
    ticks: tuple[int, ...]


WIDE = Width("wide", 860, 2, beside=True, gap=10, ticks=(0, 25, 50, 75, 100))
NARROW = Width("narrow", 300, 1, beside=False, gap=16, ticks=(0, 50, 100))


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the chart: from where to where its bars stand, and what is beside them.

    `aside` is the narrow column of those without an opinion, None in charts that have none.
    """

    left: float
    right: float
    plot: tuple[float, float]
    aside: tuple[float, float] | None

    def at(self, share: float) -> float:
        """Where a share of 0 to 100 stands."""
        start, end = self.plot
        return start + (end - start) * share / 100


@dataclass(frozen=True, slots=True)
class Band:
    """From where to where a column has bars, with an axis of its own."""

    column: int
    top: float
    bottom: float


@dataclass(frozen=True, slots=True)
class PlacedRow:
    """A row with the lines of its label; `top` is where the label starts, `middle` is its bar's."""

    row: ChartRow
    lines: tuple[str, ...]
    column: int
    top: float
    middle: float


@dataclass(frozen=True, slots=True)
class PlacedHeading:
    """A heading of a section and where it starts."""

    lines: tuple[str, ...]
    column: int
    top: float


@dataclass(frozen=True, slots=True)
class ChartLayout:
    """Everything in its place."""

    columns: tuple[Column, ...]
    bands: tuple[Band, ...]
    headings: tuple[PlacedHeading, ...]
    rows: tuple[PlacedRow, ...]
    height: float


def chart_layout(spec: ChartSpec, width: Width) -> ChartLayout:
    """Rows under each other in reading order, panels side by side where there is room."""
    columns = chart_columns(spec, width)
    pen = _Pen(spec, width, columns)
    if spec.is_panels:
        for start in range(0, len(spec.sections), len(columns)):
            pen.place_panels(spec.sections[start : start + len(columns)])
    else:
        pen.place_sections(spec.sections, 0)
    return ChartLayout(columns, tuple(pen.bands), tuple(pen.headings), tuple(pen.rows), pen.top)


def chart_columns(spec: ChartSpec, width: Width) -> tuple[Column, ...]:
    """The columns of a chart, equally wide: one, or as many as panels fit beside each other."""
    count = width.columns if spec.is_panels else 1
    room = (width.pixels - (count - 1) * _BETWEEN) / count
    lefts = [number * (room + _BETWEEN) for number in range(count)]
    return tuple(_column(spec, width, left, room) for left in lefts)


def label_room(spec: ChartSpec, width: Width) -> float:
    """How wide a label may be before it is wrapped."""
    if not width.beside:
        return width.pixels - 4
    if not spec.is_panels:
        return 240
    return 190 if spec.kind == ChartKind.DOTS else 112


def _column(spec: ChartSpec, width: Width, left: float, room: float) -> Column:
    right = left + room
    start = left + (_longest_label(spec, width) + 10 if width.beside else 8)
    if spec.kind == ChartKind.SLOPE:
        return Column(left, right, (left + 46, right - (215 if width.beside else 160)), None)
    if spec.kind == ChartKind.DOTS:
        return Column(left, right, (start, right - 20), None)
    if not width.beside:
        return Column(left, right, (left, right - _ASIDE - 10), (right - _ASIDE, right))
    end = right - _N_ROOM
    return Column(left, right, (start, end - _ASIDE - 12), (end - _ASIDE, end))


def _longest_label(spec: ChartSpec, width: Width) -> float:
    room = label_room(spec, width)
    lines = (line for row in spec.rows for line in wrapped(row.label, room, LETTER))
    return max((text_width(line, LETTER) for line in lines), default=0)


class _Pen:
    """Writes sections from the top to the bottom."""

    def __init__(self, spec: ChartSpec, width: Width, columns: Sequence[Column]) -> None:
        self.spec, self.width, self.columns = spec, width, columns
        self.head = HEAD_ROOM if spec.kind == ChartKind.BARS else 0
        self.bar = BAR if spec.kind == ChartKind.BARS else 18
        self.top = 0.0
        self.bands: list[Band] = []
        self.headings: list[PlacedHeading] = []
        self.rows: list[PlacedRow] = []

    def place_panels(self, sections: Iterable[ChartSection]) -> None:
        """Side by side, each with its heading above its axis."""
        start, bottoms = self.top, []
        for number, section in enumerate(sections):
            self.top = start
            self.place_sections([section], number)
            bottoms.append(self.top)
        self.top = max(bottoms) + self.width.gap

    def place_sections(self, sections: Sequence[ChartSection], column: int) -> None:
        """Under each other, on one axis."""
        if self.spec.is_panels:
            self._place_heading(sections[0], column)
        self.top += self.head
        start = self.top
        self.top += self.width.gap / 2
        for section in sections:
            if not self.spec.is_panels:
                self._place_heading(section, column)
            for row in section.rows:
                self._place_row(row, column)
        self.bands.append(Band(column, start, self.top))
        self.top += TICK_ROOM

    def _place_heading(self, section: ChartSection, column: int) -> None:
        if section.heading is None:
            return
        where = self.columns[column]
        lines = wrapped(section.heading, where.right - where.left, HEADING)
        self.headings.append(PlacedHeading(lines, column, self.top + 4))
        self.top += len(lines) * HEADING_LINE + 8

    def _place_row(self, row: ChartRow, column: int) -> None:
        room = label_room(self.spec, self.width)
        if self.width.beside:
            lines = wrapped(row.label, room, LETTER)
            height = max(self.bar, len(lines) * LINE)
            middle = self.top + height / 2
        else:
            message = row_message(self.spec, row)
            lines = wrapped(label_above(row), room, LETTER)
            lines += wrapped(message, room, LETTER) if message else ()
            height = len(lines) * LINE + (self.bar if row.valid or row.drawn_marks else 0) + 2
            middle = self.top + len(lines) * LINE + 2 + self.bar / 2
        self.rows.append(PlacedRow(row, lines, column, self.top, middle))
        self.top += height + self.width.gap
