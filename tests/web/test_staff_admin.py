"""What administrators do with accounts, what ends a sign-in, and the log of it."""

import re
from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select

from tests import builders
from tests.house.repository import ROOT
from tests.web.conftest import PASSWORD, Account, signed_in
from tests.web.visitor import Visitor
from webapp.db.models import AuditEvent, Staff
from webapp.platform import Platform

ADMINISTRATOR = Account("baas@voorbeeld.be", "beheerder")
INSPECTOR = "inspecteur@voorbeeld.be"


@pytest.fixture
def boss(app: Flask, platform: Platform) -> Visitor:
    return signed_in(app, platform, ADMINISTRATOR)


def id_of(platform: Platform, email: str) -> str:
    with platform.database.reading() as session:
        return session.scalars(select(Staff.id).where(Staff.email == email)).one()


def test_an_invitation_is_a_link_that_is_shown_once(
    app: Flask, platform: Platform, boss: Visitor
) -> None:
    provider_id = builders.provider(platform, "De Kreek")
    page = boss.open("/beheer/medewerkers")
    assert "Kies voor welke aanbieder" in page.fill(email="x@y.be", role="aanbieder").send().text
    page = boss.page.fill(email="x@y.be", role="aanbieder", providers=provider_id).send()
    code = "".join(page.all(".//main//code")[0].itertext()).partition("#")[2]

    form = Visitor(app.test_client()).open("/aanmelden/nieuw")
    page = form.fill(code=code, password=PASSWORD, again=PASSWORD).send()

    assert page.title == "Mijn resultaten"
    assert "De Kreek" in page.text
    assert code not in boss.open("/beheer/medewerkers").response.text


def test_another_role_and_an_ended_account_end_every_sign_in(
    platform: Platform, boss: Visitor, inspector: Visitor
) -> None:
    address = f"/beheer/medewerkers/{id_of(platform, INSPECTOR)}"
    assert "meldt zich opnieuw aan" in boss.open(address).fill(role="waarnemer").send().text
    assert inspector.open("/werkbezoeken").title == "Aanmelden"
    page = inspector.open("/aanmelden").fill(email=INSPECTOR, password=PASSWORD).send()
    assert page.title == "Mijn werkbezoeken"

    assert "is beëindigd" in boss.open(f"{address}/beeindigen").send().text

    assert inspector.open("/werkbezoeken").title == "Aanmelden"
    page = inspector.open("/aanmelden").fill(email=INSPECTOR, password=PASSWORD).send()
    assert "horen niet bij elkaar" in page.text


def test_the_last_administrator_stays(platform: Platform, boss: Visitor) -> None:
    address = f"/beheer/medewerkers/{id_of(platform, ADMINISTRATOR.email)}"

    assert boss.open(f"{address}/beeindigen").send().status == 409
    assert boss.open(address).fill(role="waarnemer").send().status == 409
    page = boss.open("/beheer/medewerkers").fill(email=ADMINISTRATOR.email, role="waarnemer")
    assert page.send().status == 409
    assert boss.open("/beheer/medewerkers").status == 200


def test_one_ends_a_sign_in_of_oneself_and_of_nobody_else(
    app: Flask, platform: Platform, boss: Visitor, inspector: Visitor
) -> None:
    other = Visitor(app.test_client())
    other.open("/aanmelden").fill(email=INSPECTOR, password=PASSWORD).send()
    page = inspector.open("/account")
    [form] = page.all(".//main//form")
    token = form.findall(".//input")[0].get("value", "")
    of_boss = boss.open("/account").all(".//main//form")
    assert of_boss == []

    boss_token = boss.open("/account").all(".//input[@name='csrf_token']")[0].get("value", "")
    boss.send(form.get("action", ""), [("csrf_token", boss_token)])
    assert other.open("/account").title == "Mijn account"
    inspector.send(form.get("action", ""), [("csrf_token", token)])

    assert other.open("/account").title == "Aanmelden"
    assert inspector.open("/account").title == "Mijn account"


def test_the_log_says_who_did_what_and_when(
    platform: Platform, boss: Visitor, inspector: Visitor, round_id: str
) -> None:
    meeting = builders.open_meeting(platform, round_id, "scholen", slips=5)
    inspector.open(f"/gesprek/{meeting.id}/annuleren").send()

    with platform.database.reading() as session:
        [event] = session.scalars(select(AuditEvent).where(AuditEvent.address.like("/gesprek/%")))
        assert session.get_one(Staff, event.staff_id).email == INSPECTOR
        assert (event.time, event.address) == (None, f"/gesprek/{meeting.id}/annuleren")
        assert isinstance(event.day, date)
    text = boss.open("/beheer/logboek").text
    assert re.search(r", \d\d:\d\d · " + re.escape(f"{INSPECTOR} · /aanmelden"), text)
    assert re.search(rf"\d{{4}} · {INSPECTOR} · /gesprek/{meeting.id}/annuleren", text)


def test_the_log_has_no_hour_at_which_a_conversation_opened_or_ended(
    platform: Platform, inspector: Visitor, round_id: str
) -> None:
    """Also where its id is not in the address: those that wait end with their round."""
    inspector.open(f"/ronde/{round_id}/gesprek/nieuw").fill(group="scholen", slips="").send()
    meeting_id = inspector.page.response.request.path.rpartition("/")[2]
    inspector.open(f"/gesprek/{meeting_id}/sluiten").send()
    inspector.open(f"/ronde/{round_id}/afsluiten").fill(confirm="y").send()

    with platform.database.reading() as session:
        events = session.scalars(select(AuditEvent).where(AuditEvent.address.like("/ronde/%")))
        hours = {event.address: event.time for event in events}
    assert hours == {f"/ronde/{round_id}/gesprek/nieuw": None, f"/ronde/{round_id}/afsluiten": None}


def test_what_participants_do_is_never_in_the_log(
    platform: Platform, boss: Visitor, visitor: Visitor, round_id: str
) -> None:
    meeting = builders.open_meeting(platform, round_id, "scholen", slips=5)
    before = builders.how_many(platform, AuditEvent)

    visitor.open("/").fill(code=meeting.slips[0]).send()
    page = visitor.page.fill(block_18="passend").send().send("confirm")
    # also in the browser of somebody of staff
    boss.open("/").fill(code=meeting.slips[1]).send()
    again = boss.page.fill(block_18="passend").send().send("confirm")

    assert page.has_state("received")
    assert again.has_state("received")
    assert builders.how_many(platform, AuditEvent) == before


def test_the_log_is_only_ever_added_to() -> None:
    uses = [
        line.strip()
        for path in (ROOT / "webapp").rglob("*.py")
        if "migrations" not in path.parts
        for line in path.read_text(encoding="utf-8").splitlines()
        if re.search(r"(delete|update|insert)\(.*AuditEvent|[\"']audit_event\b", line)
    ]

    assert sorted(uses) == ['("audit_event.*",),', '__tablename__ = "audit_event"']
