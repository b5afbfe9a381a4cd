"""Pictures of other people's pages, and of a second round with results."""

import re
from typing import NamedTuple
from urllib.request import urlopen

from playwright.sync_api import Browser, Page

from tests.e2e.crowd import Crowd, Person
from tests.screenshots import tours
from tests.screenshots.camera import Camera, open_camera
from tests.screenshots.demo import Demo
from webapp.demo.accounts import ADMINISTRATOR, COORDINATOR

PEOPLE = 6
CODES = ("passend", "passend", "deels", "niet")
OF_AN_ADMINISTRATOR = {
    "medewerkers": "/beheer/medewerkers",
    "logboek": "/beheer/logboek",
    "account": "/account",
    "aanbieders": "/beheer/aanbieders",
    "aanbieders-inlezen": "/beheer/aanbieders/inlezen",
    "aanbieder-nieuw": "/beheer/aanbieders/nieuw",
}
OF_A_ROUND = {
    "ronde-vergelijken-kiezen": "/resultaten/vergelijken/rondes",
    "resultaten-inschatting": "/resultaten/vergelijken/inschatting",
    "ronde-gegevens": "/gegevens",
}


class Made(NamedTuple):
    """Addresses of what was made."""

    round_: str
    other_round: str
    estimated: str
    provider: str


def prepare(browser: Browser, demo: Demo) -> Made:
    """Find what was estimated, and make results in the round to try with."""
    with open_camera(browser, 1440) as camera:
        page = camera.page
        tours.sign_in(page, demo)
        other_round = _open(page, demo, "text=Probeer zelf")
        round_ = _open(page, demo, "text=Terreinverkenning kleine types")
        page.goto(round_ + "/resultaten")
        provider = page.get_attribute("a[href*='/resultaten/aanbieder/']", "href") or ""
        estimated = _estimated(page, round_)
    _close_try_out(demo)
    return Made(round_, other_round, estimated, provider.rpartition("/")[2])


def look(camera: Camera, demo: Demo, made: Made) -> None:
    page = camera.page
    tours.sign_in(page, demo)
    for name, part in OF_A_ROUND.items():
        page.goto(made.round_ + part)
        camera.keep(name)
    other = made.other_round.rpartition("/")[2]
    page.goto(f"{made.round_}/resultaten/vergelijken/rondes/{other}")
    camera.keep("ronde-vergelijken")
    page.goto(made.estimated + "/inschatting/contrast")
    camera.keep("inschatting-contrast")
    _sign_in_as(page, demo, ADMINISTRATOR)
    for name, path in OF_AN_ADMINISTRATOR.items():
        page.goto(demo.address + path)
        camera.keep(name)
    page.goto(made.round_ + "/toegang")
    camera.keep("ronde-toegang")
    page.goto(f"{demo.address}/beheer/aanbieders/{made.provider}")
    camera.keep("aanbieder")
    _look_as_a_coordinator(camera, demo)


def _look_as_a_coordinator(camera: Camera, demo: Demo) -> None:
    page = camera.page
    _sign_in_as(page, demo, COORDINATOR)
    page.goto(demo.address + "/mijn-resultaten")
    camera.keep("eigen-resultaten-lijst")
    page.click("main a[href*='/mijn-resultaten/']")
    camera.keep("eigen-resultaten")
    page.goto(demo.address + "/mijn-aanbieder/zelfevaluaties")
    camera.keep("zelfevaluaties")
    drafted = page.get_attribute("main a[href*='/mijn-aanbieder/zelfevaluatie/']", "href") or ""
    for step in ("bouwstenen", "groepen", "wanneer", "nakijken"):
        page.goto(f"{demo.address}{drafted.rpartition('/')[0]}/{step}")
        camera.keep(f"zelfevaluatie-{step}")
    page.goto(demo.address + "/mijn-aanbieder/zelfevaluaties")
    page.click("main a[href^='/ronde/'] >> nth=0")
    camera.keep("zelfevaluatie")
    round_ = page.url
    page.goto(round_ + "/delen")
    camera.keep("zelfevaluatie-delen")
    page.goto(round_)
    page.click("main a[href$='/verder'], main a[href*='/verder/']")
    camera.keep("verder")


def sign_in_with_a_second_step(camera: Camera, address: str, demo: Demo) -> None:
    page = camera.page
    tours.sign_in(page, demo._replace(address=address))
    page.wait_for_url("**/aanmelden/tweede-stap*")
    camera.keep("aanmelden-tweede-stap")


def _open(page: Page, demo: Demo, link: str) -> str:
    page.goto(demo.address + "/beheer")
    page.click(link)
    return page.url


def _estimated(page: Page, round_: str) -> str:
    """The address of the second visit's conversation with beleid: the demonstration settled it."""
    page.goto(round_ + "/werkbezoeken")
    page.click("main .card a[href^='/werkbezoek/'] >> nth=-2")
    page.click("main table a >> text=Beleid")
    return page.url


def _close_try_out(demo: Demo) -> None:
    """Six people more than those who were pictured, and it is counted."""
    record = demo.record()
    form = f"{demo.address}/d/{record['join_code']}"
    with urlopen(form) as reply:
        blocks = re.findall(r'data-block="(\d+)"', reply.read().decode())
    for number, slip in enumerate(record["slips"][-PEOPLE:]):
        answers = {f"block_{id_}": CODES[(number + int(id_)) % 4] for id_ in blocks}
        Crowd(form, [Person(slip, answers)]).too_early()  # by now it takes them in
    demo.command("meeting", "close", record["meeting_id"], "--now")


def _sign_in_as(page: Page, demo: Demo, email: str) -> None:
    page.context.clear_cookies()
    tours.sign_in(page, demo._replace(email=email))
    page.wait_for_load_state()
