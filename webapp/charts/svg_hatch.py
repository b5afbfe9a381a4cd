"""The hatches of the palette as SVG patterns: the same ones that Plotly draws."""

from collections.abc import Mapping

from webapp.charts.palette import Fill
from webapp.charts.svg_elements import element

_LINES = {
    "/": "M-2 2 2-2M0 8 8 0M6 10 10 6",
    "\\": "M-2 6 2 10M0 0 8 8M6-2 10 2",
    "x": "M0 8 8 0M0 0 8 8",
}


def patterns(look: Mapping[str, Fill], prefix: str) -> str:
    """The definitions for these fills; ids start with `prefix`, so that charts share none."""
    made = "".join(_pattern(fill, f"{prefix}-{fill.css}") for fill in look.values() if fill.hatch)
    return element("defs", made) if made else ""


def paint(fill: Fill, prefix: str) -> str:
    """The value of a `fill` attribute."""
    return f"url(#{prefix}-{fill.css})" if fill.hatch else fill.colour


def _pattern(fill: Fill, id_: str) -> str:
    back = element("rect", width=8, height=8, fill=fill.colour)
    if fill.hatch == ".":
        front = element("circle", cx=4, cy=4, r=1.2, fill=fill.hatch_colour)
    else:
        front = element(
            "path", d=_LINES[fill.hatch], fill="none", stroke=fill.hatch_colour, stroke_width=1.4
        )
    return element("pattern", back, front, id=id_, width=8, height=8, patternUnits="userSpaceOnUse")
