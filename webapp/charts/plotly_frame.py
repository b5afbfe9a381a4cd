"""What stands around the bars of a figure: axes, labels, margins and headings."""

from collections.abc import Sequence
from typing import Any

from webapp.charts.labels import beside_bar, escaped
from webapp.charts.layout import ChartLayout, PlacedRow, Width
from webapp.charts.palette import GRID, INK, MUTED
from webapp.charts.spec import ChartSpec

FONT = "Arial, Helvetica, 'Liberation Sans', sans-serif"  # Plotly measures it: no "inherit"
SMALL_LETTER = 5.7  # pixels, on the wide side


def plotly_frame(spec: ChartSpec, placed: ChartLayout, width: Width) -> dict[str, Any]:
    """The layout of a figure, as plotly takes it."""
    figured = [place for place in placed.rows if place.row.has_figures]
    rows = [place.row for place in figured]
    beside = [beside_bar(row, spec, rows) for row in rows] if width.has_margins else []
    right = max((len(text) * SMALL_LETTER + 14 for text in beside), default=4)
    margin = {"l": placed.label_room or 4, "r": right, "t": 4, "b": 30}
    return {
        "template": "none",
        "barmode": "stack",
        "height": placed.height + margin["t"] + margin["b"],
        "margin": {**margin, "pad": 8 if placed.label_room else 0, "autoexpand": False},
        "font": {"family": FONT, "size": 13, "color": INK},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "separators": ",.",
        "showlegend": False,
        "dragmode": False,
        "hoverlabel": {"align": "left", "font": {"family": FONT, "size": 13}},
        "xaxis": _shares_axis(width),
        "yaxis": _labels_axis(placed),
        **({"yaxis2": _beside_axis(placed, figured, beside)} if width.has_margins else {}),
        "annotations": _headings(placed),
    }


def _shares_axis(width: Width) -> dict[str, Any]:
    return {
        "range": [0, 100],
        "fixedrange": True,
        "tickvals": list(width.ticks),
        "ticktext": [f"{tick} %" for tick in width.ticks],
        "tickfont": {"color": MUTED, "size": 12},
        "gridcolor": GRID,
        "zeroline": False,
    }


def _labels_axis(placed: ChartLayout) -> dict[str, Any]:
    return {
        **_rows_axis(placed),
        "showticklabels": bool(placed.label_room),
        "tickvals": [place.middle for place in placed.rows],
        "ticktext": ["<br>".join(map(escaped, place.lines)) for place in placed.rows],
    }


def _beside_axis(
    placed: ChartLayout, figured: Sequence[PlacedRow], beside: Sequence[str]
) -> dict[str, Any]:
    return {
        **_rows_axis(placed),
        "side": "right",
        "overlaying": "y",
        "tickfont": {"color": MUTED, "size": 12},
        "tickvals": [place.middle for place in figured],
        "ticktext": list(beside),
    }


def _rows_axis(placed: ChartLayout) -> dict[str, Any]:
    return {
        "range": [placed.height, 0],
        "fixedrange": True,
        "showgrid": False,
        "zeroline": False,
        "showline": False,
        "tickmode": "array",
    }


def _headings(placed: ChartLayout) -> list[dict[str, Any]]:
    return [
        {
            "text": "<br>".join(map(escaped, heading.lines)),
            "xref": "paper",
            "x": 0,
            "xanchor": "left",
            "xshift": -placed.label_room - 2,
            "yref": "y",
            "y": heading.top,
            "yanchor": "top",
            "align": "left",
            "showarrow": False,
            "font": {"size": 14, "color": INK},
        }
        for heading in placed.headings
    ]
