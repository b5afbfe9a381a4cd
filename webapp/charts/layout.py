"""Where everything stands in a chart, in pixels from the top; knows nothing of Plotly."""

from collections.abc import Iterator
from dataclasses import dataclass
from textwrap import wrap

from webapp.charts.spec import ChartRow, ChartSpec

LINE = 17
HEADING_LINE = 19
LETTER = 6.8


@dataclass(frozen=True, slots=True)
class Width:
    """Sizes for one width of the page, in pixels and letters.

    `label_letters` is how long a line of a row's label is. Where it `has_margins`, labels stand
    left of their bar and the other figures right of it; else both stand above it. A part of a bar
    has a text from `least_share` percent.
    """

    name: str
    bar: int
    gap: int
    label_letters: int
    heading_letters: int
    has_margins: bool
    least_share: float
    ticks: tuple[int, ...]


WIDE = Width(
    name="wide",
    bar=24,
    gap=10,
    label_letters=36,
    heading_letters=100,
    has_margins=True,
    least_share=6.0,
    ticks=(0, 25, 50, 75, 100),
)
NARROW = Width(
    name="narrow",
    bar=24,
    gap=18,
    label_letters=42,
    heading_letters=38,
    has_margins=False,
    least_share=12.0,
    ticks=(25, 50, 75),
)


@dataclass(frozen=True, slots=True)
class PlacedRow:
    """A row with the lines of its label; `top` is where the label starts, `middle` is its bar's."""

    row: ChartRow
    lines: tuple[str, ...]
    top: float
    middle: float


@dataclass(frozen=True, slots=True)
class PlacedHeading:
    """A heading of a section and where it starts."""

    lines: tuple[str, ...]
    top: float


@dataclass(frozen=True, slots=True)
class ChartLayout:
    """Everything in its place; `height` is that of the plot without margins.

    `label_room` is the margin that the longest label needs, 0 where labels stand above their bar.
    """

    rows: tuple[PlacedRow, ...]
    headings: tuple[PlacedHeading, ...]
    height: float
    label_room: float


def chart_layout(spec: ChartSpec, width: Width) -> ChartLayout:
    """Rows under each other in reading order, as high as their wrapped labels need."""
    placed = tuple(_placed(spec, width))
    rows = tuple(thing for thing in placed if isinstance(thing, PlacedRow))
    headings = tuple(thing for thing in placed if isinstance(thing, PlacedHeading))
    height = rows[-1].middle + width.bar / 2 + width.gap if rows else 0
    longest = max((len(line) for row in rows for line in row.lines), default=0)
    return ChartLayout(rows, headings, height, longest * LETTER + 16 if width.has_margins else 0)


def _placed(spec: ChartSpec, width: Width) -> Iterator[PlacedRow | PlacedHeading]:
    top = float(width.gap) / 2
    for section in spec.sections:
        if section.heading is not None:
            lines = tuple(wrap(section.heading, width.heading_letters)) or ("",)
            yield PlacedHeading(lines, top + width.gap / 2)
            top += len(lines) * HEADING_LINE + 1.5 * width.gap
        for row in section.rows:
            lines = tuple(wrap(row.label, width.label_letters)) or ("",)
            label = len(lines) * LINE
            if width.has_margins:
                height = max(width.bar, label)
                yield PlacedRow(row, lines, top, top + height / 2)
            else:
                label += LINE  # what stands beside the bar has a line of its own here
                height = label + (width.bar if row.valid else 0)
                yield PlacedRow(row, lines, top, top + label + width.bar / 2)
            top += height + width.gap
