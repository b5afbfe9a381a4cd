"""Pictures for which more must have happened: other people, a second round, a signed estimate."""

import json
import re
from typing import NamedTuple
from urllib.request import urlopen

from playwright.sync_api import Browser, Page

from tests.e2e.crowd import Crowd, Person
from tests.screenshots import tours
from tests.screenshots.camera import Camera, open_camera
from tests.screenshots.demo import Demo

ADMINISTRATOR, COORDINATOR = "beheerder@example.org", "aanbieder@example.org"
KEYS = "ppdpnppkpd"  # five times over: fifty bouwstenen
PEOPLE = 6
CODES = ("passend", "passend", "deels", "niet")
OF_AN_ADMINISTRATOR = {
    "medewerkers": "/beheer/medewerkers",
    "logboek": "/beheer/logboek",
    "account": "/account",
    "aanbieders": "/beheer/aanbieders",
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
    """Accounts, a signed estimate, and results in the round to try with."""
    with open_camera(browser, 1440) as camera:
        page = camera.page
        tours.sign_in(page, demo)
        other_round = _open(page, demo, "text=Probeer zelf")
        round_ = _open(page, demo, "text=Terreinverkenning kleine types")
        page.goto(round_ + "/resultaten")
        provider = page.get_attribute("a[href*='/resultaten/aanbieder/']", "href") or ""
        estimated = _estimate(page, round_)
    _close_try_out(demo)
    provider_id = provider.rpartition("/")[2]
    for email, *role in (
        (ADMINISTRATOR, "beheerder"),
        (COORDINATOR, "aanbieder", "--provider", provider_id),
    ):
        added = demo.command("staff", "add", email, "--role", *role, "--json")
        secret = json.loads(added)["link"].partition("#")[2]
        with open_camera(browser, 1440) as camera:
            _choose_password(camera.page, demo, secret)
    return Made(round_, other_round, estimated, provider_id)


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
    _sign_in_as(page, demo, COORDINATOR)
    page.goto(demo.address + "/mijn-resultaten")
    camera.keep("eigen-resultaten-lijst")
    page.click("main a[href*='/mijn-resultaten/']")
    camera.keep("eigen-resultaten")
    page.goto(demo.address + "/mijn-aanbieder/zelfevaluaties")
    camera.keep("zelfevaluaties")


def sign_in_with_a_second_step(camera: Camera, address: str, demo: Demo) -> None:
    page = camera.page
    tours.sign_in(page, demo._replace(address=address))
    page.wait_for_url("**/aanmelden/tweede-stap*")
    camera.keep("aanmelden-tweede-stap")


def _open(page: Page, demo: Demo, link: str) -> str:
    page.goto(demo.address + "/beheer")
    page.click(link)
    return page.url


def _estimate(page: Page, round_: str) -> str:
    """Signed, and the only one; gives the address of its conversation."""
    page.goto(round_ + "/werkbezoeken")
    page.click("main a[href^='/werkbezoek/']")
    page.click("main table a >> text=Beleid")
    meeting = page.url
    page.goto(meeting + "/inschatting")
    page.click("main form button[type=submit]")
    page.wait_for_selector("[data-module=estimate][data-started]")
    for key in KEYS * 5:
        page.keyboard.press(key)
    page.wait_for_selector("[data-journal-text]:text-is('Alles staat op de server')")
    page.click("[data-sign]")
    page.check("#final-alone")
    page.check("#confirm")
    page.click("main form button[type=submit]")
    page.wait_for_selector("text=definitief")
    return meeting


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


def _choose_password(page: Page, demo: Demo, secret: str) -> None:
    page.goto(f"{demo.address}/aanmelden/nieuw#{secret}")
    page.fill("[name=code]", secret)
    page.fill("[name=password]", demo.password)
    page.fill("[name=again]", demo.password)
    page.click("main button[type=submit]")


def _sign_in_as(page: Page, demo: Demo, email: str) -> None:
    page.context.clear_cookies()
    tours.sign_in(page, demo._replace(email=email))
    page.wait_for_load_state()
