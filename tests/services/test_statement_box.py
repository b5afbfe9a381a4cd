"""The box of the closing questions: opened, written into, opened together or destroyed."""

import logging
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import update

from tests import builders
from tests import closing_questions as closing
from webapp.db.models import Round, StatementEnvelope
from webapp.sealing.envelope import SEALED_SIZE, Opener
from webapp.services import close_statement_box as service
from webapp.services.cancel_meeting import cancel_meeting
from webapp.services.close_round import close_round
from webapp.services.errors import NotFoundError, WrongStateError
from webapp.services.recover_meetings import recover_meetings
from webapp.services.tidy import Timer


class CrashError(Exception):
    """The process ends here."""


@pytest.fixture
def meeting(platform):
    return closing.open_meeting(platform)


def texts_of(platform, meeting):
    return sorted(row.text for row in closing.statements(platform, meeting))


def test_what_five_people_wrote_is_opened_together(platform, meeting):
    box_id = closing.answered(platform, meeting, ["een", "twee", "drie", "vier"])
    fields = {"sterktes_1": "  vijf \n vijf ", "groeikansen_2": "tijd", "tips_1": "kort"}
    closing.write(platform, meeting, fields, "the fifth")

    closed = closing.close(platform, meeting)

    assert (closed.state, closed.received, closed.writers) == ("closed", 5, 5)
    rows = {(row.kind, row.text, row.source) for row in closing.statements(platform, meeting)}
    assert rows >= {
        ("strength", "vijf vijf", "phones"),
        ("growth", "tijd", "phones"),
        ("tip", "kort", "phones"),
    }
    assert closing.envelopes(platform) == 0
    assert not platform.keystore.has(box_id)


def test_four_are_destroyed_unopened_and_the_leader_goes_on(platform, meeting, monkeypatch):
    box_id = closing.answered(platform, meeting, ["een", "twee", "drie", "vier"])
    monkeypatch.setattr(Opener, "open", lambda *_: pytest.fail("too few, and opened"))

    closed = closing.close(platform, meeting)

    assert (closed.state, closed.received, closed.writers) == ("destroyed", 4, 0)
    assert closing.statements(platform, meeting) == []
    assert closing.envelopes(platform) == 0
    assert not platform.keystore.has(box_id)
    closing.typed(platform, meeting, "wat er geroepen werd")
    assert texts_of(platform, meeting) == ["wat er geroepen werd"]


def test_empty_envelopes_do_not_help_to_five(platform, meeting):
    """The form lets nobody send one; a script might."""
    closing.answered(platform, meeting, ["een", "twee", "drie", "vier"])
    assert closing.write(platform, meeting, {}, "empty") == 5

    assert closing.close(platform, meeting).state == "destroyed"
    assert closing.statements(platform, meeting) == []


def test_same_device_counts_once_with_what_it_sent_last(platform, meeting):
    closing.answered(platform, meeting, ["een", "twee", "drie", "vier", "vijf"])

    assert closing.write(platform, meeting, {"sterktes_1": "toch anders"}, "device 0") == 5

    closing.close(platform, meeting)
    assert texts_of(platform, meeting) == sorted(["toch anders", "twee", "drie", "vier", "vijf"])


def test_forty_parallel_answers_of_one_device_are_one(platform, meeting):
    closing.open_box(platform, meeting)
    fields = [{"sterktes_1": f"keer {n}"} for n in range(40)]

    with ThreadPoolExecutor(20) as pool:
        sent = [pool.submit(closing.write, platform, meeting, one, "device") for one in fields]
        assert {future.result() for future in sent} == {1}

    assert (closing.envelopes(platform), closing.box_of(platform, meeting).received) == (1, 1)


def test_cancelled_meeting_takes_its_closing_questions_along(platform, meeting):
    box_id = closing.answered(platform, meeting, ["een", "twee", "drie", "vier", "vijf"])

    cancel_meeting(platform.database, platform.keystore, meeting.id)

    assert closing.box_of(platform, meeting).state == "destroyed"
    assert closing.envelopes(platform) == 0
    assert not platform.keystore.has(box_id)
    with pytest.raises(WrongStateError, match="geannuleerd"):
        closing.open_box(platform, meeting)


def test_envelopes_are_of_one_size(platform, meeting):
    closing.open_box(platform, meeting)
    closing.write(platform, meeting, {"sterktes_1": "a"}, "one")
    closing.write(platform, meeting, {f"tips_{n}": "b" * 300 for n in (1, 2, 3)}, "other")

    with platform.database.reading() as session:
        sizes = {len(row.sealed) for row in session.query(StatementEnvelope)}
    assert sizes == {SEALED_SIZE}


def test_closed_box_takes_nothing_in_and_stays_as_it_is(platform, meeting):
    closing.answered(platform, meeting, ["een", "twee", "drie", "vier", "vijf"])
    door_open_until_now = closing.box_of(platform, meeting)
    closed = closing.close(platform, meeting)

    assert closing.close(platform, meeting) == closed
    door = closing.BoxDoor(door_open_until_now.id, door_open_until_now.public_key)
    late = closing.submit_statements(platform.database, door, service.Sheet(()), "late")
    assert late is None
    with pytest.raises(WrongStateError):
        closing.open_box(platform, meeting)


def test_box_outlives_the_closing_of_its_meeting_and_may_come_after_it(platform):
    meeting = closing.open_meeting(platform, slips=5)
    meeting.fill(platform, [{"1": "passend"}] * 5)
    builders.close(platform, meeting)

    closing.answered(platform, meeting, ["een", "twee", "drie", "vier", "vijf"])

    assert closing.close(platform, meeting).writers == 5


def test_opening_twice_is_one_box_and_a_destroyed_one_may_be_followed(platform, meeting):
    first = closing.open_box(platform, meeting)
    assert closing.open_box(platform, meeting) == first
    closing.close(platform, meeting)

    second = closing.open_box(platform, meeting)

    assert second != first
    assert platform.keystore.meeting_ids() == {meeting.id, second}


def test_meeting_without_closing_questions_or_nowhere_is_refused(platform):
    without = builders.open_meeting(platform, builders.open_round(platform))

    with pytest.raises(WrongStateError, match="geen slotvragen"):
        closing.open_box(platform, without)
    with pytest.raises(NotFoundError):
        closing.open_statement_box(platform.database, platform.keystore, "bestaatniet")
    with pytest.raises(NotFoundError):
        closing.close(platform, without)


def test_round_waits_for_its_closing_questions(platform):
    round_id = builders.open_round(platform, closing.instrument())
    meeting = closing.open_meeting(platform, round_id)
    closing.open_box(platform, meeting)
    builders.close(platform, meeting)

    with pytest.raises(WrongStateError, match="slotvragen nog open"):
        close_round(platform.database, platform.keystore, round_id)

    closing.close(platform, meeting)
    close_round(platform.database, platform.keystore, round_id)
    with pytest.raises(WrongStateError):
        closing.open_box(platform, meeting)


@pytest.mark.parametrize("step", ["_open", "_publish", "end_box"])
def test_box_that_was_closing_is_closed_with_everything(platform, meeting, monkeypatch, step):
    box_id = closing.answered(platform, meeting, ["een", "twee", "drie", "vier", "vijf"])
    with monkeypatch.context() as patched:
        patched.setattr(service, step, lambda *_: (_ for _ in ()).throw(CrashError()))
        with pytest.raises(CrashError):
            closing.close(platform, meeting)
    assert closing.box_of(platform, meeting).state == "closing"

    recover_meetings(platform)

    assert closing.box_of(platform, meeting).state == "closed"
    assert len(closing.statements(platform, meeting)) == 5
    assert not platform.keystore.has(box_id)


def test_stuck_box_is_closed_by_the_timer(platform, meeting, monkeypatch):
    closing.answered(platform, meeting, ["een", "twee", "drie", "vier", "vijf"])
    with monkeypatch.context() as patched:
        patched.setattr(service, "_open", lambda *_: (_ for _ in ()).throw(CrashError()))
        with pytest.raises(CrashError):
            closing.close(platform, meeting)
    monkeypatch.setattr("webapp.services.tidy.STUCK_SECONDS", 0)

    Timer(platform).look()

    assert closing.box_of(platform, meeting).state == "closed"


def test_box_without_its_key_is_lost_and_opens_when_it_comes_back(platform, meeting, caplog):
    box_id = closing.answered(platform, meeting, ["een", "twee", "drie", "vier", "vijf"])
    key = platform.keystore.get(box_id)
    platform.keystore.destroy(box_id)

    with caplog.at_level(logging.ERROR):
        recover_meetings(platform)

    assert closing.box_of(platform, meeting).state == "lost"
    assert box_id in caplog.text
    with pytest.raises(WrongStateError):
        closing.close(platform, meeting)
    platform.keystore.put(box_id, key)
    recover_meetings(platform)
    assert closing.box_of(platform, meeting).state == "closed"
    assert len(closing.statements(platform, meeting)) == 5


def test_box_whose_key_comes_back_after_the_round_ended_stays_shut(platform, meeting):
    box_id = closing.answered(platform, meeting, ["een", "twee", "drie", "vier", "vijf"])
    key = platform.keystore.get(box_id)
    platform.keystore.destroy(box_id)
    recover_meetings(platform)
    with platform.database.writing() as session:
        session.execute(update(Round).values(state="closed"))

    platform.keystore.put(box_id, key)
    recover_meetings(platform)

    assert closing.box_of(platform, meeting).state == "lost"
    assert closing.statements(platform, meeting) == []
    assert not platform.keystore.has(box_id)
