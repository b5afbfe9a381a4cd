"""What each role does first, in a browser: an administrator, a reader, an observer, a second step.

The day of an inspector is in test_visit_day.py, that of a coordinator in test_self_evaluation.py.
"""

import base64
import re
import time
from collections.abc import Callable
from dataclasses import replace

import pytest
from flask import Flask
from playwright.sync_api import FilePayload, Locator, Page, expect
from sqlalchemy import select

from tests import builders
from tests.e2e.live import served
from tests.web.conftest import PASSWORD
from tests.web.visitor import Visitor
from webapp import create_app
from webapp.db.models import Meeting
from webapp.db.queries.staff import find_staff_by_email
from webapp.instrument.model import Instrument
from webapp.platform import Platform
from webapp.services.give_rounds import set_round_rights
from webapp.services.hold_meeting import begin_meeting
from webapp.services.plan_visit import plan_visit
from webapp.services.second_factor import code_at
from webapp.services.staff_accounts import add_staff, set_password
from webapp.services.today import today
from webapp.services.visit_plan import ConversationPlan, VisitPlan

pytestmark = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)

NewPage = Callable[..., Page]
REFUSED = ["the server responded with a status of 40[34]"]  # what Chromium says of those pages
CSV: FilePayload = {
    "name": "aanbieders.csv",
    "mimeType": "text/csv",
    "buffer": b"name,kind,net,province,types,levels,instellingsnummer,pupils\n"
    b'De Klaproos,buo-school,vrij,Limburg,"2,4",lager,012345,40\n'
    b"De Korenbloem,leersteuncentrum,vrij,Limburg,3,lager,,\n",
}


class Desk:
    """One window of somebody of staff; after each step, what the page says is waited for."""

    def __init__(self, page: Page, address: str) -> None:
        self.page, self.address = page, address

    @property
    def main(self) -> Locator:
        return self.page.locator("main")

    def go(self, path: str) -> None:
        self.page.goto(self.address + path)

    def press(self, name: str) -> None:
        self.page.get_by_role("button", name=name, exact=True).click()

    def follow(self, name: str) -> None:
        self.page.get_by_role("link", name=name, exact=True).click()

    def fill(self, label: str, text: str) -> None:
        self.page.get_by_label(label, exact=True).fill(text)

    def is_at(self, title: str) -> None:
        expect(self.page.locator("h1")).to_have_text(title)

    def says(self, text: str) -> None:
        expect(self.main).to_contain_text(text)

    def sign_in(self, email: str, home: str) -> "Desk":
        self.go("/aanmelden")
        self.fill("E-mailadres", email)
        self.fill("Wachtwoord", PASSWORD)
        self.press("Aanmelden")
        self.is_at(home)
        return self

    def choose_password(self, secret: str) -> None:
        """With the link that somebody got: its code is not in the address any more."""
        self.go(f"/aanmelden/nieuw#{secret}")
        expect(self.page).to_have_url(re.compile(r"/aanmelden/nieuw$"))
        self.fill("Nieuw wachtwoord", PASSWORD)
        self.fill("Nog eens hetzelfde wachtwoord", PASSWORD)
        self.press("Wachtwoord instellen")


def account(platform: Platform, email: str, role: str) -> str:
    """Somebody who can sign in; gives the id."""
    return set_password(platform.database, add_staff(platform.database, email, role), PASSWORD).id


def fitting(platform: Platform, round_id: str) -> None:
    """A meeting with six people of schools who said so, closed."""
    sheets = [{"18": "passend"}] * 6
    meeting = builders.meeting_with(platform, round_id, sheets, group_id="scholen")
    builders.close(platform, meeting)


def test_an_administrator_invites_imports_gives_a_round_and_reads_the_log(
    platform: Platform, address: str, new_page: NewPage, round_id: str
) -> None:
    account(platform, "baas@voorbeeld.be", "beheerder")
    desk = Desk(new_page(1280, 900), address).sign_in("baas@voorbeeld.be", "Rondes")

    secret = invite(desk, "leest@voorbeeld.be")
    bring_in_providers(desk)
    desk.follow("Rondes")
    desk.follow("Proefronde")
    desk.follow("Wie mag bij deze ronde?")
    desk.page.get_by_label("leest@voorbeeld.be").check()
    desk.press("Bewaren")
    desk.says("Wie bij deze ronde mag, is bewaard.")

    desk.follow("Medewerkers")
    desk.follow("Logboek: wie wat deed")
    desk.is_at("Logboek")
    for logged in ("medewerkers", "aanbieders/inlezen/bevestigen"):
        desk.says(f"baas@voorbeeld.be · /beheer/{logged}")
    desk.says(f"/ronde/{round_id}/toegang")
    expect(desk.main).not_to_contain_text(secret)

    invited = Desk(new_page(), address)
    invited.choose_password(secret)
    invited.says("Proefronde")


def invite(desk: Desk, email: str) -> str:
    """Make an account for a reader; gives what stands behind the # of its link."""
    desk.follow("Medewerkers")
    desk.fill("E-mailadres", email)
    desk.page.get_by_label("Rol").select_option("lezer")
    desk.press("Maak een link")
    desk.is_at("Link voor een medewerker")
    expect(desk.main.locator("code")).to_contain_text(f"{desk.address}/aanmelden/nieuw#")
    return desk.main.locator("code").inner_text().partition("#")[2]


def bring_in_providers(desk: Desk) -> None:
    """Read the file in, after a look at what it does."""
    desk.follow("Aanbieders")
    desk.follow("Inlezen uit een bestand")
    desk.page.get_by_label("Bestand (CSV of Excel .xlsx)").set_input_files(CSV)
    desk.press("Bekijk wat dit doet")
    desk.is_at("Wat dit bestand doet")
    desk.says("De Korenbloem")
    desk.press("Lees dit in")
    desk.says("Nieuw: 2, gewijzigd: 0")
    expect(desk.page.get_by_role("link", name="De Klaproos")).to_be_visible()


def test_a_reader_sees_the_round_that_it_was_given_and_nothing_else(
    platform: Platform, address: str, new_page: NewPage, okt: Instrument
) -> None:
    link = add_staff(platform.database, "leest@voorbeeld.be", "lezer")
    given, other = (builders.open_round(platform, okt, given_to=()) for _ in range(2))
    for round_id in (given, other):
        fitting(platform, round_id)
    desk = Desk(new_page(tolerate=REFUSED), address)

    desk.choose_password(link)
    desk.is_at("Resultaten om te lezen")
    desk.says("U kreeg nog geen ronde om te lezen.")
    give(platform, given, "leest@voorbeeld.be")
    desk.follow("Resultaten")
    desk.follow("Proefronde")  # there is one of this name only

    desk.is_at("Resultaten: het globale beeld")
    expect(desk.page).to_have_url(f"{address}/ronde/{given}/resultaten")
    desk.says("Scholen gewoon onderwijs")
    expect(desk.page.get_by_role("link", name="Opmerkingen")).to_have_count(0)
    desk.go(f"/ronde/{other}/resultaten")
    desk.is_at("Deze pagina bestaat niet.")
    for path in ("/beheer", f"/ronde/{given}", "/beheer/logboek"):
        desk.go(path)
        desk.is_at("U hebt geen toegang tot deze pagina.")
    desk.choose_password(link)
    desk.says("Nog niet gelukt")


def give(platform: Platform, round_id: str, email: str) -> None:
    """As an administrator does, meanwhile."""
    with platform.database.reading() as session:
        staff = find_staff_by_email(session, email)
    assert staff
    set_round_rights(platform.database, round_id, [staff.id], every_inspector=False)


def test_an_observer_follows_the_day_and_sees_no_results(
    platform: Platform, app: Flask, address: str, new_page: NewPage, round_id: str
) -> None:
    plan = VisitPlan(
        kind="visit",
        day=today(),
        place="Hasselt",
        provider_ids=[builders.provider(platform, "De Klaproos")],
        observer_ids=[account(platform, "kijkt@voorbeeld.be", "waarnemer")],
        conversations=[
            ConversationPlan(group_id="beleid", starts_at="09:00", has_slips=False, expected=9),
            ConversationPlan(group_id="scholen", starts_at="13:00"),
        ],
    )
    plan_visit(platform, round_id, plan)
    fitting(platform, round_id)  # results that there are, of another meeting
    with platform.database.reading() as session:
        meeting = session.scalars(select(Meeting).where(Meeting.group_id == "beleid")).one()
    desk = Desk(new_page(tolerate=REFUSED), address)
    desk.sign_in("kijkt@voorbeeld.be", "Mijn werkbezoeken")

    desk.follow("De Klaproos")
    row = desk.main.locator("tbody tr").first
    expect(row).to_contain_text("09:00")
    expect(row).to_contain_text("Gepland")
    expect(row).to_contain_text("0 / ±9")
    begin_meeting(platform.database, meeting.id)
    answer(app, meeting.join_code)
    expect(row).to_contain_text("Open")
    expect(row).to_contain_text("1 / ±9")

    desk.says("U kijkt mee: resultaten ziet u hier niet.")
    expect(desk.main.locator("a[href*='resultaten'], a[href^='/gesprek']")).to_have_count(0)
    for path in (f"/ronde/{round_id}/resultaten", f"/gesprek/{meeting.id}", "/beheer"):
        desk.go(path)
        desk.is_at("U hebt geen toegang tot deze pagina.")


def answer(app: Flask, code: str) -> None:
    """Somebody in the room finds all of it fitting."""
    page = Visitor(app.test_client()).open(f"/d/{code}")
    names = {field.get("name", "") for field in page.all(".//main//input[@type='radio']")}
    assert page.fill_in(dict.fromkeys(names, "passend")).send().has_state("received")


def test_a_second_factor_is_set_up_once_and_a_recovery_code_is_good_once(
    platform: Platform, new_page: NewPage
) -> None:
    link = add_staff(platform.database, "nieuw@voorbeeld.be", "inspecteur")
    settings = replace(platform.settings, second_factor=True)
    with served(create_app(settings, replace(platform, settings=settings))) as address:
        desk = Desk(new_page(), address)
        secret, recovery = enrol(desk, link)
        desk.press("Afmelden")
        desk.is_at("Aanmelden")

        desk.sign_in("nieuw@voorbeeld.be", "Code uit uw app")
        desk.fill("Zes cijfers", recovery)
        desk.press("Aanmelden")
        desk.is_at("Rondes")
        elsewhere = Desk(new_page(1280, 900), address)
        elsewhere.sign_in("nieuw@voorbeeld.be", "Code uit uw app")
        elsewhere.fill("Zes cijfers", recovery)
        elsewhere.press("Aanmelden")
        elsewhere.says("Deze code klopt niet, of is al gebruikt.")
        elsewhere.fill("Zes cijfers", code_at(secret, now() + 1))
        elsewhere.press("Aanmelden")
        elsewhere.is_at("Rondes")


def enrol(desk: Desk, link: str) -> tuple[bytes, str]:
    """Follow the link to the end; gives the secret in the app, and one recovery code."""
    desk.choose_password(link)
    desk.is_at("Nog één stap: een code uit een app")
    secret = base64.b32decode(desk.main.locator("code").inner_text().replace(" ", ""))
    desk.fill("Zes cijfers", code_at(secret, now()))
    desk.press("Instellen en aanmelden")
    desk.is_at("Uw herstelcodes")
    expect(desk.main.locator("li code")).to_have_count(10)
    recovery = desk.main.locator("li code").first.inner_text()
    desk.follow("Ik heb ze bewaard")
    desk.is_at("Rondes")
    return secret, recovery


def now() -> int:
    """The half minute that an app is in."""
    return int(time.time()) // 30
