"""How wide a text is, so that labels fit before anything is drawn."""

from functools import lru_cache
from unicodedata import east_asian_width

# Thousandths of the letter size, from Adobe's metrics of Helvetica; Arial has the same ones.
_NARROW = {**dict.fromkeys("ijl", 222), "'": 191, **dict.fromkeys("ft !,./:;I[]\\\u00a0", 278)}
_MIDDLE = {**dict.fromkeys('"', 355), **dict.fromkeys("()r-`", 333), "*": 389, "J": 500}
_MIDDLE |= dict.fromkeys("cksvxyz", 500) | dict.fromkeys("FTZ", 611)
_WIDE = dict.fromkeys("&ABEKPSVXY", 667) | dict.fromkeys("CDHNRUw", 722) | dict.fromkeys("GOQ", 778)
_WIDE |= {"M": 833, "m": 833, "%": 889, "W": 944, "@": 1015, **dict.fromkeys("+<=>~", 584)}
_WIDTHS = {**_NARROW, **_MIDDLE, **_WIDE}
_OTHER, _FULL = 556, 1000
_SLACK = 1.06  # the reader's own sans-serif may be wider than Arial


def text_width(text: str, size: float) -> float:
    """The width of one line in pixels for letters of this size, a little on the safe side."""
    return sum(map(_thousandths, text)) * size * _SLACK / 1000


@lru_cache(maxsize=8192)
def wrapped(text: str, room: float, size: float) -> tuple[str, ...]:
    """The text in lines that fit in `room` pixels; a word that does not fit is cut in two."""
    lines, line = [], ""
    for word in text.replace("\n", " ").split(" "):
        longer = f"{line} {word}" if line else word
        if text_width(longer, size) <= room:
            line = longer
            continue
        if line:
            lines.append(line)
        *whole, line = _cut(word, room, size)
        lines += whole
    return (*lines, line)


def shortened(text: str, room: float, size: float) -> str:
    """The text on one line, with an ellipsis where it does not fit."""
    if text_width(text, size) <= room:
        return text
    kept = text
    while kept and text_width(f"{kept}…", size) > room:
        kept = kept[:-1]
    return f"{kept.rstrip()}…"


def _cut(word: str, room: float, size: float) -> list[str]:
    parts, part = [], ""
    for letter in word:
        if part and text_width(part + letter, size) > room:
            parts.append(part)
            part = ""
        part += letter
    return [*parts, part]


def _thousandths(letter: str) -> int:
    if letter in _WIDTHS:
        return _WIDTHS[letter]
    return _FULL if east_asian_width(letter) in "WF" else _OTHER
