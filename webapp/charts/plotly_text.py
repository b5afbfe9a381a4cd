"""Texts in a Plotly figure, made safe: Plotly reads every text as HTML."""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from webapp.charts.palette import INK


class PlotlyText(NamedTuple):
    """Lines of text at a share (x) and a height in pixels (y)."""

    x: float
    y: float
    lines: Sequence[str]
    position: str


def escaped(text: str) -> str:
    """Plain text for Plotly, which would make tags and links of `<`, `>` and `&`."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def broken(lines: Iterable[str]) -> str:
    """Lines under each other."""
    return "<br>".join(map(escaped, lines))


def text_trace(
    texts: Iterable[PlotlyText], axis: str, *, size: int = 13, colour: str = INK
) -> dict[str, Any]:
    """Texts on an x axis, with nothing to point at."""
    placed = tuple(texts)
    return {
        "type": "scatter",
        "mode": "text",
        "xaxis": axis,
        "x": [text.x for text in placed],
        "y": [text.y for text in placed],
        "text": [broken(text.lines) for text in placed],
        "textposition": [text.position for text in placed],
        "textfont": {"color": colour, "size": size},
        "cliponaxis": False,
        "hoverinfo": "skip",
    }
