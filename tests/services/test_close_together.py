"""Closing while answers come in, and by several processes at the same moment."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests import builders
from tests.platforms import platform_on
from webapp.db.writer import Refusal
from webapp.services import close_meeting as closing
from webapp.services.close_meeting import ClosedMeeting

SIX = [{"1": "passend"}] * 4 + [{"1": "niet"}] * 2


@pytest.fixture
def round_id(platform):
    return builders.open_round(platform)


def test_answer_that_comes_in_while_it_closes_is_counted_or_refused(platform, round_id):
    """Never acknowledged and lost."""
    meeting = builders.open_meeting(platform, round_id, slips=60)
    meeting_sheet = {"1": "passend"}
    for slip in meeting.slips[:5]:
        meeting.submit(platform, meeting_sheet, slip)

    with ThreadPoolExecutor(12) as pool:
        sent = [
            pool.submit(meeting.submit, platform, meeting_sheet, slip) for slip in meeting.slips[5:]
        ]
        ended = builders.close(platform, meeting)
        outcomes = [future.result() for future in sent]

    acknowledged = 5 + sum(outcome is not Refusal.CLOSED for outcome in outcomes)
    assert ended.received == ended.counted == acknowledged


def close_in_turn_and_together(database_url, home, meetings, monkeypatch):
    """Close these at the same moment, each with the parts of a process of its own."""
    starting = threading.Barrier(len(meetings))
    really_mark = closing._mark_closing

    def mark_and_wait_for_all(*arguments):
        marked = really_mark(*arguments)
        starting.wait(10)
        return marked

    monkeypatch.setattr(closing, "_mark_closing", mark_and_wait_for_all)

    def close_one(meeting):
        with platform_on(database_url, home) as own:
            return builders.close(own, meeting)

    with ThreadPoolExecutor(len(meetings)) as pool:
        return list(pool.map(close_one, meetings))


@pytest.mark.parametrize("attempt", range(3))
def test_closing_one_meeting_by_many_at_once_gives_one_batch(
    platform, round_id, migrated_database_url, monkeypatch, attempt
):
    meeting = builders.meeting_with(platform, round_id, SIX)

    ended = close_in_turn_and_together(
        migrated_database_url, platform.settings.home, [meeting] * 4, monkeypatch
    )

    assert ended == [ClosedMeeting(meeting.id, "closed", 6, 6)] * 4
    assert [batch.n for batch in builders.batches(platform)] == [6]
    assert platform.keystore.meeting_ids() == set()


@pytest.mark.parametrize("attempt", range(3))
@pytest.mark.parametrize("sizes", [(3, 3), (4, 1, 4, 1), (3, 3, 3, 3)], ids=str)
def test_small_meetings_that_close_at_the_same_moment_are_pooled(
    platform, round_id, migrated_database_url, monkeypatch, sizes, attempt
):
    made = [builders.meeting_with(platform, round_id, SIX[:n]) for n in sizes]

    close_in_turn_and_together(migrated_database_url, platform.settings.home, made, monkeypatch)

    counted = sum(batch.n for batch in builders.batches(platform))
    waiting = [meeting for meeting in made if meeting.state(platform) == "pending"]
    assert counted + sum(len(meeting.slips) for meeting in waiting) == sum(sizes)
    assert sum(len(meeting.slips) for meeting in waiting) < 5
    assert platform.keystore.meeting_ids() == {meeting.id for meeting in waiting}


def test_pooling_that_loses_the_race_looks_again_at_what_is_left(
    platform, round_id, migrated_database_url, monkeypatch
):
    """A pools 1 and 2 while B holds 1 to 4: 3 and 4 suffice together and may not stay behind."""
    made = [builders.meeting_with(platform, round_id, SIX[:3]) for _ in range(4)]
    with monkeypatch.context() as patched:
        patched.setattr(closing, "pool_pending", lambda *_arguments: None)
        for meeting in made:
            builders.close(platform, meeting)
    really_open = closing._open_those_with_a_key
    first_look = []

    def pool_two_meanwhile(session, keystore, meeting_ids):
        opened = really_open(session, keystore, meeting_ids)
        if not first_look:
            first_look.append(list(meeting_ids))
            with platform_on(migrated_database_url, platform.settings.home) as other:
                closing.pool_meetings(other.database, other.keystore, list(meeting_ids)[:2])
        return opened

    monkeypatch.setattr(closing, "_open_those_with_a_key", pool_two_meanwhile)
    closing.pool_pending(platform.database, platform.keystore, round_id, "beleid")

    assert len(first_look[0]) == 4
    assert sorted(batch.n for batch in builders.batches(platform)) == [6, 6]
    assert {meeting.state(platform) for meeting in made} == {"closed"}
