"""Colours and hatches by the role of an option: told apart without colour vision and in print.

High, middle and low were measured (contrast and simulated colour blindness); high and low are as
dark as each other, so the hatch is never left out. Steps go from light to dark, spread over as
many as the scale has.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from webapp.charts.spec import ChartOption

OUTLINE = "#222222"
INK = "#1d2429"
MUTED = "#4d565e"
GRID = "#d5dade"
SILENT = "#c4cbd2"  # what holds no opinion: no part of the scale, so no colour of it
TRACK = "#ffffff"
RANGE = "#b8c2cc"  # from the lowest to the highest mark
QUIET_LINE = "#8a939b"
STRONG_LINE = "#1b5e8c"
FONT = "Arial, Helvetica, 'Liberation Sans', sans-serif"  # measured beforehand: no "inherit"

_DARK_TEXT = "#000000"
_LIGHT_TEXT = "#ffffff"


@dataclass(frozen=True, slots=True)
class Fill:
    """How a part of a bar is filled; `css` is the class of the same fill in the legend."""

    colour: str
    hatch: str
    hatch_colour: str
    text: str
    css: str


_ROLES = {
    "high": Fill("#1B5E8C", "", "#1B5E8C", _LIGHT_TEXT, "high"),
    "middle": Fill("#E3B04B", "/", "#B9851F", _DARK_TEXT, "middle"),
    "low": Fill("#A63D2F", "x", "#86291D", _LIGHT_TEXT, "low"),
}
_STEPS = (
    Fill("#F2F6FA", "", "#F2F6FA", _DARK_TEXT, "step-1"),
    Fill("#CFE0EE", "/", "#9FBFDA", _DARK_TEXT, "step-2"),
    Fill("#A4C5E0", ".", "#5F93BF", _DARK_TEXT, "step-3"),
    Fill("#6FA3CD", "\\", "#4F86B3", _DARK_TEXT, "step-4"),
    Fill("#3A78AC", "", "#3A78AC", _LIGHT_TEXT, "step-5"),
    Fill("#1B5584", "x", "#124066", _LIGHT_TEXT, "step-6"),
    Fill("#0B2F4A", "", "#0B2F4A", _LIGHT_TEXT, "step-7"),
)


@dataclass(frozen=True, slots=True)
class Mark:
    """The shape of a group or round in a dot plot; `css` is its class in the legend."""

    symbol: str
    colour: str
    is_open: bool
    css: str


_MARKS = (
    ("circle", "#12436b"),
    ("square", "#b8651b"),
    ("diamond", "#6b4e9b"),
    ("triangle", "#2f7a7a"),
)


def mark(place: int) -> Mark:
    """The mark of the group or round at this place: four shapes, then the same ones open."""
    symbol, colour = _MARKS[place % len(_MARKS)]
    is_open = place // len(_MARKS) % 2 == 1
    return Mark(symbol, colour, is_open, f"{symbol}-open" if is_open else symbol)


def fills(options: Sequence[ChartOption]) -> dict[str, Fill]:
    """Option code → fill, for the options that make up a bar."""
    steps = sorted(option.colour for option in options if option.colour not in _ROLES)
    return {option.code: _ROLES.get(option.colour) or _step(option, steps) for option in options}


def _step(option: ChartOption, steps: Sequence[str]) -> Fill:
    furthest = len(_STEPS) - 1
    place = steps.index(option.colour)
    return _STEPS[round(place * furthest / (len(steps) - 1)) if len(steps) > 1 else furthest]
