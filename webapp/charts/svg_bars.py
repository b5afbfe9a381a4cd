"""The rows of a bar chart as SVG."""

from collections.abc import Iterator

from webapp.charts.labels import exact_share, people, row_message, silent_share, text_in_bar
from webapp.charts.layout import BAR, LINE, SMALL, ChartLayout, Column, PlacedRow, Width
from webapp.charts.palette import INK, MUTED, OUTLINE, SILENT, fills
from webapp.charts.spec import ChartSpec
from webapp.charts.svg_elements import element, lines, text
from webapp.charts.svg_hatch import paint
from webapp.i18n import gettext as _

_ASIDE_HEIGHT = 18


def svg_bars(spec: ChartSpec, placed: ChartLayout, width: Width, prefix: str) -> Iterator[str]:
    """Labels, bars with their figures, and the narrow column beside them."""
    for band in placed.bands:
        aside = placed.columns[band.column].aside
        assert aside is not None  # bars always have it
        look = {"text_anchor": "end", "font_size": SMALL, "fill": MUTED}
        yield text(_("geen oordeel"), aside[1], band.top - 8, **look)
    for row in placed.rows:
        column = placed.columns[row.column]
        yield svg_label(row, column, width)
        if row.row.valid:
            yield from _bar(spec, row, column, prefix)
        elif width.beside:
            yield text(row_message(spec, row.row), column.plot[0] + 4, row.middle, fill=MUTED)
        if row.row.has_figures and row.row.asked:
            yield from _aside(row, column, width)


def svg_label(row: PlacedRow, column: Column, width: Width) -> str:
    """The label of a row, left of its axis or above its bar."""
    if width.beside:
        return lines(row.lines, column.plot[0] - 10, row.middle, line=LINE, text_anchor="end")
    middle = row.top + len(row.lines) * LINE / 2
    return lines(row.lines, column.left, middle, line=LINE)


def _bar(spec: ChartSpec, row: PlacedRow, column: Column, prefix: str) -> Iterator[str]:
    look, start, top = fills(spec.counting), 0.0, row.middle - BAR / 2
    for option in spec.counting:
        share = exact_share(row.row, option.code)
        left, room = column.at(start), column.at(share) - column.at(0)
        start += share
        if not row.row.counts[option.code]:
            continue
        fill = look[option.code]
        yield element(
            "rect",
            x=left,
            y=top,
            width=room,
            height=BAR,
            fill=paint(fill, prefix),
            stroke=OUTLINE,
            stroke_width=0.7,
        )
        told = text_in_bar(row.row, option.code, room)
        if told:
            middle = left + room / 2
            yield text(told, middle, row.middle, text_anchor="middle", fill=fill.text)


def _aside(row: PlacedRow, column: Column, width: Width) -> Iterator[str]:
    assert column.aside is not None
    left, right = column.aside
    top, share = row.middle - _ASIDE_HEIGHT / 2, row.row.silent / row.row.asked
    box = {"x": left, "y": top, "height": _ASIDE_HEIGHT}
    yield element("rect", **box, width=(right - left) * share, fill=SILENT)
    yield element("rect", **box, width=right - left, fill="none", stroke=MUTED, stroke_width=0.7)
    yield text(silent_share(row.row), right - 4, row.middle, text_anchor="end", font_size=SMALL)
    if row.row.is_often_silent:
        yield element("path", d=f"M{left + 3:.1f} {row.middle + 5:.1f}h10l-5-9z", fill=INK)
    if width.beside:
        yield text(people(row.row), right + 8, row.middle, font_size=SMALL, fill=MUTED)
