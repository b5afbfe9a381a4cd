"""Networks and doubles on the screen: the warning after 1 March, and what moves."""

from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select

from tests import builders
from tests.web.conftest import Account, signed_in, signed_in_for
from tests.web.visitor import Visitor
from webapp.db.models import AuditEvent, NetworkMember, Provider
from webapp.platform import Platform
from webapp.services.school_years import named, school_year_of
from webapp.services.today import today

NOW = school_year_of(today())
IN_TIME = date(NOW, 1, 15).isoformat()


@pytest.fixture
def boss(app: Flask, platform: Platform) -> Visitor:
    return signed_in(app, platform, Account("baas@voorbeeld.be", "beheerder"))


@pytest.fixture
def network(platform: Platform) -> str:
    id_ = builders.provider(platform, "Netwerk Zuid")
    with platform.database.writing() as session:
        session.get_one(Provider, id_).kind = "ondersteuningsnetwerk"
    return f"/beheer/aanbieders/{id_}"


def test_a_late_report_warns_and_is_stored_when_confirmed(
    platform: Platform, boss: Visitor, network: str
) -> None:
    assert "er nog geen school lid" in boss.open(network).text
    form = boss.open(f"{network}/leden")
    assert "omkadering" in form.text
    late = date(NOW, 3, 2).isoformat()
    page = form.fill(name="Basisschool West", school_year=str(NOW), reported_on=late).send()

    assert f"moest dit gemeld zijn op 1 maart {NOW}" in page.text
    assert builders.how_many(platform, NetworkMember) == 0
    page = page.send("confirm")

    assert page.title == "Netwerk Zuid"
    assert "Basisschool West" in page.text
    assert "toetreding laat gemeld" in page.text


def test_members_of_each_school_year_are_shown_and_leave(
    platform: Platform, boss: Visitor, network: str
) -> None:
    school = builders.provider(platform, "De Klaproos")
    form = boss.open(f"{network}/leden")
    form.fill(provider=school, school_year=str(NOW - 2), reported_on="2017-01-15").send()
    [link] = [
        one.get("href", "")
        for one in boss.open(network).all(".//li//a")
        if "/leden/" in one.get("href", "")
    ]
    boss.open(link).fill(school_year=str(NOW - 1), reported_on=IN_TIME).send()

    assert "0 leden" in boss.open(network).text
    before = boss.open(f"{network}?schooljaar={named(NOW - 1)}")
    assert "1 lid" in before.text
    assert f"van {named(NOW - 2)} tot en met {named(NOW - 1)}" in before.text
    assert "Netwerk Zuid" in boss.open(f"/beheer/aanbieders/{school}").text
    assert boss.open(f"{network}?schooljaar=onzin").status == 200


def test_another_contact_and_an_end(boss: Visitor, network: str) -> None:
    page = boss.open(f"{network}/contact").fill(contact_school="De Klaproos").send()
    assert "De Klaproos" in page.text
    page = boss.open(f"{network}/bestaan").fill(last_year=str(NOW - 1), reported_on=IN_TIME).send()
    assert "bestaat het netwerk niet" in page.text
    assert "laat gemeld" not in page.text


def test_what_is_no_network_has_no_pages_of_one(platform: Platform, boss: Visitor) -> None:
    school = builders.provider(platform, "De Klaproos")
    for page in ("leden", "contact", "bestaan", "leden/x"):
        assert boss.open(f"/beheer/aanbieders/{school}/{page}").status == 404


def test_doubles_are_merged_and_parted_on_the_screen(
    app: Flask, platform: Platform, boss: Visitor
) -> None:
    kept, gone = builders.provider(platform, "De Klaproos"), builders.provider(platform, "Klaproos")
    round_id = builders.open_round(platform)
    meeting = builders.meeting_with(platform, round_id, [{"1": "passend"}] * 6, provider_ids=[gone])
    builders.close(platform, meeting)
    coordinator = signed_in_for(app, platform, kept)

    page = boss.open(f"/beheer/aanbieders/{kept}/samenvoegen?dubbel={gone}")
    assert "Gesprekken: 1" in page.text
    assert f"{kept}@voorbeeld.be" in page.text
    token = page.all(".//form[@id='formulier']//input[@name='csrf_token']")[0].get("value", "")
    page = boss.send(
        f"/beheer/aanbieders/{kept}/samenvoegen", [("csrf_token", token), ("double", gone)]
    )
    assert page.title == "De Klaproos"
    assert boss.open(f"/beheer/aanbieders/{gone}").status == 404
    assert "Proefronde" in coordinator.open("/mijn-resultaten").text

    [link] = [
        one.get("href", "")
        for one in boss.open(f"/beheer/aanbieders/{kept}").all(".//li//a")
        if "/samenvoegen/" in one.get("href", "")
    ]
    asked = boss.open(link)
    assert "Klaproos komt weer apart in het register" in asked.text
    page = asked.send()

    assert page.title == "Klaproos"
    assert "staat weer apart" in page.text
    assert "ongedaan gemaakt op" in boss.open(f"/beheer/aanbieders/{kept}").text
    assert "Dit kan (nu) niet" in boss.open(link).text
    with platform.database.reading() as session:
        logged = set(session.scalars(select(AuditEvent.address)))
    assert {f"/beheer/aanbieders/{kept}/samenvoegen", link} <= logged


def test_a_merge_that_cannot_be_is_told_and_has_no_button(
    platform: Platform, boss: Visitor
) -> None:
    one, other = builders.provider(platform, "A"), builders.provider(platform, "B")
    builders.open_meeting(platform, builders.open_round(platform), provider_ids=[one, other])

    page = boss.open(f"/beheer/aanbieders/{one}/samenvoegen?dubbel={other}")

    assert "Dit kan (nu) niet" in page.text
    assert not page.all(".//form[@id='formulier']")
    assert boss.open(f"/beheer/aanbieders/{one}/samenvoegen?dubbel=nergens").status == 200
