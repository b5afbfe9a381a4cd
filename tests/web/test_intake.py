"""Beginning, pausing and late joiners, as a leader and people with a phone see it."""

import pytest
from flask import Flask
from sqlalchemy import update

from tests.web.visitor import Visitor
from webapp.db.models import Meeting
from webapp.platform import Platform
from webapp.services.open_meeting import MeetingPlan, OpenedMeeting, open_meeting
from webapp.web import standing


@pytest.fixture(autouse=True)
def nothing_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(standing, "KEPT_SECONDS", -1)


@pytest.fixture
def meeting(platform: Platform, round_id: str) -> OpenedMeeting:
    plan = MeetingPlan(round_id=round_id, group_id="scholen", slips=6)
    opened = open_meeting(platform.database, platform.keystore, plan)
    with platform.database.writing() as session:
        session.execute(update(Meeting).where(Meeting.id == opened.id).values(held="planned"))
    return opened


def send_form(visitor: Visitor, meeting: OpenedMeeting) -> None:
    fields = {"code": meeting.slips[0], "block_18": "deels", "remark_18": "Goed begonnen"}
    visitor.open(f"/d/{meeting.join_code}").fill_in(fields).send().send("confirm")


def press(inspector: Visitor, meeting: OpenedMeeting, what: str) -> None:
    """A button of the leader's page, by where its form goes."""
    page = inspector.open(f"/gesprek/{meeting.id}")
    [form] = page.all(f".//form[@action='/gesprek/{meeting.id}/{what}']")
    token = form.findall(".//input[@name='csrf_token']")[0].get("value") or ""
    inspector.send(form.get("action") or "", [("csrf_token", token)])


def test_what_was_ticked_comes_back_until_the_meeting_begins(
    app: Flask, visitor: Visitor, inspector: Visitor, meeting: OpenedMeeting
) -> None:
    send_form(visitor, meeting)

    assert "Nog niet verzonden" in visitor.page.text
    assert "nog niet begonnen" in visitor.page.text
    chosen = visitor.page.all(".//input[@name='block_18'][@checked]")
    assert [one.get("value") for one in chosen] == ["deels"]
    assert "Goed begonnen" in visitor.page.text

    press(inspector, meeting, "beginnen")
    visitor.page.send().send("confirm")
    assert visitor.page.has_state("received")


def test_phones_hear_of_it_and_get_nothing_twice(
    visitor: Visitor, inspector: Visitor, meeting: OpenedMeeting
) -> None:
    address = f"/d/{meeting.join_code}/stand"
    first = visitor.client.get(address)
    again = visitor.client.get(address, headers={"If-None-Match": first.headers["ETag"]})
    press(inspector, meeting, "beginnen")
    begun = visitor.client.get(address, headers={"If-None-Match": first.headers["ETag"]})

    assert first.json == {
        "open": True,
        "held": "planned",
        "seconds": None,
        "questions": False,
    }
    assert (again.status_code, again.data) == (304, b"")
    assert begun.json == {"open": True, "held": None, "seconds": None, "questions": False}
    assert "Set-Cookie" not in again.headers


def test_the_leader_begins_pauses_and_goes_on(inspector: Visitor, meeting: OpenedMeeting) -> None:
    phases = []
    for button in ("beginnen", "pauzeren", "beginnen"):
        screen = inspector.open(f"/gesprek/{meeting.id}/scherm")
        phases.append(screen.all(".//*[@data-module='live']//p")[0].text)
        press(inspector, meeting, button)

    assert phases == ["Nog niet begonnen", "Open", "Pauze"]
    assert "Open" in inspector.open(f"/gesprek/{meeting.id}/scherm").text


def test_late_joiners_get_slips_that_are_shown_once(
    visitor: Visitor, inspector: Visitor, meeting: OpenedMeeting
) -> None:
    press(inspector, meeting, "beginnen")
    page = inspector.open(f"/gesprek/{meeting.id}/erbij").fill(more="2").send()
    slips = ["".join(one.itertext()) for one in page.all(".//*[@class='slip__code']")]

    assert len(slips) == 2
    assert visitor.open("/").fill(code=slips[0]).send().all(".//*[@class='own-code']")
    assert "U verwacht nu ongeveer 8 mensen" in inspector.open(f"/gesprek/{meeting.id}/erbij").text
    for wrong in ("", "veel", "0"):
        page = inspector.open(f"/gesprek/{meeting.id}/erbij").fill(more=wrong).send()
        assert page.title == "Er komen mensen bij"
        assert page.all(".//*[@role='alert']")


def test_without_slips_late_joiners_use_the_same_code(
    platform: Platform, inspector: Visitor, round_id: str
) -> None:
    plan = MeetingPlan(round_id=round_id, group_id="scholen", expected=6)
    opened = open_meeting(platform.database, platform.keystore, plan)
    page = inspector.open(f"/gesprek/{opened.id}/erbij").fill(more="1").send()

    assert "U verwacht nu 1 mens meer" in page.text
    assert "0 van ongeveer 7 ontvangen" in page.text
    assert inspector.open("/gesprek/bestaatniet/erbij").status == 404
    assert inspector.client.post(f"/gesprek/{opened.id}/pauzeren").status_code == 400
