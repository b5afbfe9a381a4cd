"""A coordinator in a browser: from the first step to what came out of it, shared with nobody."""

from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import Page, expect
from sqlalchemy import select

from tests import builders
from tests.e2e.typist import sign_in
from tests.web.conftest import PASSWORD
from tests.web.visitor import Visitor
from webapp.db.models import Meeting
from webapp.platform import Platform
from webapp.services.staff_accounts import add_staff, set_password
from webapp.services.today import today

EMAIL = "coordinator@voorbeeld.be"
PEOPLE = 6


class Coordinator:
    """One window of somebody who works for a provider."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        sign_in(page, address, EMAIL)
        expect(page.locator("h1")).to_have_text("Mijn resultaten")

    def press(self, name: str) -> None:
        self.page.get_by_role("button", name=name, exact=True).click()

    def follow(self, name: str) -> None:
        self.page.get_by_role("link", name=name, exact=True).click()

    def is_at(self, title: str) -> None:
        expect(self.page.locator("h1")).to_have_text(title)

    def choose_blocks(self) -> None:
        """Only schools, without a bouwsteen, and one of its own by keyboard."""
        self.follow("Zelfevaluaties")
        self.page.get_by_label("Welk kader?").select_option("okt-2020@1")
        self.press("Beginnen")
        self.is_at("Wat vraagt u?")
        for group in ("Beleid", "Ondersteuners"):
            self.press(f"Niets {group}")
        self.page.get_by_text("Vormgeving van de ondersteuning").click()
        self.page.locator("[name=blocks_scholen][value='18']").uncheck()
        self.page.get_by_label("Eigen bouwsteen 1", exact=True).fill("een warm onthaal")
        self.page.locator("[name=own_groups_0][value=scholen]").check()
        self.press("Verder: aan wie?")

    def invite(self, people: str) -> None:
        self.is_at("Aan wie?")
        self.page.get_by_label("Ongeveer hoeveel mensen?").fill(people)
        self.page.get_by_label("Hoe komen ze binnen?").select_option("code")
        self.press("Verder: wanneer?")

    def agree_on_days(self, title: str) -> None:
        """Enter goes on, as in any form."""
        self.is_at("Wanneer?")
        for name in ("starts_on", "ends_on"):
            self.page.locator(f"[name={name}]").fill(today().isoformat())
        self.page.get_by_label("Titel").fill(title)
        self.page.get_by_label("Titel").press("Enter")
        self.is_at("Nakijken")

    def close_group(self) -> None:
        self.follow("Scholen gewoon onderwijs")
        expect(self.page.locator(".counter")).to_contain_text(f"{PEOPLE} van ongeveer {PEOPLE}")
        self.follow("Nu meteen sluiten")
        self.press("Ja, nu sluiten")
        expect(self.page.locator("[data-module=live]")).to_contain_text("6 formulieren geteld")


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_a_coordinator_goes_from_the_first_step_to_the_results(
    app: Flask, platform: Platform, address: str, new_page: Callable[..., Page]
) -> None:
    provider_id = builders.provider(platform, "Voorbeeldaanbieder")
    set_password(
        platform.database, add_staff(platform.database, EMAIL, "aanbieder", [provider_id]), PASSWORD
    )
    one = Coordinator(new_page(), address)

    one.choose_blocks()
    one.invite("3")
    expect(one.page.locator("main")).to_contain_text("Minder dan 5 mensen verwacht")
    one.page.get_by_label("Ongeveer hoeveel mensen?").fill(str(PEOPLE))
    one.press("Toch verder: wanneer?")
    one.agree_on_days("Hoe doen we het?")
    expect(one.page.locator("main")).to_contain_text("15 van 16 bouwstenen, en 1 eigen bouwsteen")
    one.press("Zelfevaluatie starten")
    one.is_at("Hoe doen we het?")
    with platform.database.reading() as session:
        code = session.scalars(select(Meeting.join_code)).one()
    answer(app, code)
    one.close_group()
    one.follow("Hoe doen we het?")
    one.follow("Zelfevaluatie afsluiten")
    one.page.locator("[name=confirm]").check()
    one.press("Ronde afsluiten")
    one.follow("Resultaten bekijken")

    expect(one.page.locator("main")).to_contain_text("bij 15 van de 15 bouwstenen")
    expect(one.page.locator("main")).to_contain_text("Eigen bouwstenen")


def answer(app: Flask, code: str) -> None:
    """Everybody finds all of it fitting, but what the provider added."""
    visitor = Visitor(app.test_client())
    for _person in range(PEOPLE):
        page = visitor.open(f"/d/{code}")
        names = {field.get("name", "") for field in page.all(".//main//input[@type='radio']")}
        page.fill_in(dict.fromkeys(names, "passend") | {"block_eigen-1": "niet"}).send()
        assert visitor.page.has_state("received")
