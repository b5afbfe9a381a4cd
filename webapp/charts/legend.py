"""The legend of a chart: a colour and hatch per part of a bar, or a shape per group."""

from typing import NamedTuple

from webapp.charts.palette import fills, mark
from webapp.charts.spec import ChartKind, ChartSpec
from webapp.charts.svg_dots import svg_mark
from webapp.charts.svg_elements import element

_BOX = 18


class LegendPart(NamedTuple):
    """`css` is the end of the class name that fills the swatch; `svg` the mark, of marks."""

    label: str
    css: str
    svg: str = ""


def chart_legend(spec: ChartSpec) -> tuple[LegendPart, ...]:
    """In the order of the parts of a bar, or of the groups; a slope chart names its rounds."""
    if spec.kind == ChartKind.BARS:
        look = fills(spec.counting)
        return tuple(LegendPart(option.label, look[option.code].css) for option in spec.counting)
    if spec.kind == ChartKind.SLOPE:
        return ()
    looks = ((series.label, mark(series.place)) for series in spec.series)
    return tuple(
        LegendPart(
            label,
            look.css,
            element(
                "svg",
                svg_mark(look, _BOX / 2, _BOX / 2),
                width=_BOX,
                height=_BOX,
                viewBox=f"0 0 {_BOX} {_BOX}",
                aria_hidden="true",
            ),
        )
        for label, look in looks
    )
