"""A chart as the browser gets it: a figure for wide and one for narrow pages, as JSON."""

import json

from webapp.charts.layout import NARROW, WIDE
from webapp.charts.plotly_figure import CONFIG, figure_parts
from webapp.charts.spec import ChartSpec


def drawing_json(spec: ChartSpec) -> str:
    """`{"wide": figure, "narrow": figure, "config": …}`, safe inside a script element.

    `<`, `>`, `&` and the two line separators of JavaScript are written as escapes.
    """
    parts = {
        "wide": figure_parts(spec, WIDE),
        "narrow": figure_parts(spec, NARROW),
        "config": CONFIG,
    }
    text = json.dumps(parts, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    for letter in "<>&\u2028\u2029":
        text = text.replace(letter, f"\\u{ord(letter):04x}")
    return text
