"""The traces of a dot plot: a line from the lowest to the highest share, and a mark per group."""

from collections.abc import Iterator, Sequence
from typing import Any

from webapp.charts.labels import mark_told, row_message
from webapp.charts.layout import ChartLayout, PlacedRow, Width
from webapp.charts.marks import SIZE, PlacedMark, placed_marks
from webapp.charts.palette import MUTED, RANGE, mark
from webapp.charts.plotly_bars import labels_above, labels_beside
from webapp.charts.plotly_frame import plot_axis
from webapp.charts.plotly_text import PlotlyText, escaped, text_trace
from webapp.charts.spec import ChartSeries, ChartSpec

_SYMBOLS = {"triangle": "triangle-up"}


def dot_traces(spec: ChartSpec, placed: ChartLayout, width: Width) -> Iterator[dict[str, Any]]:
    """Per column of the chart: lines, a trace per group, labels and what is not shown."""
    for number, column in enumerate(placed.columns):
        rows = [row for row in placed.rows if row.column == number]
        lines = [(row, placed_marks(spec, row, column)) for row in rows]
        if not spec.has_intervals:
            yield _ranges([marks for _row, marks in lines], number)
        for series in spec.series:
            yield _marks(spec, series, lines, number)
        # 8 pixels from the edge, where the axis begins
        labels = labels_beside(rows) if width.beside else labels_above(rows)
        yield text_trace(labels, plot_axis(number))
        told = [(row.middle, row_message(spec, row.row)) for row in rows if width.beside]
        messages = [PlotlyText(0, y, [words], "middle right") for y, words in told if words]
        yield text_trace(messages, plot_axis(number), colour=MUTED)


def _ranges(lines: Sequence[Sequence[PlacedMark]], column: int) -> dict[str, Any]:
    drawn = [marks for marks in lines if len(marks) > 1]
    middles = [sum(one.y for one in marks) / len(marks) for marks in drawn]
    return {
        "type": "scatter",
        "mode": "lines",
        "xaxis": plot_axis(column),
        "x": [x for marks in drawn for x in (marks[0].share, marks[-1].share, None)],
        "y": [y for middle in middles for y in (middle, middle, None)],
        "line": {"color": RANGE, "width": 4},
        "hoverinfo": "skip",
    }


def _marks(
    spec: ChartSpec,
    series: ChartSeries,
    lines: Sequence[tuple[PlacedRow, Sequence[PlacedMark]]],
    column: int,
) -> dict[str, Any]:
    look = mark(series.place)
    found = [(row, one) for row, marks in lines for one in marks if one.series == series]
    symbol = _SYMBOLS.get(look.symbol, look.symbol)
    whiskers = _whiskers([one for _row, one in found], look.colour) if spec.has_intervals else {}
    return {
        **whiskers,
        "type": "scatter",
        "mode": "markers",
        "name": escaped(series.label),
        "xaxis": plot_axis(column),
        "x": [one.share for _row, one in found],
        "y": [one.y for _row, one in found],
        "marker": {
            "symbol": symbol,
            "size": SIZE,
            "color": "#ffffff" if look.is_open else look.colour,
            "line": {"color": look.colour if look.is_open else "#ffffff", "width": 1.5},
        },
        "cliponaxis": False,
        "hovertext": [
            f"{escaped(row.row.label)}<br>{escaped(mark_told(spec, one.row))}" for row, one in found
        ],
        "hoverinfo": "text",
    }


def _whiskers(marks: Sequence[PlacedMark], colour: str) -> dict[str, Any]:
    ends = [(one.share, one.interval or (one.share, one.share)) for one in marks]
    return {
        "error_x": {
            "type": "data",
            "symmetric": False,
            "array": [round(high - share, 3) for share, (_low, high) in ends],
            "arrayminus": [round(share - low, 3) for share, (low, _high) in ends],
            "color": colour,
            "thickness": 1.2,
            "width": 3,
        }
    }
