"""Without a mouse: each face from beginning to end, and every stop can be seen."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.e2e.keyboard import Keyboard, Stop
from tests.e2e.pages import SCREENS, next_slip
from tests.e2e.stage import Theatre
from tests.e2e.world import INSPECTOR, PASSWORD, World

NewPage = Callable[..., Page]
WALKED = (
    "start",
    "start-left-behind",
    "form-without-slip",
    "form-theme-answered",
    "form-check-gaps",
    "privacy",
    "sign-in-wrong",
    "rounds",
    "round",
    "meeting-new",
    "meeting-slips",
    "meeting-close",
    "instrument",
    "results",
)
FORWARD = "#begin [data-go], .steps [data-go]:last-of-type, #nakijken > [type=submit]"
IS_FORWARD = f"document.activeElement.matches({FORWARD!r})"


@pytest.mark.parametrize("name", WALKED)
def test_every_stop_can_be_seen(theatre: Theatre, world: World, name: str) -> None:
    (screen,) = [one for one in SCREENS if one.name == name]
    with theatre.stage(world, screen.visitor, scripts=screen.scripts) as stage:
        screen.show(stage)
        stage.page.evaluate("document.activeElement.blur(); scrollTo(0, 0)")
        keyboard = Keyboard(stage.page)
        stops = keyboard.walk()

    assert stops
    assert keyboard.problems == []


@pytest.mark.parametrize("javascript", [True, False], ids=["with-scripts", "without-scripts"])
def test_a_respondent_needs_no_mouse(world: World, new_page: NewPage, *, javascript: bool) -> None:
    page = new_page(javascript=javascript)
    page.goto(world.address)
    keyboard = Keyboard(page, looks=False)
    first = keyboard.tab()
    assert first
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#inhoud"
    keyboard.go_to("code")
    keyboard.type(next_slip(world))
    keyboard.leave()

    answered = fill_in(keyboard)

    page.wait_for_selector("[data-state=received]")
    assert answered == 16


def fill_in(keyboard: Keyboard) -> int:
    """From the top of the form to sending it; gives how many bouwstenen got an answer."""
    answered = 0
    while True:
        stop = keyboard.go_to(lambda one: is_new_choice(one) or one.type in ("button", "submit"))
        if is_new_choice(stop):
            keyboard.press("Space")
            keyboard.press("ArrowRight")
            assert keyboard.page.evaluate("document.activeElement.checked")
            answered += 1
        elif keyboard.page.evaluate(IS_FORWARD):
            is_last = stop.type == "submit"
            keyboard.press("Enter")
            if is_last:
                return answered


def is_new_choice(stop: Stop) -> bool:
    return stop.type == "radio" and not stop.isChosen


def test_an_inspector_needs_no_mouse(world: World, new_page: NewPage) -> None:
    page = new_page(1280, 900)
    keyboard = signed_in(page, world)

    follow(keyboard, "Nieuwe ronde")
    keyboard.go_to("title")
    keyboard.type("Ronde zonder muis")
    follow(keyboard, "Ronde starten")
    assert page.inner_text("h1") == "Ronde zonder muis"

    follow(keyboard, "Gesprek openen")
    keyboard.go_to(lambda one: one.name == "slips")
    keyboard.press("Space")
    follow(keyboard, "Gesprek openen")
    assert page.locator(".counter").first.inner_text() == "0 van ongeveer 15 ontvangen"

    follow(keyboard, "Nu meteen sluiten")
    follow(keyboard, "Ja, nu sluiten")
    assert "te weinig" in page.inner_text("main")


def test_an_inspector_reads_results_without_a_mouse(world: World, new_page: NewPage) -> None:
    page = new_page(1280, 900)
    keyboard = signed_in(page, world)
    page.goto(f"{world.address}/ronde/{world.rounds['busy']}")

    follow(keyboard, "Resultaten bekijken")
    theme = str(world.app.extensions["catalogue"].latest("okt-2020").themes[0].name)
    follow(keyboard, theme)
    assert page.inner_text("h1") == theme
    keyboard.go_to("Grafiek")
    keyboard.press("ArrowRight")
    keyboard.go_to(lambda one: one.tag == "div")  # the table, which can be scrolled


def signed_in(page: Page, world: World) -> Keyboard:
    """An inspector who typed address and password."""
    page.goto(f"{world.address}/aanmelden")
    keyboard = Keyboard(page, looks=False)
    keyboard.go_to("email")
    keyboard.type(INSPECTOR)
    keyboard.go_to("password")
    keyboard.type(PASSWORD)
    keyboard.leave()
    return keyboard


def follow(keyboard: Keyboard, words: str) -> None:
    """Go to the link or button with these words and use it."""
    keyboard.go_to(words)
    keyboard.leave()
