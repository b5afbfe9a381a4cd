"""Charts in templates: the only place that prints markup which is not escaped on the way."""

from flask import Blueprint
from markupsafe import Markup

from webapp.charts.count_bars import CountChart
from webapp.charts.drawing import drawing_json
from webapp.charts.layout import NARROW, WIDE
from webapp.charts.legend import chart_legend
from webapp.charts.spec import ChartSpec
from webapp.charts.svg_counts import svg_counts
from webapp.charts.svg_figure import svg_figure, svg_parts
from webapp.charts.table import chart_table
from webapp.web.plotly_css import installed_style_guards

_PICTURE = Markup('<div class="chart__svg chart__svg--{0}" data-width="{0}">{1}</div>')


def register(bp: Blueprint) -> None:
    """Give the templates of the whole application what they need to show a chart."""
    for show in (chart_json, chart_legend, chart_mark, chart_svg, chart_table, counts_svg):
        bp.add_app_template_filter(show)
    bp.add_app_template_global(installed_style_guards, "chart_style_guards")


def chart_json(spec: ChartSpec) -> Markup:
    """The drawing for inside a script element."""
    return Markup(drawing_json(spec))  # noqa: S704  # drawing_json escapes < > and &


def chart_svg(spec: ChartSpec) -> Markup:
    """The chart for wide pages and paper, in parts of a page, and the one for narrow pages."""
    wide = Markup("").join(_svg(part) for part in svg_parts(spec, WIDE))
    narrow = _svg(svg_figure(spec, NARROW, name=NARROW.name))
    return _PICTURE.format(WIDE.name, wide) + _PICTURE.format(NARROW.name, narrow)


def counts_svg(chart: CountChart) -> Markup:
    """Counts for wide pages and paper, and for narrow pages."""
    parts = (
        _PICTURE.format(width.name, _svg(svg_counts(chart, width))) for width in (WIDE, NARROW)
    )
    return Markup("").join(parts)


def chart_mark(spec: ChartSpec, place: int) -> Markup:
    """The shape of a group in the legend."""
    return _svg(chart_legend(spec)[place].svg)


def _svg(text: str) -> Markup:
    return Markup(text)  # noqa: S704  # svg_elements escapes every text and attribute
