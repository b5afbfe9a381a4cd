"""After a crash: what was closing is closed, keys that should be gone go, nothing is guessed."""

import logging

import pytest
from sqlalchemy import func, select, update

from tests import builders
from webapp.db.models import Batch, Envelope, Meeting, Round
from webapp.sealing.envelope import new_key_pair
from webapp.services import close_meeting as closing
from webapp.services.cancel_meeting import cancel_meeting
from webapp.services.close_round import close_round
from webapp.services.errors import WrongStateError
from webapp.services.recover_meetings import recover_meetings

SIX = [{"1": "passend"}] * 6


class CrashError(Exception):
    """The process ends here."""


@pytest.fixture
def meeting(platform):
    return builders.meeting_with(platform, builders.open_round(platform), SIX)


def crash_at(monkeypatch, name):
    def crash(*_arguments, **_names):
        raise CrashError

    monkeypatch.setattr(name, crash)


def envelopes(platform):
    with platform.database.reading() as session:
        return session.scalar(select(func.count()).select_from(Envelope))


def batch_sizes(platform):
    with platform.database.reading() as session:
        return list(session.scalars(select(Batch.n)))


def test_open_meeting_stays_open_with_everything(platform, meeting):
    recover_meetings(platform)

    assert meeting.state(platform) == "open"
    assert envelopes(platform) == 6
    assert builders.close(platform, meeting).counted == 6


@pytest.mark.parametrize(
    "crash",
    [
        "webapp.services.close_meeting._open_those_with_a_key",
        "webapp.services.close_meeting._publish",
        "webapp.services.publish_batch.mark_closed",
    ],
    ids=["before-opening", "before-writing", "while-writing"],
)
def test_meeting_that_was_closing_is_closed_with_everything(platform, meeting, monkeypatch, crash):
    with monkeypatch.context() as patched:
        crash_at(patched, crash)
        with pytest.raises(CrashError):
            builders.close(platform, meeting)
    assert meeting.state(platform) == "closing"
    assert envelopes(platform) == 6

    recover_meetings(platform)

    assert meeting.state(platform) == "closed"
    assert batch_sizes(platform) == [6]
    assert not platform.keystore.has(meeting.id)


def test_key_that_outlived_its_meeting_is_destroyed(platform, meeting, monkeypatch):
    with monkeypatch.context() as patched:
        crash_at(patched, "webapp.sealing.keystore.Keystore.destroy")
        with pytest.raises(CrashError):
            builders.close(platform, meeting)
    assert meeting.state(platform) == "closed"
    assert platform.keystore.has(meeting.id)

    recover_meetings(platform)

    assert not platform.keystore.has(meeting.id)


def test_key_of_a_cancelled_meeting_is_destroyed(platform, meeting, monkeypatch):
    with monkeypatch.context() as patched:
        crash_at(patched, "webapp.sealing.keystore.Keystore.destroy")
        with pytest.raises(CrashError):
            cancel_meeting(platform.database, platform.keystore, meeting.id)

    recover_meetings(platform)

    assert not platform.keystore.has(meeting.id)


def test_pooling_that_was_cut_off_is_done(platform, monkeypatch):
    round_id = builders.open_round(platform)
    made = [builders.meeting_with(platform, round_id, SIX[:3]) for _ in range(2)]
    with monkeypatch.context() as patched:
        crash_at(patched, "webapp.services.close_meeting.pool_pending")
        for meeting in made:
            with pytest.raises(CrashError):
                builders.close(platform, meeting)

    recover_meetings(platform)

    assert [meeting.state(platform) for meeting in made] == ["closed", "closed"]
    assert batch_sizes(platform) == [6]


@pytest.mark.parametrize(
    ("sizes", "states"), [((3, 2), ["closed"] * 2), ((2, 2), ["destroyed"] * 2)], ids=str
)
def test_round_that_was_closing_is_closed(platform, monkeypatch, sizes, states):
    round_id = builders.open_round(platform)
    made = [
        builders.meeting_with(
            platform, round_id, SIX[:n], provider_ids=[builders.provider(platform, str(at))]
        )
        for at, n in enumerate(sizes)
    ]
    for meeting in made:
        builders.close(platform, meeting)
    with platform.database.writing() as session:
        session.get_one(Round, round_id).state = "closed"

    recover_meetings(platform)

    assert [meeting.state(platform) for meeting in made] == states
    assert platform.keystore.meeting_ids() == set()


@pytest.mark.parametrize("n", [3, 6], ids=["pending", "open"])
def test_meeting_without_its_key_is_lost_and_closes_when_it_comes_back(platform, n, caplog):
    meeting = builders.meeting_with(platform, builders.open_round(platform), SIX[:n])
    if n < 5:
        builders.close(platform, meeting)
    key = platform.keystore.get(meeting.id)
    platform.keystore.destroy(meeting.id)

    with caplog.at_level(logging.ERROR):
        recover_meetings(platform)

    assert meeting.state(platform) == "lost"
    assert meeting.id in caplog.text
    with pytest.raises(WrongStateError):
        builders.close(platform, meeting)
    assert envelopes(platform) == n
    platform.keystore.put(meeting.id, key)
    recover_meetings(platform)
    assert meeting.state(platform) == ("closed" if n == 6 else "pending")


def test_key_that_comes_back_after_the_round_ended_changes_no_figure_of_it(platform):
    """Others would see one sum before and another after: the difference is one provider's."""
    round_id = builders.open_round(platform)
    builders.close(platform, builders.meeting_with(platform, round_id, SIX))
    lost = builders.meeting_with(platform, round_id, SIX)
    key = platform.keystore.get(lost.id)
    platform.keystore.destroy(lost.id)
    recover_meetings(platform)
    close_round(platform.database, platform.keystore, round_id)
    before = builders.counts(platform, round_id)

    platform.keystore.put(lost.id, key)
    recover_meetings(platform)

    assert builders.counts(platform, round_id) == before != {}
    assert lost.state(platform) == "lost"
    assert not platform.keystore.has(lost.id)
    assert envelopes(platform) == 0


def test_damaged_meeting_is_told_and_stops_no_other(platform, meeting, caplog):
    other = builders.meeting_with(platform, builders.open_round(platform), SIX)
    with platform.database.writing() as session:
        session.execute(update(Meeting).values(state="closing"))
    platform.keystore.destroy(meeting.id)
    platform.keystore.put(meeting.id, new_key_pair()[0])

    with caplog.at_level(logging.ERROR):
        recover_meetings(platform)

    assert meeting.id in caplog.text
    assert (meeting.state(platform), other.state(platform)) == ("closing", "closed")
    assert platform.keystore.has(meeting.id)


def test_key_without_a_meeting_is_left_alone(platform):
    """Another process writes the key just before it commits its meeting."""
    platform.keystore.put("notyetthere", new_key_pair()[0])

    recover_meetings(platform)

    assert platform.keystore.has("notyetthere")


def test_failed_opening_leaves_no_meeting(platform, monkeypatch):
    round_id = builders.open_round(platform)
    crash_at(monkeypatch, "webapp.sealing.keystore.Keystore.put")

    with pytest.raises(CrashError):
        builders.open_meeting(platform, round_id, slips=5)

    with platform.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Meeting)) == 0


def test_second_recovery_changes_nothing(platform, meeting):
    with platform.database.writing() as session:
        session.get_one(Meeting, meeting.id).state = "closing"

    recover_meetings(platform)
    recover_meetings(platform)

    assert batch_sizes(platform) == [6]


def test_marking_a_meeting_twice_is_harmless(platform, meeting):
    assert closing._mark_closing(platform.database, meeting.id)
    assert closing._mark_closing(platform.database, meeting.id)
    assert builders.close(platform, meeting).counted == 6
