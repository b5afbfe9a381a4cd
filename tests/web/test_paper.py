"""Forms on paper: printed once from the page of the meeting."""

import re

import pytest

from tests import builders
from tests.web.visitor import Visitor
from webapp.db.models import Meeting, Slip
from webapp.platform import Platform
from webapp.services.hold_meeting import pause_meeting


@pytest.fixture
def meeting(platform: Platform, round_id: str):
    return builders.open_meeting(platform, round_id, "scholen", slips=5)


def test_forms_are_printed_from_the_page_of_the_meeting(
    platform: Platform, inspector: Visitor, meeting
) -> None:
    page = inspector.open(f"/gesprek/{meeting.id}")
    assert any(one.get("href") == f"/gesprek/{meeting.id}/fiches" for one in page.all(".//a"))

    reply = inspector.open(f"/gesprek/{meeting.id}/fiches").fill(number="2").send().response

    assert reply.mimetype == "application/pdf"
    assert reply.headers["Cache-Control"] == "no-store"
    assert reply.headers["Content-Disposition"] == "attachment; filename=fiches-scholen.pdf"
    assert re.findall(rb"/Count (\d+)", reply.data) == [b"4"]  # two pages for each
    assert builders.how_many(platform, Slip) == 7


@pytest.mark.parametrize(
    ("number", "message"), [("0", "1 tot 200"), ("9999", "1 tot 200"), ("veel", "getal"), ("", "")]
)
def test_wrong_number_is_told(
    platform: Platform, inspector: Visitor, meeting, number: str, message: str
) -> None:
    page = inspector.open(f"/gesprek/{meeting.id}/fiches").fill(number=number).send()

    assert page.title == "Fiches afdrukken"
    assert "Nog niet gelukt" in page.text
    assert message in page.text
    assert builders.how_many(platform, Slip) == 5


def typed(page, number: str, keys: str, **more: str):
    """The form filled in with a key per bouwsteen, in the order of the form."""
    names = [one.get("name") for one in page.all(".//input[@data-key]")]
    answers = dict(zip(names, keys, strict=True))
    return page.fill_in({"code": number, **answers, **more})


def entry(inspector: Visitor, meeting):
    return inspector.open(f"/gesprek/{meeting.id}/papier")


KEYS = "pdnkvpdnkvpdnkv0"


def test_form_is_looked_over_and_then_stored(
    platform: Platform, inspector: Visitor, meeting
) -> None:
    asked = typed(entry(inspector, meeting), meeting.slips[0].lower(), KEYS).send()

    assert "Klopt dit met het papier?" in asked.text
    assert "3 p · 3 d · 3 n · 3 k · 3 v · 1 leeg" in asked.text
    assert received(platform, meeting) == 0
    done = asked.send("confirm")
    assert done.has_state("stored")
    assert "1 ingevoerd op dit toestel" in done.text
    assert meeting.slips[0] not in done.response.text
    assert received(platform, meeting) == 1


def test_same_number_twice_asks_and_then_replaces(
    platform: Platform, inspector: Visitor, meeting
) -> None:
    for keys in ("p" * 16, "n" * 16):
        asked = typed(entry(inspector, meeting), meeting.slips[0], keys).send()
        asked.send("confirm")
    for slip in meeting.slips[1:]:
        typed(entry(inspector, meeting), slip, "p" * 16).send().send("confirm")
    round_id = round_of(platform, meeting)

    builders.close(platform, meeting)

    assert "Onder dit nummer kwam al een fiche binnen" in asked.text
    assert builders.counts(platform, round_id)["scholen", "18"] == {"passend": 4, "niet": 1}


def test_confirming_one_number_never_replaces_another(
    platform: Platform, inspector: Visitor, meeting
) -> None:
    for slip in meeting.slips[:2]:
        typed(entry(inspector, meeting), slip, "p" * 16).send().send("confirm")
    asked = typed(entry(inspector, meeting), meeting.slips[0], "n" * 16).send()

    other = asked.fill(code=meeting.slips[1]).send("confirm")

    assert "Onder dit nummer kwam al een fiche binnen" in other.text
    assert not other.has_state("stored")


@pytest.mark.parametrize(
    ("number", "keys", "message"),
    [
        ("kort", "p" * 16, "12 letters en cijfers"),
        ("BCDF 2345 GHJK", "p" * 16, "hoort niet bij dit gesprek"),
        ("", "x" + "p" * 15, "Deze toets betekent hier niets"),
    ],
)
def test_what_is_wrong_is_told_and_what_was_typed_stays(
    platform: Platform, inspector: Visitor, meeting, number: str, keys: str, message: str
) -> None:
    code = number or meeting.slips[0]

    page = typed(entry(inspector, meeting), code, keys, theme_remark_visie="Een vondst").send()

    assert message in page.text
    assert page.all(".//input[@name='code']")[0].get("value") == code
    assert [one.get("value") for one in page.all(".//input[@data-key]")] == list(keys)
    assert page.all(".//textarea[@name='theme_remark_visie']")[0].text == "Een vondst"
    assert received(platform, meeting) == 0


def test_paused_meeting_takes_no_paper_and_a_closed_one_shows_no_form(
    platform: Platform, inspector: Visitor, meeting
) -> None:
    asked = typed(entry(inspector, meeting), meeting.slips[0], "p" * 16).send()
    pause_meeting(platform.database, meeting.id)
    held = asked.send("confirm")
    builders.close(platform, meeting)

    assert "pauzeert" in held.text
    assert "Dit gesprek is niet open" in entry(inspector, meeting).text
    assert received(platform, meeting) == 0


def test_number_of_forms_is_compared_with_what_was_counted(inspector: Visitor, meeting) -> None:
    typed(entry(inspector, meeting), meeting.slips[0], "p" * 16).send().send("confirm")
    address = f"/gesprek/{meeting.id}/papier"
    token = inspector.page.all(".//input[@name='csrf_token']")[0].get("value")

    def compare(counted: str) -> str:
        fields = [("csrf_token", token), ("count", "1"), ("counted", counted)]
        return inspector.send(address, fields).text

    assert "Het klopt: 1 ingevoerd en 1 geteld" in compare("1")
    assert "Het klopt niet: 1 ingevoerd en 2 geteld" in compare("2")
    assert "als getal" in compare("veel")


def received(platform: Platform, meeting) -> int:
    with platform.database.reading() as session:
        return session.get_one(Meeting, meeting.id).received


def round_of(platform: Platform, meeting) -> str:
    with platform.database.reading() as session:
        return session.get_one(Meeting, meeting.id).round_id
