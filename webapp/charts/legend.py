"""The legend of a chart, for the page: a colour and hatch per option that is in a bar."""

from typing import NamedTuple

from webapp.charts.palette import fills
from webapp.charts.spec import ChartSpec


class LegendPart(NamedTuple):
    """`css` is the end of the class name that fills the swatch."""

    label: str
    css: str


def chart_legend(spec: ChartSpec) -> tuple[LegendPart, ...]:
    """In the order of the parts of a bar."""
    look = fills(spec.counting)
    return tuple(LegendPart(option.label, look[option.code].css) for option in spec.counting)
