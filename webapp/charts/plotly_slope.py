"""A slope chart for Plotly: grey lines, and a strong one where two rounds are far apart."""

from collections.abc import Iterator
from typing import Any

from webapp.charts.labels import mark_told
from webapp.charts.layout import SMALL, Width
from webapp.charts.palette import INK, MUTED, QUIET_LINE, STRONG_LINE
from webapp.charts.plotly_frame import plot_axis, plotly_frame
from webapp.charts.plotly_text import PlotlyText, escaped, text_trace
from webapp.charts.slope_layout import SlopeLine, slope_layout
from webapp.charts.spec import ChartSpec

ENDS = (0, 100)


def slope_parts(spec: ChartSpec, width: Width) -> dict[str, Any]:
    """Data and layout of the figure."""
    placed = slope_layout(spec, width)
    traces = [_line(spec, line) for line in placed.lines]
    for number in range(len(placed.frame.columns)):
        lines = [line for line in placed.lines if line.column == number]
        yours = (_labels(lines, is_far=is_far) for is_far in (False, True))
        for texts, colour in zip(yours, (INK, STRONG_LINE), strict=True):
            traces.append(text_trace(texts, plot_axis(number), size=SMALL, colour=colour))
        heads = [
            PlotlyText(end, band.top - 9, [series.label], side)
            for band in placed.frame.bands
            if band.column == number
            for end, series, side in zip(
                ENDS, spec.series, ("middle left", "middle right"), strict=True
            )
        ]
        traces.append(text_trace(heads, plot_axis(number), size=SMALL, colour=MUTED))
    return {"data": traces, "layout": plotly_frame(placed.frame, width, ENDS)}


def _line(spec: ChartSpec, line: SlopeLine) -> dict[str, Any]:
    told = [escaped(mark_told(spec, mark)) for mark in line.row.marks]
    colour = STRONG_LINE if line.is_far else QUIET_LINE
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "name": escaped(line.row.label),
        "xaxis": plot_axis(line.column),
        "x": list(ENDS),
        "y": list(line.ends),
        "line": {"color": colour, "width": 3 if line.is_far else 1.5},
        "marker": {"color": colour, "size": 8 if line.is_far else 6},
        "cliponaxis": False,
        "hovertext": [f"{escaped(line.row.label)}<br>{words}" for words in told],
        "hoverinfo": "text",
    }


def _labels(lines: list[SlopeLine], *, is_far: bool) -> Iterator[PlotlyText]:
    for line in lines:
        if line.is_far == is_far:
            left, right = line.labels
            yield PlotlyText(0, line.label_ends[0], [f"{left}\u00a0\u00a0"], "middle left")
            yield PlotlyText(100, line.label_ends[1], [f"\u00a0\u00a0{right}"], "middle right")
