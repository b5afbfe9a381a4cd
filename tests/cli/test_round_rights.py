"""Who gets a round on the command line, what its form says, and its end."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from tests.platforms import platform_on
from webapp.db.models import AuditEvent, Round, RoundRight, Staff
from webapp.publisher import NOT_FILLED_IN
from webapp.services.round_notice import Notice, notice_of
from webapp.services.today import today


@pytest.fixture
def platform(installation_env, database_url, tmp_path, monkeypatch):
    """What the commands work on; the settings name an organisation."""
    monkeypatch.setenv("ORGANISATION", "De inspectie")
    with platform_on(database_url, tmp_path / "home") as made:
        yield made


def test_a_round_is_everybodys_or_of_who_is_named(platform, bouwstenen, round_id):
    bouwstenen("staff", "add", "an@example.org", "--role", "inspecteur")
    new = ("round", "create", "--instrument", "okt-2020", "--title", "Van An")
    given = bouwstenen(*new, "--for", "AN@example.org", "--contact", "dpo", "--json").json["id"]
    add = ("staff", "add", "lees@example.org", "--role", "lezer")
    assert bouwstenen(*add, "--round", given, "--round", round_id, "--json").json["role"] == "lezer"

    with platform.database.reading() as session:
        staff = {one.email: one.id for one in session.scalars(select(Staff))}
        rows = {(one.round_id, one.staff_id) for one in session.scalars(select(RoundRight))}
        led_by = {id_: session.get_one(Round, id_).led_by for id_ in (round_id, given)}
        said = notice_of(session.get_one(Round, given), NOT_FILLED_IN)
        log = list(session.scalars(select(AuditEvent.address)))
    an, reader = staff["an@example.org"], staff["lees@example.org"]
    assert rows == {(given, an), (given, reader), (round_id, reader)}
    assert led_by == {round_id: "inspectors", given: None}
    assert said == Notice(controller="De inspectie", contact="dpo")
    assert log == [f"staff add {an}", f"staff add {reader}"]  # no address in the log


def test_tidy_erases_what_is_due(platform, bouwstenen, round_id):
    with platform.database.writing() as session:
        session.execute(update(Round).values(keep_until=today() - timedelta(2)))

    assert bouwstenen("tidy", "--json").json == {"closed": 0, "erased": 1}
    assert bouwstenen("tidy", "--json").json == {"closed": 0, "erased": 0}
    assert bouwstenen("round", "list", "--json").json["rounds"][0]["state"] == "closed"
