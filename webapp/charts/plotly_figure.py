"""From what a chart shows to a Plotly figure; the only importer of plotly.

100 % stacked horizontal bars: with both ends on a fixed line, the first and the last option can
be compared all down the page. What does not count stands beside the bar, never in it.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from webapp.analysis.shares import percent
from webapp.charts.labels import escaped, line_above_bar
from webapp.charts.layout import ChartLayout, Width, chart_layout
from webapp.charts.palette import INK, MUTED, OUTLINE, Fill, fills
from webapp.charts.plotly_frame import plotly_frame
from webapp.charts.spec import ChartOption, ChartRow, ChartSpec
from webapp.charts.table import state_message
from webapp.i18n import gettext as _

if TYPE_CHECKING:
    from plotly.graph_objects import Figure

FEW = 20  # below this, a bar tells counts and not percentages

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
    if width.has_margins:
        traces += [_messages(spec, placed), _anchor_of_the_right_axis(placed)]
    else:
        traces.append(_labels_above(spec, placed))
    return go.Figure({"data": traces, "layout": plotly_frame(spec, placed, width)})


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
            (place.top, "<br>".join([*map(escaped, place.lines), line_above_bar(spec, place.row)]))
            for place in placed.rows
        ],
        "bottom right",
        INK,
    )


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
