"""Colours that can be told apart, also in the legend of the page."""

from itertools import pairwise

import pytest

from tests.house.repository import ROOT
from webapp.charts.palette import OUTLINE, fills
from webapp.charts.spec import ChartOption

FIT = ("high", "middle", "low")
STEPS = tuple(f"step-{step}" for step in range(1, 8))


def look(*roles):
    return list(fills([ChartOption(role, role, role, True) for role in roles]).values())


def luminance(colour):
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("fill", [*look(*FIT), *look(*STEPS)], ids=lambda fill: fill.css)
def test_text_in_a_bar_can_be_read(fill):
    assert contrast(fill.colour, fill.text) >= 4.5
    assert contrast(fill.hatch_colour, fill.text) >= 4.5


def test_the_outline_shows_light_parts_on_a_white_page():
    assert contrast(OUTLINE, "#ffffff") >= 3


def test_neighbours_of_the_fit_scale_differ_in_lightness_and_all_in_hatch():
    high, middle, low = look(*FIT)

    assert contrast(high.colour, middle.colour) >= 3
    assert contrast(middle.colour, low.colour) >= 3
    assert len({high.hatch, middle.hatch, low.hatch}) == 3


@pytest.mark.parametrize("count", range(2, 8))
def test_steps_go_from_light_to_dark_over_the_whole_range(count):
    found = look(*STEPS[:count])

    assert len({fill.colour for fill in found}) == count
    assert all(luminance(a.colour) > luminance(b.colour) for a, b in pairwise(found))
    assert (found[0].css, found[-1].css) == ("step-1", "step-7")


def test_neighbouring_steps_differ_in_hatch():
    assert all(a.hatch != b.hatch for a, b in pairwise(look(*STEPS)))


@pytest.mark.parametrize("fill", [*look(*FIT), *look(*STEPS)], ids=lambda fill: fill.css)
def test_the_legend_of_the_page_has_the_same_colours(fill):
    css = (ROOT / "static/css/results.css").read_text(encoding="utf-8")
    rule = next(line for line in css.splitlines() if line.startswith(f".swatch--{fill.css} "))

    assert fill.colour.lower() in rule
    assert fill.hatch_colour.lower() in rule
