"""The leader's page: questions at hand, and results on the beamer only where they may be seen."""

import pytest

from tests import builders
from tests.web.visitor import Visitor
from webapp.platform import Platform
from webapp.services.cancel_meeting import cancel_meeting
from webapp.services.open_meeting import MeetingPlan, open_meeting

SHEETS = [{"1": "passend", "2": "deels", "3": "niet", "4": "nvt"}] * 6


def closed(platform: Platform, *, release: str = "closing", sheets: int = 6) -> str:
    round_id = builders.open_round(platform, release=release)
    meeting = builders.meeting_with(platform, round_id, SHEETS[:sheets])
    builders.close(platform, meeting)
    return meeting.id


def on_screen(inspector: Visitor, meeting: str) -> str:
    for path in ("scherm", "scherm/stand"):
        page = inspector.open(f"/gesprek/{meeting}/{path}")
    return page.text


def press(inspector: Visitor, meeting: str, slide: object):
    token = (
        inspector.open(f"/gesprek/{meeting}").all(".//input[@name='csrf_token']")[0].get("value")
    )
    fields = [("csrf_token", token), ("slide", str(slide))]
    return inspector.send(f"/gesprek/{meeting}/scherm/tonen", fields)


def test_the_page_has_the_questions_and_bouwstenen_of_the_group(
    inspector: Visitor, platform: Platform, round_id: str
) -> None:
    meeting = _open_scholen(platform, round_id)

    page = inspector.open(f"/gesprek/{meeting}")

    assert [one.get("data-notes") for one in page.all(".//div[@data-notes]")] == [
        "part:acquaintance",
        *("organisatie", "visie", "vormgeving", "samenwerking", "kwaliteitsontwikkeling"),
        *("part:depth", "part:closing"),
    ]
    assert len(page.all(".//button[@data-block]")) == 16
    assert "Voor welke leerlingen krijgt uw school ondersteuning" in page.text
    assert "Hoe ziet een gewone week er voor u uit" not in page.text  # for ondersteuners


def test_who_fills_in_alone_has_no_conversation(inspector: Visitor, platform: Platform) -> None:
    meeting = builders.open_meeting(platform, builders.open_round(platform), setting="alone")

    assert not inspector.open(f"/gesprek/{meeting.id}").all(".//*[@data-lead]")


def test_a_cancelled_conversation_is_not_led(inspector: Visitor, platform: Platform) -> None:
    meeting = builders.open_meeting(platform, builders.open_round(platform))
    cancel_meeting(platform.database, platform.keystore, meeting.id)

    assert not inspector.open(f"/gesprek/{meeting.id}").all(".//*[@data-lead]")


def test_the_beamer_shows_results_when_the_leader_says_so_and_not_before(
    inspector: Visitor, platform: Platform
) -> None:
    meeting = closed(platform)
    assert "6 formulieren ·" not in on_screen(inspector, meeting)

    page = press(inspector, meeting, 0)

    assert "Iedereen ziet nu blad 1 van 2" in page.text
    assert "6 formulieren · 1/2" in on_screen(inspector, meeting)
    assert "een eigen visie Passend 6 Deels passend 0 Niet passend 0" in on_screen(
        inspector, meeting
    )
    press(inspector, meeting, 1)
    assert "2/2" in on_screen(inspector, meeting)
    press(inspector, meeting, "")
    assert "formulieren ·" not in on_screen(inspector, meeting)


@pytest.mark.parametrize(
    ("how", "why"),
    [
        ({"release": "estimate"}, "zodra de inschatting ondertekend is"),
        ({"sheets": 4}, None),
    ],
    ids=["not-released", "too-few"],
)
def test_what_may_not_be_seen_is_never_on_the_beamer(
    inspector: Visitor, platform: Platform, how: dict[str, object], why: str | None
) -> None:
    meeting = closed(platform, **how)

    refused = press(inspector, meeting, 0)

    assert refused.status == 409
    assert "mag nog niets getoond worden" in refused.text
    assert "Passend" not in on_screen(inspector, meeting)
    page = inspector.open(f"/gesprek/{meeting}")
    assert why is None or why in page.text
    assert "Toon de resultaten" not in page.text


@pytest.mark.parametrize("slide", ["-1", "2", "x", "9" * 30])
def test_a_slide_that_is_not_there_changes_nothing(
    inspector: Visitor, platform: Platform, slide: str
) -> None:
    meeting = closed(platform)

    assert press(inspector, meeting, slide).status == 400
    assert "formulieren ·" not in on_screen(inspector, meeting)


def test_before_closing_nothing_can_be_shown(inspector: Visitor, platform: Platform) -> None:
    meeting = builders.meeting_with(platform, builders.open_round(platform), SHEETS)

    assert press(inspector, meeting.id, 0).status == 409
    assert "Passend" not in on_screen(inspector, meeting.id)


def _open_scholen(platform: Platform, round_id: str) -> str:
    plan = MeetingPlan(round_id=round_id, group_id="scholen")
    return open_meeting(platform.database, platform.keystore, plan).id
