"""The style rules of plotly.js as a file, read out of the plotly.min.js that we serve.

By itself plotly.js writes them in a <style> element, which a strict Content Security Policy
refuses. It leaves that when an element with id "plotly.js-style-global" and class
"no-inline-styles" is there: our <link> to these rules. A library inside the bundle has rules of
its own, which no chart of ours needs; it leaves them when an element with its id is there.
"""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from webapp.settings import ROOT

_NAME = r"[A-Za-z_$][\w$]*"
_STRING = r"""(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')"""
_LOOP = re.compile(
    rf"for\(({_NAME}) in (?P<rules>{_NAME})\){_NAME}=\1"
    r'\.replace\(/\^,/," ,"\)'
    r'\.replace\(/X/g,"(?P<x>[^"]+)"\)'
    r'\.replace\(/Y/g,"(?P<y>[^"]+)"\)'
    rf",{_NAME}\.addStyleRule\("
)
_PAIR = re.compile(rf"(?P<key>{_STRING}|{_NAME}):(?P<value>{_STRING})(?P<end>,|\}})")
_GUARD = re.compile(
    r'if\(!document\.getElementById\("([^"]+)"\)\)'
    rf'\{{var {_NAME}=document\.createElement\("style"\)'
)


class PlotlyStyleError(Exception):
    """The installed plotly.js keeps its style rules in another way than we can read."""


def plotly_css(javascript: str) -> str:
    """The rules that plotly.js would insert, as a style sheet; one rule a line.

    plotly.js inserts each rule before the others, so that the last one comes first.
    Raises PlotlyStyleError where they are not found.
    """
    loop = _LOOP.search(javascript)
    if loop is None:
        raise PlotlyStyleError("plotly.js: the loop that adds its style rules was not found")
    start = javascript.rfind(f"{loop['rules']}={{", 0, loop.start())
    if start < 0:
        raise PlotlyStyleError("plotly.js: the list of its style rules was not found")
    rules = [
        f"{_selector(key, loop['x'], loop['y'])}{{{declarations}}}"
        for key, declarations in _pairs(javascript, start + len(loop["rules"]) + 2)
    ]
    return "\n".join(reversed(rules)) + "\n"


def style_guards(javascript: str) -> tuple[str, ...]:
    """The ids of elements that keep libraries inside plotly.js from writing a <style> element."""
    return tuple(_GUARD.findall(javascript))


@cache
def installed_style_guards() -> tuple[str, ...]:
    """The guards of the plotly.js that is installed; read once."""
    return style_guards(installed_plotly_js().read_text(encoding="utf-8"))


def installed_plotly_js() -> Path:
    """Where the build lays plotly.js (the small bundle: bars, lines and points)."""
    return ROOT / "static" / "vendor" / "plotly.min.js"


def _pairs(javascript: str, start: int) -> Iterator[tuple[str, str]]:
    place, end = start, ","
    while end == ",":
        pair = _PAIR.match(javascript, place)
        if pair is None:
            raise PlotlyStyleError("plotly.js: one of its style rules could not be read")
        yield _unquoted(pair["key"]), _unquoted(pair["value"])
        place, end = pair.end(), pair["end"]


def _selector(key: str, x: str, y: str) -> str:
    return re.sub(r"^,", " ,", key).replace("X", x).replace("Y", y)


def _unquoted(text: str) -> str:
    if text[0] not in "\"'":
        return text
    if "\\" in text:
        raise PlotlyStyleError("plotly.js: a style rule with an escape cannot be read")
    return text[1:-1]
