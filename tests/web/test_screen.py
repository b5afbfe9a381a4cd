"""The beamer: what everybody in the room sees, and nothing to press."""

import re

import pytest

from tests.builders import provider
from tests.web.visitor import Visitor
from webapp.platform import Platform
from webapp.services.cancel_meeting import cancel_meeting
from webapp.services.close_meeting import close_meeting, start_countdown
from webapp.services.open_meeting import MeetingPlan, OpenedMeeting, open_meeting


@pytest.fixture
def meeting(platform: Platform, round_id: str) -> OpenedMeeting:
    name = provider(platform, "Netwerk De Brug")
    plan = MeetingPlan(round_id=round_id, group_id="scholen", provider_ids=(name,), expected=12)
    return open_meeting(platform.database, platform.keystore, plan)


def test_the_screen_shows_the_way_in(inspector: Visitor, meeting: OpenedMeeting) -> None:
    page = inspector.open(f"/gesprek/{meeting.id}/scherm")

    assert page.title == "Scholen gewoon onderwijs · Netwerk De Brug"
    code = page.all(".//p[@class='screen__code']")[0].text or ""
    assert re.fullmatch(r"\w{4} \w{4}", code)
    assert code.replace(" ", "") == meeting.join_code
    qr = page.all(".//img[@class='screen__qr qr']")[0]
    assert (qr.get("src") or "").startswith("data:image/svg+xml")
    assert "ga naar localhost en typ" in page.text
    assert "0 van ongeveer 12 ontvangen" in page.text
    assert page.all(".//*[@data-phase='open']")


def test_without_javascript_it_says_how_to_renew_it(
    inspector: Visitor, meeting: OpenedMeeting
) -> None:
    page = inspector.open(f"/gesprek/{meeting.id}/scherm")

    assert "vernieuw het zelf (F5)" in "".join(page.all(".//noscript")[0].itertext())


def test_nothing_can_be_pressed_on_it(inspector: Visitor, meeting: OpenedMeeting) -> None:
    page = inspector.open(f"/gesprek/{meeting.id}/scherm")

    for tag in ("form", "button", "input", "a"):
        assert page.all(f".//body//{tag}") == []


def test_it_can_be_reached_from_the_page_of_the_leader(
    inspector: Visitor, meeting: OpenedMeeting
) -> None:
    page = inspector.open(f"/gesprek/{meeting.id}")

    links = [one.get("href") for one in page.all(".//a")]
    assert f"/gesprek/{meeting.id}/scherm" in links


def test_slips_are_asked_for_where_there_are_slips(
    platform: Platform, inspector: Visitor, round_id: str
) -> None:
    plan = MeetingPlan(round_id=round_id, group_id="scholen", slips=5)
    with_slips = open_meeting(platform.database, platform.keystore, plan)

    page = inspector.open(f"/gesprek/{with_slips.id}/scherm")

    assert "de code van uw eigen strookje" in page.text
    assert not any(slip in page.response.text for slip in with_slips.slips)


def test_it_counts_down_with_the_phones(
    platform: Platform, inspector: Visitor, meeting: OpenedMeeting
) -> None:
    start_countdown(platform.database, meeting.id, 60)

    page = inspector.open(f"/gesprek/{meeting.id}/scherm")

    assert "Sluit zo" in page.text
    seconds = int(page.all(".//*[@data-countdown]")[0].text or "")
    assert 55 <= seconds <= 60


def test_afterwards_it_says_what_became_of_it(
    platform: Platform, inspector: Visitor, meeting: OpenedMeeting
) -> None:
    close_meeting(platform.database, platform.keystore, meeting.id)

    page = inspector.open(f"/gesprek/{meeting.id}/scherm")

    assert "Gesloten" in page.text
    assert "Alles blijft verzegeld" in page.text
    assert page.all(".//*[@data-phase='pending']")


def test_a_cancelled_meeting_says_so(
    platform: Platform, inspector: Visitor, meeting: OpenedMeeting
) -> None:
    cancel_meeting(platform.database, platform.keystore, meeting.id)

    page = inspector.open(f"/gesprek/{meeting.id}/scherm/stand")

    assert "Geannuleerd" in page.text
    assert "ontvangen" not in page.text


def test_the_live_part_is_not_sent_again_when_nothing_changed(
    inspector: Visitor, meeting: OpenedMeeting
) -> None:
    address = f"/gesprek/{meeting.id}/scherm/stand"

    first = inspector.client.get(address)
    second = inspector.client.get(address, headers={"If-None-Match": first.headers["ETag"]})

    assert (first.status_code, second.status_code) == (200, 304)
    assert "no-cache" in first.headers["Cache-Control"]
    assert not second.data


def test_a_meeting_that_does_not_exist_has_no_screen(inspector: Visitor) -> None:
    assert inspector.open("/gesprek/bestaatniet/scherm").status == 404
    assert inspector.open("/gesprek/bestaatniet/scherm/stand").status == 404
