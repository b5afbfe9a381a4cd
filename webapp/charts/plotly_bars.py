"""The traces of a bar chart: the parts of the bars, and the narrow column beside them."""

from collections.abc import Iterator, Sequence
from typing import Any

from webapp.charts.labels import (
    exact_share,
    part_told,
    people,
    row_message,
    silent_share,
    silent_told,
    text_in_bar,
)
from webapp.charts.layout import BAR, LINE, SMALL, ChartLayout, Column, PlacedRow, Width
from webapp.charts.palette import INK, MUTED, OUTLINE, SILENT, TRACK, Fill, fills
from webapp.charts.plotly_frame import aside_axis, plot_axis
from webapp.charts.plotly_text import PlotlyText, escaped, text_trace
from webapp.charts.spec import ChartOption, ChartSpec
from webapp.i18n import gettext as _

_PAD = "\u00a0\u00a0"


def bar_traces(spec: ChartSpec, placed: ChartLayout, width: Width) -> Iterator[dict[str, Any]]:
    """Per column of the chart: a trace per option, then what stands beside and around it."""
    look = fills(spec.counting)
    for number in range(len(placed.columns)):
        rows = [row for row in placed.rows if row.column == number]
        for option in spec.counting:
            yield _bars(option, look[option.code], rows, placed.columns[number])
        yield from _silent(spec, rows, number)
        yield text_trace(
            _column_heads(placed, number), aside_axis(number), size=SMALL, colour=MUTED
        )
        if width.beside:
            yield text_trace(labels_beside(rows), plot_axis(number))
            yield text_trace(_messages(spec, rows), plot_axis(number), colour=MUTED)
            yield text_trace(_people(rows), aside_axis(number), size=SMALL, colour=MUTED)
        else:
            yield text_trace(labels_above(rows), plot_axis(number))


def labels_above(rows: Sequence[PlacedRow]) -> list[PlotlyText]:
    """Labels from the left edge of the chart."""
    return [
        PlotlyText(0, row.top + len(row.lines) * LINE / 2, row.lines, "middle right")
        for row in rows
    ]


def labels_beside(rows: Sequence[PlacedRow]) -> list[PlotlyText]:
    """Labels right of which the axis begins."""
    return [
        PlotlyText(0, row.middle, [f"{line}{_PAD}" for line in row.lines], "middle left")
        for row in rows
    ]


def _bars(
    option: ChartOption, fill: Fill, rows: Sequence[PlacedRow], column: Column
) -> dict[str, Any]:
    drawn = [place for place in rows if place.row.valid]
    return {
        "type": "bar",
        "orientation": "h",
        "name": escaped(option.label),
        "xaxis": plot_axis(rows[0].column if rows else 0),
        "x": [exact_share(place.row, option.code) for place in drawn],
        "y": [place.middle for place in drawn],
        "width": BAR,
        "text": [_text(place, option, column) for place in drawn],
        "textposition": "inside",
        "insidetextanchor": "middle",
        "textangle": 0,
        "constraintext": "none",
        "textfont": {"color": fill.text, "size": 13},
        "hovertext": [_hover(place, part_told(place.row, option)) for place in drawn],
        "hoverinfo": "text",
        "marker": {
            "color": fill.colour,
            "line": {"color": OUTLINE, "width": 0.7},
            "pattern": {
                "shape": fill.hatch,
                "fillmode": "overlay",
                "fgcolor": fill.hatch_colour,
                "size": 7,
                "solidity": 0.22,
            },
        },
    }


def _text(place: PlacedRow, option: ChartOption, column: Column) -> str:
    share = exact_share(place.row, option.code)
    return text_in_bar(place.row, option.code, column.at(share) - column.at(0))


def _hover(place: PlacedRow, told: str) -> str:
    return f"{escaped(place.row.label)}<br>{escaped(told)}"


def _silent(spec: ChartSpec, rows: Sequence[PlacedRow], column: int) -> Iterator[dict[str, Any]]:
    drawn = [place for place in rows if place.row.has_figures and place.row.asked]
    shares = [100_000 * place.row.silent // place.row.asked / 1000 for place in drawn]
    told = [_hover(place, silent_told(spec, place.row)) for place in drawn]
    for name, colour, wide in (
        (_("Geen oordeel"), SILENT, shares),
        (_("Wel een oordeel"), TRACK, [max(0.0, 99.999 - share) for share in shares]),
    ):
        yield {
            "type": "bar",
            "orientation": "h",
            "name": escaped(name),
            "xaxis": aside_axis(column),
            "x": wide,
            "y": [place.middle for place in drawn],
            "width": 18,
            "hovertext": told,
            "hoverinfo": "text",
            "marker": {"color": colour, "line": {"color": MUTED, "width": 0.7}},
        }
    figures = [PlotlyText(97, one.middle, [silent_share(one.row)], "middle left") for one in drawn]
    yield text_trace(figures, aside_axis(column), size=SMALL)
    flags = [place.middle for place in drawn if place.row.is_often_silent]
    yield {
        "type": "scatter",
        "mode": "markers",
        "xaxis": aside_axis(column),
        "x": [12] * len(flags),
        "y": flags,
        "marker": {"symbol": "triangle-up", "size": 9, "color": INK},
        "cliponaxis": False,
        "hoverinfo": "skip",
    }


def _column_heads(placed: ChartLayout, column: int) -> list[PlotlyText]:
    return [
        PlotlyText(100, band.top - 8, [_("geen oordeel")], "middle left")
        for band in placed.bands
        if band.column == column
    ]


def _messages(spec: ChartSpec, rows: Sequence[PlacedRow]) -> list[PlotlyText]:
    told = [(row.middle, row_message(spec, row.row)) for row in rows]
    return [PlotlyText(0, middle, [words], "middle right") for middle, words in told if words]


def _people(rows: Sequence[PlacedRow]) -> list[PlotlyText]:
    told = [(row.middle, people(row.row)) for row in rows]
    return [
        PlotlyText(100, middle, [f"{_PAD}{words}"], "middle right")
        for middle, words in told
        if words
    ]
