"""Setting things beside each other: providers, rounds, estimates; and keeping a view of it."""

from datetime import date

import pytest
from flask import Flask

from tests import builders
from tests.web.conftest import Account, signed_in
from tests.web.test_results import MANY
from tests.web.visitor import Visitor
from webapp.db.models import Assessment, AssessmentRating
from webapp.platform import Platform

ALL_OTHER = [{"1": "niet", "2": "deels", "3": "passend", "4": "passend"}] * 12


def round_with(platform: Platform, *sheets: list) -> tuple[str, list[str], list[str]]:
    """A round in which each provider has one meeting of beleid; ids of providers and meetings."""
    round_id = builders.open_round(platform)
    providers = [builders.provider(platform, f"{round_id} {n}") for n in range(len(sheets))]
    meetings = []
    for provider_id, of_provider in zip(providers, sheets, strict=True):
        made = builders.meeting_with(platform, round_id, of_provider, provider_ids=[provider_id])
        builders.close(platform, made)
        meetings.append(made.id)
    return round_id, providers, meetings


def test_a_provider_stands_beside_the_others_from_three_on(platform: Platform, inspector: Visitor):
    round_id, providers, _ = round_with(platform, MANY * 2, ALL_OTHER, ALL_OTHER, ALL_OTHER)

    page = inspector.open(f"/ronde/{round_id}/resultaten/aanbieder/{providers[0]}/naast-anderen")

    assert "12 van 12 tegenover 0 van 36 (verschil)" in page.text
    assert "methode van Wilson" in page.text
    assert "%%" not in page.text
    picture = f"/ronde/{round_id}/resultaten/grafiek/naast-anderen-beleid.svg"
    assert "<svg" in inspector.open(f"{picture}?aanbieder={providers[0]}").response.text


def test_two_others_are_not_the_others(platform: Platform, inspector: Visitor):
    round_id, providers, _ = round_with(platform, MANY, ALL_OTHER, ALL_OTHER)

    page = inspector.open(f"/ronde/{round_id}/resultaten/aanbieder/{providers[0]}/naast-anderen")

    assert "nog geen drie andere aanbieders" in page.text
    cells = page.all(".//td[@data-column='anderen']")
    assert {cell.text for cell in cells} == {"te weinig antwoorden (minder dan 5)"}


def test_rounds_stand_beside_each_other_with_what_cannot(platform: Platform, inspector: Visitor):
    earlier, _, _ = round_with(platform, MANY * 2)
    later, _, _ = round_with(platform, ALL_OTHER)

    choice = inspector.open(f"/ronde/{later}/resultaten/vergelijken/rondes")
    page = inspector.open(f"/ronde/{later}/resultaten/vergelijken/rondes/{earlier}")

    links = {one.get("href") for one in choice.all(".//main//a")}
    assert f"/ronde/{later}/resultaten/vergelijken/rondes/{earlier}" in links
    assert "12 van 12" in page.text
    assert "Deze groep heeft niet in beide rondes een resultaat" in page.text
    assert inspector.open(f"/ronde/{later}/resultaten/vergelijken/rondes/{later}").status == 404
    assert inspector.open(f"/ronde/{later}/resultaten/vergelijken/rondes/nergens").status == 404
    picture = f"/ronde/{later}/resultaten/grafiek/rondes-{earlier}-beleid.svg"
    assert "<svg" in inspector.open(picture).response.text


def test_estimates_stand_apart_beside_answers_once_signed(platform: Platform, inspector: Visitor):
    round_id, providers, meetings = round_with(platform, MANY)
    address = f"/ronde/{round_id}/resultaten/vergelijken/inschatting"
    assert "Er is nog geen ondertekende inschatting." in inspector.open(address).text

    with platform.database.writing() as session:
        for id_, state, is_final in (("a", "signed", True), ("b", "open", False)):
            session.add(
                Assessment(
                    id=id_,
                    meeting_id=meetings[0],
                    provider_id=providers[0],
                    author_id=None,
                    state=state,
                    is_final=is_final,
                    signed_by=None,
                    signed_on=date(2026, 1, 1),
                )
            )
        session.flush()
        session.add(
            AssessmentRating(assessment_id="a", block_id="1", option_code="passend", remark="")
        )

    page = inspector.open(address)
    assert "1 ondertekende inschatting, van één aanbieder." in page.text
    cells = page.all(".//tr[@data-row='1']/td[@data-column='inschatting']")
    assert [cell.text for cell in cells] == ["1 van 1 (100 %)"]


@pytest.fixture
def results(platform: Platform) -> str:
    return f"/ronde/{round_with(platform, MANY)[0]}/resultaten"


def test_a_view_is_kept_under_a_name_and_forgotten(inspector: Visitor, results: str):
    page = inspector.open(f"{results}/visie?provincie=Limburg")
    token = page.all(".//input[@name='csrf_token']")[0].get("value")
    kept = [("csrf_token", token), ("page", f"{results}/visie"), ("provincie", "Limburg")]
    address = results.replace("/resultaten", "/weergaven")

    page = inspector.send(address, [*kept, ("name", " Alleen  Limburg ")])
    assert page.title == "Visie"
    assert "Bewaard als ‘Alleen Limburg’" in page.text
    overview = inspector.open(results)
    links = {one.text: one.get("href") for one in overview.all(".//ul[@class='saved']//a")}
    assert links == {"Alleen Limburg": f"{results}/visie?provincie=Limburg"}

    forget = overview.all(".//ul[@class='saved']//form")[0].get("action")
    page = inspector.send(forget, [("csrf_token", token)])
    assert "De weergave is gewist." in page.text
    assert not page.all(".//ul[@class='saved']")
    assert inspector.send(forget, [("csrf_token", token)]).status == 404


@pytest.mark.parametrize(
    ("name", "page", "status"),
    [("", "/visie", 409), ("x" * 81, "/visie", 409), ("Goed", "/../../beheer", 400)],
    ids=["no name", "long name", "another page"],
)
def test_what_cannot_be_kept_is_refused(
    inspector: Visitor, results: str, name: str, page: str, status: int
):
    token = inspector.open(results).all(".//input[@name='csrf_token']")[0].get("value")
    fields = [("csrf_token", token), ("name", name), ("page", results + page)]

    assert inspector.send(results.replace("/resultaten", "/weergaven"), fields).status == status
    assert not inspector.open(results).all(".//ul[@class='saved']")


def test_views_are_ones_own(app: Flask, platform: Platform, inspector: Visitor, results: str):
    token = inspector.open(results).all(".//input[@name='csrf_token']")[0].get("value")
    fields = [("csrf_token", token), ("name", "Van mij"), ("page", results)]
    inspector.send(results.replace("/resultaten", "/weergaven"), fields)

    colleague = signed_in(app, platform, Account("collega@voorbeeld.be", "inspecteur"))

    assert "Van mij" in inspector.open(results).text
    assert "Van mij" not in colleague.open(results).text
