"""From what a chart shows to a Plotly figure; the only importer of plotly.

100 % stacked horizontal bars: with both ends on a fixed line, the first and the last option can
be compared all down the page. What does not count stands beside the bar, never in it.
"""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from webapp.analysis.shares import percent
from webapp.charts.layout import ChartLayout, Width, chart_layout
from webapp.charts.palette import GRID, INK, MUTED, OUTLINE, Fill, fills
from webapp.charts.spec import ChartOption, ChartRow, ChartSpec
from webapp.charts.table import state_message
from webapp.i18n import gettext as _

if TYPE_CHECKING:
    from plotly.graph_objects import Figure

FONT = "Arial, Helvetica, 'Liberation Sans', sans-serif"  # Plotly measures it: no "inherit"
FEW = 20  # below this, a bar tells counts and not percentages
FIGURE_SPACE = "\u2007"  # as wide as a digit, so that numbers stand under each other

CONFIG: dict[str, Any] = {
    "displayModeBar": False,
    "displaylogo": False,
    "showSendToCloud": False,
    "showEditInChartStudio": False,
    "plotlyServerURL": "",
    "responsive": True,
    "scrollZoom": False,
    "doubleClick": False,
    "showTips": False,
}


def plotly_figure(spec: ChartSpec, width: Width) -> "Figure":
    """The figure for one width of the page. Every text is escaped: Plotly reads it as HTML."""
    from plotly import graph_objects as go  # noqa: PLC0415  # 40 MB that only drawing needs

    placed = chart_layout(spec, width)
    look = fills(spec.counting)
    traces = [_bars(option, look[option.code], placed, width) for option in spec.counting]
    if width.beside_room:
        traces += [_messages(spec, placed), _anchor_of_the_right_axis(placed)]
    else:
        traces.append(_labels_above(spec, placed))
    return go.Figure({"data": traces, "layout": _layout(spec, placed, width)})


def escaped(text: str) -> str:
    """Plain text for Plotly, which would make tags and links of `<`, `>` and `&`."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _bars(option: ChartOption, fill: Fill, placed: ChartLayout, width: Width) -> dict[str, Any]:
    drawn = [place for place in placed.rows if place.row.valid]
    return {
        "type": "bar",
        "orientation": "h",
        "name": escaped(option.label),
        "x": [_exact(place.row, option.code) for place in drawn],
        "y": [place.middle for place in drawn],
        "width": width.bar,
        "text": [_text_in_bar(place.row, option.code, width) for place in drawn],
        "textposition": "inside",
        "insidetextanchor": "middle",
        "textangle": 0,
        "constraintext": "none",
        "textfont": {"color": fill.text, "size": 13},
        "hovertext": [_hover(place.row, option) for place in drawn],
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


def _exact(row: ChartRow, code: str) -> float:
    # Rounded down: Plotly leaves the text out of a bar that ends a hair behind the axis.
    return 100_000 * row.counts[code] // (row.valid or 1) / 1000


def _text_in_bar(row: ChartRow, code: str, width: Width) -> str:
    share, count, valid = _exact(row, code), row.counts[code], row.valid or 0
    if share < width.least_share:
        return ""
    if valid >= FEW:
        return f"{percent(count, valid)} %"
    if share < 2 * width.least_share:
        return str(count)
    return _("%(count)s van %(valid)s", count=count, valid=valid)


def _hover(row: ChartRow, option: ChartOption) -> str:
    told = _(
        "%(option)s: %(count)s van %(valid)s (%(share)s %%)",
        option=option.label,
        count=row.counts[option.code],
        valid=row.valid,
        share=percent(row.counts[option.code], row.valid or 0),
    )
    return f"{escaped(row.label)}<br>{escaped(told)}"


def _messages(spec: ChartSpec, placed: ChartLayout) -> dict[str, Any]:
    silent = [place for place in placed.rows if not place.row.valid]
    return _texts(
        [(place.middle, escaped(state_message(spec, place.row) or "")) for place in silent],
        "middle right",
        MUTED,
    )


def _labels_above(spec: ChartSpec, placed: ChartLayout) -> dict[str, Any]:
    return _texts(
        [
            (place.top, "<br>".join([*map(escaped, place.lines), _line_below(spec, place.row)]))
            for place in placed.rows
        ],
        "bottom right",
        INK,
    )


def _line_below(spec: ChartSpec, row: ChartRow) -> str:
    told = (_beside(row, spec, [row]), escaped(state_message(spec, row) or ""))
    return " · ".join(part for part in told if part)


def _texts(texts: Iterable[tuple[float, str]], position: str, colour: str) -> dict[str, Any]:
    pairs = list(texts)
    return {
        "type": "scatter",
        "mode": "text",
        "x": [0] * len(pairs),
        "y": [place for place, _text in pairs],
        "text": [text for _place, text in pairs],
        "textposition": position,
        "textfont": {"color": colour, "size": 13},
        "cliponaxis": False,
        "hoverinfo": "skip",
    }


def _anchor_of_the_right_axis(placed: ChartLayout) -> dict[str, Any]:
    # An axis without a trace is not drawn; this one has a point that nobody sees.
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [0],
        "y": [placed.height],
        "yaxis": "y2",
        "marker": {"opacity": 0, "size": 1},
        "hoverinfo": "skip",
    }


def _layout(spec: ChartSpec, placed: ChartLayout, width: Width) -> dict[str, Any]:
    margin = {"l": placed.label_room or 4, "r": width.beside_room or 4, "t": 4, "b": 30}
    y_axis = {
        "range": [placed.height, 0],
        "fixedrange": True,
        "showgrid": False,
        "zeroline": False,
        "showline": False,
        "tickmode": "array",
    }
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
        "xaxis": {
            "range": [0, 100],
            "fixedrange": True,
            "tickvals": list(width.ticks),
            "ticktext": [f"{tick} %" for tick in width.ticks],
            "tickfont": {"color": MUTED, "size": 12},
            "gridcolor": GRID,
            "zeroline": False,
        },
        "yaxis": {
            **y_axis,
            "showticklabels": bool(placed.label_room),
            "tickvals": [place.middle for place in placed.rows],
            "ticktext": ["<br>".join(map(escaped, place.lines)) for place in placed.rows],
        },
        **({"yaxis2": _right_axis(spec, placed, y_axis)} if width.beside_room else {}),
        "annotations": _headings(placed),
    }


def _right_axis(spec: ChartSpec, placed: ChartLayout, y_axis: dict[str, Any]) -> dict[str, Any]:
    figured = [place.row for place in placed.rows if place.row.has_figures]
    return {
        **y_axis,
        "side": "right",
        "overlaying": "y",
        "tickfont": {"color": MUTED, "size": 12},
        "tickvals": [place.middle for place in placed.rows if place.row.has_figures],
        "ticktext": [_beside(row, spec, figured) for row in figured],
    }


def _beside(row: ChartRow, spec: ChartSpec, figured: Sequence[ChartRow]) -> str:
    """The n and what is not in the bar; each number as wide as the widest of these rows."""
    if not row.has_figures:
        return ""
    parts = [f"n\u00a0=\u00a0{_padded(row.n, (other.n for other in figured))}"]
    for option in spec.beside:
        widest = (other.counts[option.code] for other in figured)
        parts.append(f"{escaped(option.code)}\u00a0{_padded(row.counts[option.code], widest)}")
    left_open = _padded(row.blank, (other.blank for other in figured))
    parts.append(f"{_('niet ingevuld')}\u00a0{left_open}")
    return " · ".join(parts)


def _padded(number: int | None, column: Iterable[int | None]) -> str:
    digits = max(len(str(other)) for other in column)
    return str(number).rjust(digits, FIGURE_SPACE)


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
