"""Where everything stands in a chart, in pixels from the top; knows nothing of Plotly."""

from collections.abc import Iterator
from dataclasses import dataclass
from textwrap import wrap

from webapp.charts.spec import ChartRow, ChartSpec

LINE = 17


@dataclass(frozen=True, slots=True)
class Width:
    """Sizes for one width of the page, in pixels and letters.

    `label_letters` is how long a line of a row's label is. Labels stand in a margin of
    `label_room` pixels, or above their bar where that is 0.
    """

    name: str
    bar: int
    gap: int
    label_room: int
    label_letters: int
    heading_letters: int
    beside_room: int
    least_share: float


WIDE = Width("wide", 24, 10, 250, 36, 105, 255, 6.0)
NARROW = Width("narrow", 24, 16, 0, 42, 40, 0, 14.0)


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
    """Everything in its place; `height` is that of the plot without margins."""

    rows: tuple[PlacedRow, ...]
    headings: tuple[PlacedHeading, ...]
    height: float


def chart_layout(spec: ChartSpec, width: Width) -> ChartLayout:
    """Rows under each other in reading order, as high as their wrapped labels need."""
    placed = tuple(_placed(spec, width))
    rows = tuple(thing for thing in placed if isinstance(thing, PlacedRow))
    headings = tuple(thing for thing in placed if isinstance(thing, PlacedHeading))
    height = rows[-1].middle + width.bar / 2 + width.gap if rows else 0
    return ChartLayout(rows, headings, height)


def _placed(spec: ChartSpec, width: Width) -> Iterator[PlacedRow | PlacedHeading]:
    top = float(width.gap) / 2
    for section in spec.sections:
        if section.heading is not None:
            lines = tuple(wrap(section.heading, width.heading_letters)) or ("",)
            yield PlacedHeading(lines, top + width.gap)
            top += len(lines) * LINE + 2 * width.gap
        for row in section.rows:
            lines = tuple(wrap(row.label, width.label_letters)) or ("",)
            label = len(lines) * LINE
            if width.label_room:
                height = max(width.bar, label)
                yield PlacedRow(row, lines, top, top + height / 2)
            else:
                label += LINE  # the figures beside the bar have a line of their own here
                height = label + width.bar
                yield PlacedRow(row, lines, top, top + label + width.bar / 2)
            top += height + width.gap
