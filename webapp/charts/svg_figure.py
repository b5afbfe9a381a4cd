"""From what a chart shows to SVG: for print, mail and pages without JavaScript.

Written by hand, since a browser takes seconds for it and this about a millisecond. Only
presentation attributes: a strict Content Security Policy lets it through as it is.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from xml.sax.saxutils import escape

from webapp.analysis.words import percentage
from webapp.charts.layout import (
    HEADING,
    HEADING_LINE,
    LETTER,
    SMALL,
    TICK_ROOM,
    WIDE,
    ChartLayout,
    Width,
    chart_layout,
)
from webapp.charts.palette import FONT, GRID, MUTED, fills
from webapp.charts.slope_layout import slope_layout
from webapp.charts.spec import ChartKind, ChartSection, ChartSpec
from webapp.charts.svg_bars import svg_bars
from webapp.charts.svg_dots import svg_dots
from webapp.charts.svg_elements import element, lines, text, xml_text
from webapp.charts.svg_hatch import patterns
from webapp.charts.svg_slope import svg_slope

TALLEST = 600  # parts of this height fill a printed page well, two under each other
_ROWS_OF_A_PART = 28


def svg_parts(spec: ChartSpec, width: Width) -> tuple[str, ...]:
    """The chart in parts that each fit on a printed page, each with its own axis."""
    parts = _parts(spec)
    return tuple(
        svg_figure(replace(spec, sections=part), width, name=f"{width.name}-{number}")
        for number, part in enumerate(parts, start=1)
    )


def svg_figure(spec: ChartSpec, width: Width = WIDE, *, name: str = "wide") -> str:
    """The whole chart as one `<svg>` element; `name` keeps its ids apart from those of others."""
    prefix = f"{spec.id}-{name}"
    content, height = svg_content(spec, width, prefix)
    return element(
        "svg",
        element("title", escape(xml_text(spec.title)), id=f"{prefix}-title"),
        element("desc", escape(xml_text(" ".join(spec.sentences))), id=f"{prefix}-desc"),
        content,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {width.pixels} {height:.0f}",
        width=width.pixels,
        height=round(height),
        role="img",
        aria_labelledby=f"{prefix}-title {prefix}-desc",
        font_family=FONT,
        font_size=LETTER,
    )


def svg_content(spec: ChartSpec, width: Width, prefix: str) -> tuple[str, float]:
    """What is inside the `<svg>` element, and how high it is; ids start with `prefix`."""
    if spec.kind == ChartKind.SLOPE:
        slope = slope_layout(spec, width)
        parts = (*_grid(slope.frame, (0, 100)), *_headings(slope.frame), *svg_slope(spec, slope))
        return "".join(parts), slope.frame.height
    frame = chart_layout(spec, width)
    around = (*_grid(frame, width.ticks), *_ticks(frame, width), *_headings(frame))
    if spec.kind == ChartKind.DOTS:
        return "".join((*around, *svg_dots(spec, frame, width))), frame.height
    hatches = patterns(fills(spec.counting), prefix)
    return "".join((hatches, *around, *svg_bars(spec, frame, width, prefix))), frame.height


def _grid(frame: ChartLayout, ticks: Sequence[int]) -> Iterator[str]:
    for band in frame.bands:
        column = frame.columns[band.column]
        places = "".join(
            f"M{column.at(tick):.1f} {band.top:.1f}V{band.bottom:.1f}" for tick in ticks
        )
        yield element("path", d=places, stroke=GRID, fill="none")


def _ticks(frame: ChartLayout, width: Width) -> Iterator[str]:
    anchors = {} if width.beside else {0: "start", 100: "end"}
    for band in frame.bands:
        column = frame.columns[band.column]
        for tick in width.ticks:
            yield text(
                percentage(tick),
                column.at(tick),
                band.bottom + TICK_ROOM / 2,
                text_anchor=anchors.get(tick, "middle"),
                font_size=SMALL,
                fill=MUTED,
            )


def _headings(frame: ChartLayout) -> Iterator[str]:
    for heading in frame.headings:
        middle = heading.top + len(heading.lines) * HEADING_LINE / 2
        left = frame.columns[heading.column].left
        yield lines(
            heading.lines, left, middle, line=HEADING_LINE, font_size=HEADING, font_weight=600
        )


def _parts(spec: ChartSpec) -> list[tuple[ChartSection, ...]]:
    """The sections in heaps of at most a page; a section that is too long is cut in pieces."""
    pieces = [
        replace(section, rows=section.rows[start : start + _ROWS_OF_A_PART])
        for section in spec.sections
        for start in range(0, max(len(section.rows), 1), _ROWS_OF_A_PART)
    ]
    step = WIDE.columns if spec.is_panels else 1
    parts: list[tuple[ChartSection, ...]] = []
    height = 0.0
    for start in range(0, len(pieces), step):
        together = tuple(pieces[start : start + step])
        room = _height(replace(spec, sections=together))
        if parts and height + room <= TALLEST:
            parts[-1] += together
            height += room
        else:
            parts.append(together)
            height = room
    return parts


def _height(spec: ChartSpec) -> float:
    if spec.kind == ChartKind.SLOPE:
        return slope_layout(spec, WIDE).frame.height
    return chart_layout(spec, WIDE).height
