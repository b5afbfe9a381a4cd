"""The closing questions on a phone without JavaScript: sent, sent again, wrong, too late."""

import pytest

from tests import builders
from tests import closing_questions as closing
from webapp.web import received_page, standing


@pytest.fixture
def meeting(platform, app, round_id):
    """Of ondersteuners, on the 50 bouwstenen: they are asked for no tips."""
    made = builders.open_meeting(platform, round_id, "ondersteuners")
    closing.open_box(platform, made)
    return made


@pytest.fixture
def address(meeting):
    return f"/d/{meeting.join_code}/slotvragen"


def texts(platform, meeting):
    return sorted(row.text for row in closing.statements(platform, meeting))


def test_five_phones_write_and_the_leader_opens(platform, app, meeting, address):
    from tests.web.visitor import Visitor

    for n in range(5):
        page = Visitor(app.test_client()).open(address)
        page = page.fill(sterktes_1=f"sterk {n}", groeikansen_3=f"groei {n}").send()
        assert page.has_state("received")
        assert "Set-Cookie" not in page.response.headers
    assert "5 mensen antwoordden al." in page.text

    closing.close(platform, meeting)
    expected = [f"{what} {n}" for what in ("groei", "sterk") for n in range(5)]
    assert texts(platform, meeting) == expected


def test_who_writes_again_counts_once(platform, visitor, meeting, address):
    received = visitor.open(address).fill(sterktes_1="eerst").send()

    again = received.send("again").fill(sterktes_1="toch dit").send()

    assert again.has_state("received")
    assert "1 mens antwoordde al." in again.text
    assert closing.box_of(platform, meeting).received == 1


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({}, "U schreef nog niets"),
        ({"sterktes_1": "x" * 301}, "hoogstens 300 tekens"),
        ({"tips_1": "voor een andere groep"}, "niet bij dit formulier hoort"),
        ({"sterktes_1": "é" * 300, "sterktes_2": "x", "token": "zelf.bedacht"}, "opnieuw"),
    ],
    ids=["empty", "too-long", "unknown-field", "token"],
)
def test_what_is_wrong_is_said_and_nothing_is_lost(
    platform, visitor, meeting, address, fields, problem
):
    token = visitor.open(address).form().find(".//input[@name='token']").get("value")

    page = visitor.send(address, list({"token": token, **fields}.items()))

    assert problem in page.text
    assert "Nog niet verzonden" in page.text
    shown = {one.text for one in page.form().iter("textarea")}
    assert {text for name, text in fields.items() if name.startswith("sterktes")} <= shown
    assert closing.box_of(platform, meeting).received == 0


def test_too_late_is_said(platform, visitor, meeting, address):
    page = visitor.open(address).fill(sterktes_1="te laat")
    closing.close(platform, meeting)

    assert page.send().has_state("too-late")
    assert visitor.open(address).title == "Hier is nu niets in te vullen"


def test_form_of_another_site_is_refused(platform, client, meeting, address):
    client.post(address, data={"sterktes_1": "x"}, headers={"Sec-Fetch-Site": "cross-site"})

    assert closing.box_of(platform, meeting).received == 0


def test_code_leads_to_the_closing_questions_once_the_meeting_is_closed(
    platform, visitor, meeting, address
):
    assert visitor.open(f"/d/{meeting.join_code}").all(".//fieldset[@data-block]")
    builders.close(platform, meeting)

    assert visitor.open("/").fill(code=meeting.join_code).send().title == "Slotvragen"
    assert visitor.open(f"/d/{meeting.join_code}").response.request.path == address
    assert visitor.open("/d/bcdfghjk/slotvragen").title == "Hier is nu niets in te vullen"


def test_received_leads_here_while_it_is_open(platform, app, visitor, round_id, monkeypatch):
    monkeypatch.setattr(standing, "KEPT_SECONDS", -1)
    monkeypatch.setattr(received_page, "LATE_SECONDS", 0)
    room = builders.open_meeting(platform, round_id, "ondersteuners")
    fields = [("confirm", "1"), ("token", token_of(visitor, room))]
    before = visitor.send(f"/d/{room.join_code}", fields)
    closing.open_box(platform, room)

    after = visitor.send(f"/d/{room.join_code}", fields)

    hidden = [one.get("hidden") is not None for one in before.all(".//*[@data-open]")]
    assert hidden == [True]
    (link,) = after.all(".//*[@data-open]//a")
    assert after.all(".//*[@data-open]")[0].get("hidden") is None
    assert visitor.open(link.get("href")).title == "Slotvragen"


def token_of(visitor, room):
    form = visitor.open(f"/d/{room.join_code}").form()
    return form.find(".//input[@name='token']").get("value")
