"""The timer: closes what is due, goes on after a failure, and logs nothing of anybody."""

import time

import pytest

from tests.builders import meeting_with, open_meeting, open_round
from tests.platforms import platform_on
from webapp.db.models import Meeting, Round
from webapp.services import tidy
from webapp.services.close_meeting import start_countdown, stop_countdown
from webapp.services.keep_instrument import instrument_of
from webapp.services.tidy import Timer, close_due_meetings


@pytest.fixture
def round_id(platform):
    return open_round(platform)


@pytest.fixture
def full_meeting(platform, round_id):
    """Opens a meeting that five people filled in."""
    with platform.database.reading() as session:
        instrument = instrument_of(session, session.get_one(Round, round_id).instrument_hash)
    sheet = {instrument.blocks_for("beleid")[0].id: instrument.scale[0].code}
    return lambda: meeting_with(platform, round_id, [sheet] * 5)


def mark_closing(platform, meeting):
    with platform.database.writing() as session:
        session.get_one(Meeting, meeting.id).state = "closing"


def test_only_what_is_due_closes(platform, round_id, full_meeting):
    due, later, open_ended = full_meeting(), full_meeting(), open_meeting(platform, round_id)
    start_countdown(platform.database, due.id, 0)
    start_countdown(platform.database, later.id, 60)

    assert close_due_meetings(platform) == 1
    assert [one.state(platform) for one in (due, later, open_ended)] == ["closed", "open", "open"]


def test_meeting_whose_key_is_on_another_machine_is_left_to_it(platform, full_meeting, tmp_path):
    meeting = full_meeting()
    start_countdown(platform.database, meeting.id, 0)

    with platform_on(platform.settings.database_url, tmp_path / "elsewhere") as elsewhere:
        assert close_due_meetings(elsewhere) == 0
    assert meeting.state(platform) == "open"
    assert close_due_meetings(platform) == 1


def test_one_that_fails_keeps_no_other_open(platform, full_meeting, monkeypatch, caplog):
    meetings = [full_meeting() for _n in range(3)]
    for meeting in meetings:
        start_countdown(platform.database, meeting.id, 0)
    close = tidy.close_meeting

    def close_all_but_one(database, keystore, meeting_id, **when):
        if meeting_id == meetings[0].id:
            raise ValueError("what somebody wrote")
        close(database, keystore, meeting_id, **when)

    monkeypatch.setattr(tidy, "close_meeting", close_all_but_one)
    timer = Timer(platform)
    for _look in range(3):
        timer.look()

    assert [one.state(platform) for one in meetings] == ["open", "closed", "closed"]
    assert [record.getMessage() for record in caplog.records] == [
        "closing what is due failed: ValueError"
    ]


def test_what_a_dead_process_left_closing_is_finished(platform, full_meeting, monkeypatch):
    meeting = full_meeting()
    mark_closing(platform, meeting)
    timer = Timer(platform)

    timer.look()
    assert meeting.state(platform) == "closing"  # perhaps it is being closed right now
    monkeypatch.setattr(tidy, "STUCK_SECONDS", 0.0)
    timer.look()
    assert meeting.state(platform) == "closed"


def test_timer_looks_until_it_is_stopped(platform, full_meeting, monkeypatch):
    monkeypatch.setattr(tidy, "PAUSE_SECONDS", 0.05)
    meeting = full_meeting()
    timer = tidy.start_timer(platform)
    start_countdown(platform.database, meeting.id, 0)
    end = time.monotonic() + 10
    while meeting.state(platform) != "closed":
        assert time.monotonic() < end
        time.sleep(0.05)
    timer.stop()

    assert not timer.is_alive()


def test_a_countdown_stopped_at_the_last_moment_keeps_the_meeting_open(
    platform, full_meeting, monkeypatch
):
    meeting = full_meeting()
    start_countdown(platform.database, meeting.id, 0)
    monkeypatch.setattr(tidy, "list_due_ids", lambda _session, _now: [meeting.id])
    stop_countdown(platform.database, meeting.id)

    assert close_due_meetings(platform) == 0
    assert meeting.state(platform) == "open"
