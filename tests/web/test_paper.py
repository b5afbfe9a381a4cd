"""Forms on paper: printed once from the page of the meeting."""

import re

import pytest

from tests import builders
from tests.web.visitor import Visitor
from webapp.db.models import Slip
from webapp.platform import Platform


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
