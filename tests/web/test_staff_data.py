"""Export and erasure of an account of staff, by the person itself and by an administrator."""

import pytest
from flask import Flask
from sqlalchemy import select

from tests import builders
from tests.services.test_erase_round import NOT_OF_A_ROUND
from tests.web.conftest import PASSWORD, Account, signed_in
from tests.web.visitor import Visitor
from webapp.conversation.entries import Entry
from webapp.db.models import AuditEvent, JournalEntry, Staff
from webapp.db.staff_tables import GOES, tables_of_staff
from webapp.platform import Platform
from webapp.services.keep_journal import keep_entries, new_entry

BOSS = "baas@voorbeeld.be"
INSPECTOR = "inspecteur@voorbeeld.be"
STAYS = {
    *("audit_event", "journal_entry", "assessment", "visit_staff", "round_share", "team_rating"),
}


@pytest.fixture
def boss(app: Flask, platform: Platform) -> Visitor:
    return signed_in(app, platform, Account(BOSS, "beheerder"))


def id_of(platform: Platform, email: str) -> str:
    with platform.database.reading() as session:
        return session.scalars(select(Staff.id).where(Staff.email == email)).one()


def write_note(platform: Platform, round_id: str) -> Entry:
    meeting = builders.open_meeting(platform, round_id, "scholen", slips=5)
    staff_id = id_of(platform, INSPECTOR)
    note = new_entry("notes", "part:acquaintance", {"text": "een notitie"}, staff_id=staff_id)
    keep_entries(platform.database, meeting.id, [note])
    return note


def test_every_table_that_points_at_staff_goes_or_stays() -> None:
    """For whoever adds a table: does it go with the account (GOES), or stay with a pseudonym?"""
    tables = {table.name for table in tables_of_staff()}

    assert tables == GOES | STAYS
    assert GOES - {"round_right", "saved_view"} <= NOT_OF_A_ROUND


def test_ones_own_export_has_all_and_nothing_to_sign_in_with(
    platform: Platform, inspector: Visitor, round_id: str
) -> None:
    write_note(platform, round_id)

    response = inspector.open("/account/gegevens.json").response

    assert response.headers["Content-Disposition"] == "attachment; filename=account.json"
    stored = response.json
    assert stored["staff"][0]["email"] == INSPECTOR
    assert "een notitie" in stored["journal_entry"][0]["value"]
    assert [one["address"] for one in stored["audit_event"]] == ["/aanmelden"]
    assert len(stored["staff_session"]) == 1
    with platform.database.reading() as session:
        staff = session.get_one(Staff, stored["staff"][0]["id"])
        for secret in (staff.password_hash, staff.sign_in_epoch):
            assert secret not in response.text
    assert "hash" not in response.text


def test_an_administrator_gets_no_notes_of_others(
    platform: Platform, boss: Visitor, inspector: Visitor, round_id: str
) -> None:
    write_note(platform, round_id)

    page = boss.open(f"/beheer/medewerkers/{id_of(platform, INSPECTOR)}/gegevens.json")

    assert page.response.json["journal_entry"][0]["document"] == "notes"
    assert "een notitie" not in page.response.text
    assert (
        inspector.open(f"/beheer/medewerkers/{id_of(platform, BOSS)}/gegevens.json").status == 403
    )


def test_who_erases_the_account_is_a_number_from_then_on(
    platform: Platform, boss: Visitor, inspector: Visitor, round_id: str
) -> None:
    note = write_note(platform, round_id)
    staff_id = id_of(platform, INSPECTOR)
    page = inspector.open("/account/wissen").fill(email="iemand@voorbeeld.be").send()
    assert "Typ het e-mailadres precies over" in page.text

    page = inspector.open("/account/wissen").fill(email=f" {INSPECTOR.upper()} ").send()

    assert page.title == "Aanmelden"
    assert inspector.open("/account").title == "Aanmelden"
    page = inspector.open("/aanmelden").fill(email=INSPECTOR, password=PASSWORD).send()
    assert "horen niet bij elkaar" in page.text
    page = inspector.open("/aanmelden").fill(email="gewezen medewerker 1", password=PASSWORD)
    assert page.send().title == "Aanmelden"
    with platform.database.reading() as session:
        staff = session.get_one(Staff, staff_id)
        assert (staff.email, staff.password_hash) == ("gewezen medewerker 1", None)
        assert session.get_one(JournalEntry, note.id).staff_id == staff_id
        assert session.scalars(select(AuditEvent).where(AuditEvent.staff_id == staff_id)).all()
    log = boss.open("/beheer/logboek").text
    assert "gewezen medewerker 1" in log
    assert "former member of staff 1" in boss.open("/beheer/logboek?taal=en").text
    boss.open("/beheer/logboek?taal=nl")
    assert INSPECTOR not in log
    assert "gewezen medewerker" not in boss.open("/beheer/medewerkers").text
    for part in ("", "/wissen", "/gegevens.json", "/beeindigen"):
        assert boss.open(f"/beheer/medewerkers/{staff_id}{part}").status == 404


def test_the_address_of_an_erased_account_is_nowhere(
    app: Flask, platform: Platform, boss: Visitor
) -> None:
    email = "wordt.gewist@voorbeeld.be"
    signed_in(app, platform, Account(email, "waarnemer"))
    boss.open(f"/beheer/medewerkers/{id_of(platform, email)}/wissen").fill(email=email).send()

    assert "gewezen medewerker 1" in boss.page.text
    with platform.database.reading() as session:
        for table in reversed(Staff.metadata.sorted_tables):
            assert email not in str(session.execute(select(table)).all()), table.name
    other = "ook.weg@voorbeeld.be"
    signed_in(app, platform, Account(other, "waarnemer"))
    boss.open(f"/beheer/medewerkers/{id_of(platform, other)}/wissen").fill(email=other).send()
    assert "gewezen medewerker 2" in boss.page.text


def test_the_last_administrator_cannot_erase_itself(platform: Platform, boss: Visitor) -> None:
    page = boss.open("/account/wissen").fill(email=BOSS).send()

    assert page.status == 409
    assert "enige beheerder" in page.text
    assert boss.open("/account").title == "Mijn account"
    assert (
        boss.open(f"/beheer/medewerkers/{id_of(platform, BOSS)}/wissen").title
        == "Mijn account wissen"
    )
