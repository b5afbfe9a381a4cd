"""What a round says of who answers for it, what is stored of it, and how long."""

from datetime import timedelta

import pytest
from flask import Flask

from tests import builders
from tests.web.conftest import Account, signed_in
from tests.web.visitor import Page, Visitor
from webapp.db.models import Base, Envelope, Meeting, Remark, Round, Tally
from webapp.instrument.model import Instrument
from webapp.platform import Platform
from webapp.services.erase_round import erase_due_rounds
from webapp.services.today import today

SHEETS = [{"18": "passend", "remark_18": "een klein verhaal"}] * 8


@pytest.fixture
def boss(app: Flask, platform: Platform) -> Visitor:
    return signed_in(app, platform, Account("baas@voorbeeld.be", "beheerder"))


@pytest.fixture
def said(platform: Platform, round_id: str) -> str:
    meeting = builders.meeting_with(platform, round_id, SHEETS, group_id="scholen")
    builders.close(platform, meeting)
    return round_id


def counted(page: Page) -> dict[str, str]:
    """Table → the number of its rows, as the page says."""
    rows = page.all(".//li[@data-table]")
    return {row.get("data-table", ""): row.get("data-rows", "") for row in rows}


def test_every_table_of_the_schema_that_belongs_to_a_round_is_on_its_page(
    platform: Platform, inspector: Visitor, said: str
) -> None:
    """Worked out here apart from webapp/db/round_tables.py: what leads to a round by names."""
    page = inspector.open(f"/ronde/{said}/gegevens")
    found = counted(page)

    of_rounds = {"round"}
    while (
        new := {
            table.name
            for table in Base.metadata.tables.values()
            for column in table.columns
            if not column.nullable
            and any(key.column.table.name in of_rounds for key in column.foreign_keys)
        }
        - of_rounds
    ):
        of_rounds |= new
    assert found.keys() == of_rounds, "say in webapp/web/stored_data.py what the table holds"
    for name in ("batch", "batch_visit", "meeting", "envelope"):
        model = next(one for one in Base.__subclasses__() if one.__tablename__ == name)
        assert found[name] == str(builders.how_many(platform, model)), name
    assert found["envelope"] == "0"
    assert all("".join(row.itertext()).strip() for row in page.all(".//li[@data-table]"))


def test_rows_that_would_tell_of_a_few_people_are_not_counted(
    platform: Platform, inspector: Visitor, round_id: str
) -> None:
    """As many rows as one of six people wrote remarks, or as options that somebody chose."""
    of_answers = ("tally", "remark", "remark_redaction")
    before = counted(inspector.open(f"/ronde/{round_id}/gegevens"))
    sheets = [{"18": "passend"}] * 5 + [{"18": "niet", "remark_18": "van één"}]
    builders.close(platform, builders.meeting_with(platform, round_id, sheets, group_id="scholen"))
    assert builders.how_many(platform, Remark) == 1

    found = counted(inspector.open(f"/ronde/{round_id}/gegevens"))

    assert {before[name] for name in of_answers} == {"0"}
    assert {found[name] for name in of_answers} == {"–"}


def test_a_round_says_on_its_form_who_answers_for_it(
    platform: Platform, inspector: Visitor, visitor: Visitor, okt: Instrument
) -> None:
    form = inspector.open("/beheer/ronde/nieuw").fill(
        title="Met een adres",
        instrument=f"{okt.id}@{okt.version}",
        controller="Onderwijsinspectie <b>",
        contact="dpo@voorbeeld.be",
    )
    address = form.send().response.request.path
    round_id = address.rpartition("/")[2]
    page = inspector.open(f"{address}/verantwoordelijke")
    assert "hoogstens 500 tekens" in page.fill(complaint="x" * 501).send().text
    page = inspector.open(f"{address}/verantwoordelijke").fill(complaint="de toezichthouder")
    assert "is bewaard" in page.send().text

    meeting = builders.open_meeting(platform, round_id, "scholen", slips=5)

    text = visitor.open(f"/d/{meeting.join_code}").text
    assert "Verantwoordelijk: Onderwijsinspectie <b>." in text
    assert "Contact: dpo@voorbeeld.be. Klacht: de toezichthouder." in text
    with platform.database.reading() as session:
        last = session.get_one(Round, round_id).keep_until
    assert f"wordt gewist na {last.day} " in text
    assert "ligt vast" in inspector.open(f"{address}/verantwoordelijke").text
    sent = inspector.open("/beheer/ronde/nieuw").all(".//input[@name='csrf_token']")[0]
    fields = [("csrf_token", sent.get("value", "")), ("controller", "Iemand anders")]
    assert inspector.send(f"{address}/verantwoordelijke", fields).status == 409
    assert "Onderwijsinspectie" in visitor.open(f"/d/{meeting.join_code}").text


def test_only_an_administrator_keeps_longer_or_erases(
    platform: Platform, inspector: Visitor, boss: Visitor, said: str
) -> None:
    for part in ("langer", "wissen"):
        assert inspector.open(f"/ronde/{said}/gegevens/{part}").status == 403
    page = boss.open(f"/ronde/{said}/gegevens/langer")
    assert "Geef een dag" in page.fill(until="ooit", reason="daarom").send().text
    assert (
        "waarom" in boss.open(f"/ronde/{said}/gegevens/langer").fill(until="1/3/2036").send().text
    )
    page = boss.open(f"/ronde/{said}/gegevens/langer").fill(until="1/3/2036", reason="een klacht")
    assert "een klacht" in page.send().text
    page = boss.open(f"/ronde/{said}/gegevens/wissen").fill(title="Proefrond").send()
    assert "Typ de titel" in page.text
    assert builders.how_many(platform, Tally)

    page = boss.open(f"/ronde/{said}/gegevens/wissen").fill(title="Proefronde").send()

    assert "De ronde is gewist." in page.text
    assert set(counted(page).values()) <= {"0", "1"}
    assert builders.how_many(platform, Meeting) == 0
    for address in (f"/ronde/{said}", "/beheer"):
        assert "gewist op" in inspector.open(address).text
    assert "Er zijn nog geen resultaten" not in inspector.open(f"/ronde/{said}/resultaten").text
    assert inspector.open(f"/ronde/{said}/gesprek/nieuw").status in (200, 409)


def test_whoever_is_filling_in_when_a_round_ends_hears_that_it_is_too_late(
    platform: Platform, inspector: Visitor, visitor: Visitor, round_id: str
) -> None:
    meeting = builders.open_meeting(platform, round_id, "scholen", slips=5)
    page = visitor.open("/").fill(code=meeting.slips[0]).send()
    leader = inspector.open(f"/gesprek/{meeting.id}")
    with platform.database.writing() as session:
        session.get_one(Round, round_id).keep_until = today() - timedelta(1)

    assert erase_due_rounds(platform) == 1

    sent = page.fill(block_18="passend").send()
    assert not sent.has_state("received")
    assert sent.status == 200, sent.text
    assert visitor.client.get(f"/d/{meeting.join_code}").status_code in (200, 404)
    assert visitor.client.get(f"/d/{meeting.join_code}/stand").status_code in (200, 404)
    assert builders.how_many(platform, Envelope) == 0
    for path in ("", "/stand", "/scherm", "/slotvragen", "/inschatting"):
        assert leader.visitor.open(f"/gesprek/{meeting.id}{path}").status == 404


def test_the_warning_stands_on_the_round_and_in_the_list(
    platform: Platform, inspector: Visitor, said: str
) -> None:
    assert "wordt gewist na" not in inspector.open("/beheer").text
    with platform.database.writing() as session:
        session.get_one(Round, said).keep_until = today() + timedelta(60)

    for address in ("/beheer", f"/ronde/{said}", f"/ronde/{said}/gegevens"):
        assert "wordt gewist na" in inspector.open(address).text, address
