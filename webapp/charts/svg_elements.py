"""SVG written by hand: elements with attributes, every text and value escaped, no styles."""

import re
from collections.abc import Iterable
from xml.sax.saxutils import escape, quoteattr

from webapp.charts.letters import text_width
from webapp.charts.palette import INK

_NOT_XML = re.compile("[^\\t\\n\\r\\x20-\\ud7ff\\ue000-\\ufffd\\U00010000-\\U0010ffff]")


def element(name: str, *inside: str, **attributes: object) -> str:
    """An element; `inside` is SVG already. In names of attributes `_` stands for `-`."""
    told = "".join(
        f" {key.rstrip('_').replace('_', '-')}={quoteattr(xml_text(_plain(value)))}"
        for key, value in attributes.items()
        if value is not None
    )
    return f"<{name}{told}>{''.join(inside)}</{name}>" if inside else f"<{name}{told}/>"


def text(words: str, x: float, y: float, **attributes: object) -> str:
    """One line of text with its middle at `y`; any words are safe."""
    look: dict[str, object] = {"fill": INK, **attributes}
    return element("text", escape(xml_text(words)), x=x, y=y, dy=".35em", **look)


def lines(told: Iterable[str], x: float, y: float, *, line: float, **attributes: object) -> str:
    """Lines under each other, with their middle at `y`."""
    words = tuple(told)
    first = y - (len(words) - 1) * line / 2
    return "".join(
        text(one, x, first + number * line, **attributes) for number, one in enumerate(words)
    )


def fits(words: str, room: float, size: float) -> bool:
    """Whether a text is no wider than `room` pixels."""
    return text_width(words, size) <= room


def xml_text(words: str) -> str:
    """The text without signs that no XML may hold; a question mark stands for each."""
    return _NOT_XML.sub("?", words)


def _plain(value: object) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)
