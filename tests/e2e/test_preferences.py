"""What people set in their system is followed: its own colours, and nothing that moves."""

import pytest
from playwright.sync_api import Page

from tests.e2e.axe import violations
from tests.e2e.keyboard import Keyboard
from tests.e2e.pages import SCREENS
from tests.e2e.stage import Theatre
from tests.e2e.world import World

SHOWN = (
    "start",
    "start-wrong-code",
    "form-theme-answered",
    "form-check-gaps",
    "form-gaps",
    "sign-in-wrong",
    "meeting-new",
    "meeting-slips",
    "results",
    "instrument",
)
STOPS = 8
# In the system's colours a background says nothing: what is not underlined needs an edge.
WITHOUT_EDGE = """() => [...document.querySelectorAll("main :is(button, .button, input, textarea)")]
  .filter((one) => one.checkVisibility() && getComputedStyle(one).opacity !== "0")
  .filter((one) => one.type !== "hidden")
  .filter((one) => !getComputedStyle(one).textDecorationLine.includes("underline"))
  .filter((one) => {
    const { borderTopStyle, borderTopWidth } = getComputedStyle(one);
    return borderTopStyle === "none" || parseFloat(borderTopWidth) < 1;
  }).map((one) => one.outerHTML.slice(0, 120))"""
MOVES = """() => [...document.querySelectorAll("*")].filter((one) => {
  const style = getComputedStyle(one);
  const longest = (times) => Math.max(...times.split(",").map(parseFloat));
  const moves = style.animationName !== "none" && longest(style.animationDuration) > 0.01;
  return moves || longest(style.transitionDuration) > 0.01 || style.scrollBehavior === "smooth";
}).map((one) => one.outerHTML.slice(0, 120))"""


@pytest.mark.parametrize("name", SHOWN)
def test_what_the_system_asks_is_followed(theatre: Theatre, world: World, name: str) -> None:
    (screen,) = [one for one in SCREENS if one.name == name]
    with theatre.stage(world, screen.visitor, scripts=screen.scripts) as stage:
        screen.show(stage)
        assert stage.page.evaluate("matchMedia('(prefers-reduced-motion: reduce)').matches")
        moving = stage.page.evaluate(MOVES)
        stage.page.emulate_media(forced_colors="active")
        found = stage.page.evaluate(WITHOUT_EDGE) + violations(stage.page)
        keyboard = Keyboard(stage.page)
        for _number in range(STOPS):
            keyboard.tab()
        stage.page.emulate_media(forced_colors="none")

    assert moving == []
    assert found == []
    assert keyboard.problems == []


def test_an_answer_is_seen_in_the_systems_own_colours(theatre: Theatre, world: World) -> None:
    (screen,) = [one for one in SCREENS if one.name == "form-theme"]
    with theatre.stage(world, None) as stage:
        screen.show(stage)
        stage.page.emulate_media(forced_colors="active")
        option = stage.page.locator("#deel-1 .option").first
        before = picture(stage.page)
        option.locator("input").check(force=True)
        stage.page.evaluate("document.activeElement.blur()")
        after = picture(stage.page)
        stage.page.emulate_media(forced_colors="none")

    assert before != after


def picture(page: Page) -> bytes:
    page.mouse.move(0, 0)
    return page.locator("#deel-1 .option").first.screenshot(animations="disabled")
