"""From what a chart shows to a Plotly figure; the only importer of plotly.

100 % stacked horizontal bars: with both ends on a fixed line, the first and the last option can
be compared all down the page. What does not count stands beside the bar, never in it.
"""

from typing import TYPE_CHECKING, Any

from webapp.charts.layout import Width, chart_layout
from webapp.charts.plotly_bars import bar_traces
from webapp.charts.plotly_dots import dot_traces
from webapp.charts.plotly_frame import plotly_frame, tick_traces
from webapp.charts.plotly_slope import slope_parts
from webapp.charts.spec import ChartKind, ChartSpec

if TYPE_CHECKING:
    from plotly.graph_objects import Figure

CONFIG: dict[str, Any] = {
    "displayModeBar": False,
    "displaylogo": False,
    "showSendToCloud": False,
    "showEditInChartStudio": False,
    "plotlyServerURL": "",
    "scrollZoom": False,
    "doubleClick": False,
    "showTips": False,
}


def plotly_figure(spec: ChartSpec, width: Width) -> "Figure":
    """The figure for one width of the page, checked by plotly; ValueError for what it refuses."""
    from plotly import graph_objects as go  # noqa: PLC0415  # 40 MB that only checking needs

    return go.Figure(figure_parts(spec, width)).update_layout(template=None)


def figure_parts(spec: ChartSpec, width: Width) -> dict[str, Any]:
    """The same as plain data and layout: bars and scatters only, which the small bundle has.

    Every text is escaped: Plotly reads it as HTML. Not checked by plotly, which takes ten times
    as long as making it; the tests do that.
    """
    if spec.kind == ChartKind.SLOPE:
        return slope_parts(spec, width)
    placed = chart_layout(spec, width)
    draw = dot_traces if spec.kind == ChartKind.DOTS else bar_traces
    traces = [*draw(spec, placed, width), *tick_traces(placed, width)]
    return {"data": traces, "layout": plotly_frame(placed, width)}
