"""Every page in every state, in every language: usable by everybody, and sound.

What is asked of a screen stands in `problems_of`; which screens there are in pages.py.
"""

import pytest

from tests.e2e.axe import violations
from tests.e2e.no_pages import NO_PAGE
from tests.e2e.pages import SCREENS, Screen
from tests.e2e.phone import KEPT, NOT_KEPT_ELSEWHERE
from tests.e2e.reflow import cut_off, too_wide
from tests.e2e.stage import Stage, Theatre, expects
from tests.e2e.targets import too_small
from tests.e2e.valid_html import Validator
from tests.e2e.world import World
from webapp.i18n import LANGUAGES

TAP_CHARTS = """() => {
  if (!document.getElementById("plotly")) return false;
  const views = [...document.querySelectorAll("[data-module=chart] [data-view=chart]")];
  const seen = views.filter((one) => one.checkVisibility());
  for (const one of seen) one.click();
  return seen.length > 0;
}"""
ARE_DRAWN = """() => [...document.querySelectorAll("[data-module=chart]")].every((one) =>
  one.dataset.drawn || !one.querySelector("[data-view=chart]").checkVisibility())"""
CHARTS = "[data-module=chart]"
WIDEST = """() => {
  const codes = [...document.querySelectorAll(
    ".big-code, .screen__code, .slip__code, .own-code strong")];
  for (const one of codes) one.textContent = one.textContent.replace(/[0-9A-Z]/g, "W");
  return codes.length > 0;
}"""
GIVES_A_COOKIE = {"sign_in.show", "sign_in.new_password"}  # for the token of their forms
LONGEST_WORDS = "de"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("screen", SCREENS, ids=lambda one: one.name)
def test_screen_is_for_everybody(
    theatre: Theatre,
    world: World,
    bare_world: World,
    validator: Validator,
    screen: Screen,
    language: str,
) -> None:
    where = bare_world if screen.bare else world
    with theatre.stage(where, screen.visitor, scripts=screen.scripts, language=language) as stage:
        expects(stage, screen.expects)
        screen.show(stage)

        found = list(problems_of(screen, stage, validator))
    if found:
        pytest.fail("\n".join(found), pytrace=False)


def problems_of(screen: Screen, stage: Stage, validator: Validator):
    """Everything that is wrong with what the window shows, as lines to read."""
    page = stage.page
    document = stage.documents[-1]
    if document.status != screen.status:
        yield f"status {document.status} instead of {screen.status}: {document.url}"
    language = page.evaluate("document.documentElement.lang")
    if language.split("-")[0] != stage.language:
        yield f"the page is in {language}"
    yield from violations(page)
    yield from validator.problems(document.text())
    if screen.endpoint not in GIVES_A_COOKIE and screen.visitor is None and page.context.cookies():
        yield f"a cookie: {page.context.cookies()}"
    yield from too_wide(page)
    if screen.endpoint.startswith("participant."):
        yield from too_small(page)
    if language == LONGEST_WORDS:
        yield from cut_off(page)
    if screen.scripts and page.evaluate(TAP_CHARTS):
        page.wait_for_function(ARE_DRAWN)
        drawn = [*violations(page, CHARTS), *too_wide(page)]  # the rest of the page is as it was
        yield from (f"with charts of Plotly: {one}" for one in drawn)
    yield from stage.watch.problems


@pytest.mark.parametrize("name", ["meeting-counting-down", "beamer", "form-theme", "slips"])
def test_codes_of_the_widest_signs_fit(theatre: Theatre, world: World, name: str) -> None:
    """Codes are drawn by chance, so a screen that shows one fits or not by chance."""
    (screen,) = [one for one in SCREENS if one.name == name]
    with theatre.stage(world, screen.visitor, language=LONGEST_WORDS) as stage:
        expects(stage, screen.expects)
        screen.show(stage)
        assert stage.page.evaluate(WIDEST)

        assert [*too_wide(stage.page), *cut_off(stage.page)] == []


def test_a_visitor_leaves_nothing_on_the_device(theatre: Theatre, world: World) -> None:
    (screen,) = [one for one in SCREENS if one.name == "form-resumed"]
    with theatre.stage(world, None) as stage:
        screen.show(stage)
        assert stage.page.evaluate(KEPT)

    with theatre.stage(world, None) as stage:
        stage.open("/")
        assert stage.page.evaluate(KEPT) == []
        assert stage.page.evaluate(NOT_KEPT_ELSEWHERE) == [0, 0, 0]


def test_every_page_has_a_screen(world: World) -> None:
    pages = {
        rule.endpoint
        for rule in world.app.url_map.iter_rules()
        if rule.methods and "GET" in rule.methods
    }

    assert pages - {screen.endpoint for screen in SCREENS} == set(NO_PAGE), (
        "a new page needs a screen in tests/e2e/pages.py"
    )


def test_screens_have_names_of_their_own() -> None:
    names = [screen.name for screen in SCREENS]

    assert sorted(set(names)) == sorted(names)
