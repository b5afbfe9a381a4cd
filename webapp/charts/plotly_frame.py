"""What stands around the bars and marks of a figure: axes, grid, figures under it, headings."""

from collections.abc import Iterator, Sequence
from typing import Any

from webapp.analysis.words import percentage
from webapp.charts.layout import SMALL, TICK_ROOM, Band, ChartLayout, Column, Width
from webapp.charts.palette import FONT, GRID, INK, MUTED
from webapp.charts.plotly_text import PlotlyText, broken, text_trace
from webapp.i18n import separators


def plot_axis(column: int) -> str:
    """The x axis of the bars or marks of a column."""
    return f"x{2 * column + 1}" if column else "x"


def aside_axis(column: int) -> str:
    """The x axis of the narrow column beside them."""
    return f"x{2 * column + 2}"


def plotly_frame(
    placed: ChartLayout, width: Width, ticks: Sequence[int] | None = None
) -> dict[str, Any]:
    """The layout of a figure, as plotly takes it; y is in pixels from the top.

    The grid has a line at each of the ticks: those of the width where there are no others.
    """
    lines = width.ticks if ticks is None else ticks
    return {
        "barmode": "stack",
        "bargap": 0,
        "width": width.pixels,
        "height": placed.height,
        "margin": {"l": 0, "r": 0, "t": 0, "b": 0, "autoexpand": False},
        "font": {"family": FONT, "size": 13, "color": INK},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "separators": separators(),
        "showlegend": False,
        "dragmode": False,
        "hovermode": "closest",
        "hoverlabel": {"align": "left", "font": {"family": FONT, "size": 13}},
        **_axes(placed.columns, width),
        "yaxis": {**_BARE, "range": [placed.height, 0]},
        "shapes": [line for band in placed.bands for line in _grid(band, lines)],
        "annotations": _headings(placed, width),
    }


def tick_traces(placed: ChartLayout, width: Width) -> Iterator[dict[str, Any]]:
    """The figures under the axes."""
    for number in range(len(placed.columns)):
        texts = [
            PlotlyText(
                tick, band.bottom + TICK_ROOM / 2, [percentage(tick)], _position(tick, width)
            )
            for band in placed.bands
            if band.column == number
            for tick in width.ticks
        ]
        yield text_trace(texts, plot_axis(number), size=SMALL, colour=MUTED)


_BARE = {
    "fixedrange": True,
    "showgrid": False,
    "zeroline": False,
    "showline": False,
    "showticklabels": False,
    "ticks": "",
}


def _position(tick: int, width: Width) -> str:
    if width.beside or tick not in (0, 100):
        return "middle center"
    return "middle right" if tick == 0 else "middle left"


def _axes(columns: Sequence[Column], width: Width) -> dict[str, Any]:
    axes = {}
    for number, column in enumerate(columns):
        zones = {plot_axis(number): column.plot, aside_axis(number): column.aside}
        for axis, zone in zones.items():
            if zone:
                domain = [round(edge / width.pixels, 5) for edge in zone]
                axes[axis.replace("x", "xaxis")] = {
                    **_BARE,
                    "domain": domain,
                    "range": [0, 100],
                    "anchor": "y",
                }
    return axes


def _grid(band: Band, ticks: Sequence[int]) -> Iterator[dict[str, Any]]:
    for tick in ticks:
        yield {
            "type": "line",
            "xref": plot_axis(band.column),
            "yref": "y",
            "x0": tick,
            "x1": tick,
            "y0": band.top,
            "y1": band.bottom,
            "layer": "below",
            "line": {"color": GRID, "width": 1},
        }


def _headings(placed: ChartLayout, width: Width) -> list[dict[str, Any]]:
    return [
        {
            "text": broken(heading.lines),
            "xref": "paper",
            "x": placed.columns[heading.column].left / width.pixels,
            "xanchor": "left",
            "yref": "y",
            "y": heading.top,
            "yanchor": "top",
            "align": "left",
            "showarrow": False,
            "font": {"size": 14, "color": INK, "weight": 600},
        }
        for heading in placed.headings
    ]
