"""A meeting that has not begun or pauses takes nothing in, and loses nothing."""

import pytest
from sqlalchemy import func, select, update

from tests import builders
from webapp.db.models import Meeting, Slip
from webapp.db.writer import Receipt, Refusal
from webapp.platform import Platform
from webapp.services.add_people import add_people
from webapp.services.cancel_meeting import cancel_meeting
from webapp.services.close_meeting import start_countdown
from webapp.services.errors import BadInputError, NotFoundError, WrongStateError
from webapp.services.hold_meeting import begin_meeting, pause_meeting

SHEET = {"1": "passend"}


@pytest.fixture
def meeting(platform: Platform) -> builders.OpenMeeting:
    return builders.open_meeting(platform, builders.open_round(platform), slips=6)


def plan(platform: Platform, meeting: builders.OpenMeeting) -> None:
    with platform.database.writing() as session:
        session.execute(update(Meeting).where(Meeting.id == meeting.id).values(held="planned"))


def held(platform: Platform, meeting: builders.OpenMeeting) -> str | None:
    with platform.database.reading() as session:
        return session.get_one(Meeting, meeting.id).held


def test_a_sheet_is_taken_in_only_while_the_meeting_runs(
    platform: Platform, meeting: builders.OpenMeeting
) -> None:
    plan(platform, meeting)
    outcomes = [meeting.submit(platform, SHEET, meeting.slips[0])]
    begin_meeting(platform.database, meeting.id)
    outcomes.append(meeting.submit(platform, SHEET, meeting.slips[0]))
    pause_meeting(platform.database, meeting.id)
    outcomes += [meeting.submit(platform, SHEET, slip) for slip in meeting.slips[:2]]
    begin_meeting(platform.database, meeting.id)
    outcomes.append(meeting.submit(platform, SHEET, meeting.slips[1]))

    assert outcomes == [Refusal.HELD, Receipt(1), Refusal.HELD, Refusal.HELD, Receipt(2)]


def test_a_wrong_slip_is_told_before_the_meeting_begins(
    platform: Platform, meeting: builders.OpenMeeting
) -> None:
    plan(platform, meeting)

    assert meeting.submit(platform, SHEET, "BCDF2345GHJK") is Refusal.UNKNOWN_SLIP


def test_counting_down_takes_in_who_was_kept_waiting(
    platform: Platform, meeting: builders.OpenMeeting
) -> None:
    meeting.fill(platform, [SHEET] * 5)
    pause_meeting(platform.database, meeting.id)
    start_countdown(platform.database, meeting.id, 60)

    assert meeting.submit(platform, SHEET, meeting.slips[5]) == Receipt(6)
    with pytest.raises(WrongStateError, match="aftellen"):
        pause_meeting(platform.database, meeting.id)
    assert builders.close(platform, meeting).counted == 6


def test_what_is_paused_closes_and_cancels_as_it_is(
    platform: Platform, meeting: builders.OpenMeeting
) -> None:
    other = builders.open_meeting(platform, builders.open_round(platform), slips=6)
    meeting.fill(platform, [SHEET] * 6)
    for one in (meeting, other):
        pause_meeting(platform.database, one.id)
    cancel_meeting(platform.database, platform.keystore, other.id)

    assert builders.close(platform, meeting).counted == 6
    assert held(platform, meeting) is held(platform, other) is None
    for change in (begin_meeting, pause_meeting):
        with pytest.raises(WrongStateError):
            change(platform.database, meeting.id)
    with pytest.raises(NotFoundError):
        begin_meeting(platform.database, "bestaatniet")


def test_pausing_what_is_planned_leaves_it_planned(
    platform: Platform, meeting: builders.OpenMeeting
) -> None:
    plan(platform, meeting)
    pause_meeting(platform.database, meeting.id)

    assert held(platform, meeting) == "planned"


def test_who_comes_later_gets_a_slip_that_works_once(
    platform: Platform, meeting: builders.OpenMeeting
) -> None:
    slips = add_people(platform.database, meeting.id, 2, expected_before=6)

    assert len(set(slips) - set(meeting.slips)) == 2
    assert meeting.submit(platform, SHEET, slips[0]) == Receipt(1)
    assert meeting.submit(platform, SHEET, slips[0]) == Receipt(1)
    with platform.database.reading() as session:
        row = session.get_one(Meeting, meeting.id)
        count = session.scalar(select(func.count()).select_from(Slip))
    assert (row.expected, row.slip_count, count) == (8, 8, 8)


def test_asking_twice_adds_people_once(platform: Platform, meeting: builders.OpenMeeting) -> None:
    add_people(platform.database, meeting.id, 2, expected_before=6)

    with pytest.raises(WrongStateError, match="net al"):
        add_people(platform.database, meeting.id, 2, expected_before=6)


def test_people_are_added_only_while_it_runs(
    platform: Platform, meeting: builders.OpenMeeting
) -> None:
    for wrong in (0, -1, 201):
        with pytest.raises(BadInputError):
            add_people(platform.database, meeting.id, wrong, expected_before=6)
    plan(platform, meeting)
    with pytest.raises(WrongStateError, match="nog niet begonnen"):
        add_people(platform.database, meeting.id, 1, expected_before=6)
    begin_meeting(platform.database, meeting.id)
    meeting.fill(platform, [SHEET] * 6)
    builders.close(platform, meeting)
    with pytest.raises(WrongStateError):
        add_people(platform.database, meeting.id, 1, expected_before=6)
    with pytest.raises(NotFoundError):
        add_people(platform.database, "bestaatniet", 1, expected_before=None)
