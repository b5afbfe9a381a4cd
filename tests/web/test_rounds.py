"""Rounds as an inspector sees them."""

import pytest
from sqlalchemy import func, select

from tests import builders
from tests.web.visitor import Visitor
from webapp.db.models import Round
from webapp.platform import Platform
from webapp.services.recover_meetings import recover_meetings


def count_rounds(platform: Platform) -> int:
    with platform.database.reading() as session:
        return session.scalar(select(func.count()).select_from(Round)) or 0


def test_without_rounds_the_page_says_what_to_do(inspector: Visitor) -> None:
    assert "Er is nog geen ronde" in inspector.open("/beheer").text


def test_a_round_is_started_on_an_instrument(inspector: Visitor) -> None:
    form = inspector.open("/beheer/ronde/nieuw").fill(title="  Voorjaar   2027 ")

    page = form.fill(instrument="okt-2020@1", min_group_size="8").send()

    assert page.title == "Voorjaar 2027"
    assert "8 mensen" in page.text
    assert "Nog geen gesprekken" in page.text
    assert "Voorjaar 2027" in inspector.open("/beheer").text


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"title": " "}, "Geef de ronde een titel"),
        ({"title": "x" * 201}, "Geef de ronde een titel"),
        ({"title": "Goed", "min_group_size": "4"}, "De drempel moet minstens 5 zijn"),
        ({"title": "Goed", "min_group_size": "vijf"}, "Ongeldig getal"),
    ],
    ids=["no-title", "long-title", "low-threshold", "no-number"],
)
def test_a_bad_round_is_not_started(
    platform: Platform, inspector: Visitor, fields: dict[str, str], message: str
) -> None:
    page = inspector.open("/beheer/ronde/nieuw").fill_in(fields).send()

    assert message.lower() in page.text.lower()
    assert count_rounds(platform) == 0


def test_ending_a_round_waits_for_open_meetings(inspector: Visitor, round_id: str) -> None:
    asked = inspector.open(f"/ronde/{round_id}/afsluiten").fill(confirm="y")
    other = Visitor(inspector.client)
    other.open(f"/ronde/{round_id}/gesprek/nieuw").fill(group="scholen").send()

    told = other.open(f"/ronde/{round_id}/afsluiten")
    page = asked.send()

    assert not told.all(".//form[@id='formulier']")
    assert "Er is nog 1 gesprek open" in told.text
    assert page.status == 409
    assert "Er is nog 1 gesprek open" in page.text


def test_a_round_ends_only_when_that_is_confirmed(inspector: Visitor, round_id: str) -> None:
    form = inspector.open(f"/ronde/{round_id}/afsluiten")

    assert "Deze ronde afsluiten?" in form.send().title
    assert "De ronde is afgesloten" in form.fill(confirm="y").send().text
    assert "Gesprek openen" not in inspector.open(f"/ronde/{round_id}").text


def test_ending_a_round_tells_of_keys_that_are_lost(
    platform: Platform, inspector: Visitor, round_id: str
) -> None:
    """What is said of them on the page of a meeting is true before and after."""
    meeting = builders.open_meeting(platform, round_id, "scholen", slips=5)
    platform.keystore.destroy(meeting.id)
    recover_meetings(platform)
    assert "Komt de map met sleutels terug" in inspector.open(f"/gesprek/{meeting.id}").text

    page = inspector.open(f"/ronde/{round_id}/afsluiten")
    assert "Van 1 gesprek is de sleutel weg" in page.text
    page.fill(confirm="y").send()

    text = inspector.open(f"/gesprek/{meeting.id}").text
    assert "De sleutel van dit gesprek is weg" in text
    assert "Komt de map met sleutels terug" not in text


def test_a_round_that_does_not_exist_is_a_page_not_found(inspector: Visitor) -> None:
    for path in ("", "/afsluiten", "/gesprek/nieuw"):
        assert inspector.open(f"/ronde/bestaatniet{path}").status == 404
