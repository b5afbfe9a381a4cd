"""The writer: who waits together is committed together, once per slip, and hears how it went."""

import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import event, select
from sqlalchemy.exc import OperationalError

from tests import builders
from tests.platforms import platform_on
from webapp.db import writer as writer_module
from webapp.db.models import Envelope, Meeting
from webapp.db.writer import EnvelopeWriter, NewEnvelope, Receipt, Refusal
from webapp.sealing.codes import new_slip
from webapp.sealing.envelope import nullifier, slip_hash

ROOT = Path(__file__).parents[2]

FILL_IN_ANOTHER_PROCESS = """
import sys
from pathlib import Path
from concurrent.futures import ThreadPoolExecutor
from tests.platforms import platform_on
from webapp.db.writer import NewEnvelope
from webapp.sealing.envelope import nullifier, slip_hash

url, home, meeting_id, *slips = sys.argv[1:]
with platform_on(url, Path(home)) as platform, ThreadPoolExecutor(8) as pool:
    def send(slip):
        return platform.writer.store(
            NewEnvelope(meeting_id, nullifier(meeting_id, slip), b"x" * 8240, slip_hash(slip))
        )
    input()
    print(sorted(receipt.received for receipt in pool.map(send, slips)))
"""


@pytest.fixture
def meeting(platform):
    return builders.open_meeting(platform, builders.open_round(platform), slips=40)


def envelope(meeting, slip, sealed=b"sealed"):
    return NewEnvelope(meeting.id, nullifier(meeting.id, slip), sealed, slip_hash(slip))


def stored(platform, meeting):
    with platform.database.reading() as session:
        query = select(Envelope).where(Envelope.meeting_id == meeting.id)
        return {row.nullifier: row.sealed for row in session.scalars(query)}


def received(platform, meeting):
    with platform.database.reading() as session:
        return session.get_one(Meeting, meeting.id).received


def store_together(writer, envelopes):
    """Store these in one go, in this order, each by a thread of its own."""
    with ThreadPoolExecutor(len(envelopes)) as pool:
        writer._somebody_writes = True  # as when one is busy: whoever comes now waits
        waiting = []
        for one in envelopes:
            waiting.append(pool.submit(writer.store, one))
            _until(lambda: len(writer._queue) == len(waiting))
        writer._call_next()
        return [future.exception() or future.result() for future in waiting]


def _until(condition):
    ready = threading.Event()
    while not condition():
        ready.wait(0.001)


def test_those_who_wait_are_committed_together(platform, meeting):
    commits = []
    event.listen(platform.database.engine, "commit", lambda _connection: commits.append(1))

    outcomes = store_together(
        platform.writer, [envelope(meeting, slip) for slip in meeting.slips[:30]]
    )

    assert len(commits) == 1
    assert outcomes == [Receipt(30)] * 30
    assert received(platform, meeting) == len(stored(platform, meeting)) == 30


def test_more_than_fit_in_one_commit_are_all_stored(platform, meeting, monkeypatch):
    monkeypatch.setattr(writer_module, "_MOST_AT_ONCE", 7)

    outcomes = store_together(platform.writer, [envelope(meeting, slip) for slip in meeting.slips])

    assert all(isinstance(outcome, Receipt) for outcome in outcomes)
    assert received(platform, meeting) == len(stored(platform, meeting)) == 40


def test_same_slip_later_replaces_what_it_sent(platform, meeting):
    slip = meeting.slips[0]

    first = platform.writer.store(envelope(meeting, slip, b"first"))
    second = platform.writer.store(envelope(meeting, slip, b"second"))

    assert first == second == Receipt(1)
    assert list(stored(platform, meeting).values()) == [b"second"]


@pytest.mark.parametrize("last", [b"a", b"z"], ids=["sorts-first", "sorts-last"])
def test_same_slip_twice_in_one_commit_counts_once_and_the_last_stands(platform, meeting, last):
    slip = meeting.slips[0]
    sent = [envelope(meeting, slip, b"m"), envelope(meeting, slip, last)]

    assert store_together(platform.writer, sent) == [Receipt(1)] * 2
    assert list(stored(platform, meeting).values()) == [last]


@pytest.mark.parametrize(
    "state", ["closing", "closed", "pending", "cancelled", "destroyed", "lost"]
)
def test_meeting_that_is_not_open_refuses(platform, meeting, state):
    with platform.database.writing() as session:
        session.get_one(Meeting, meeting.id).state = state

    outcome = platform.writer.store(envelope(meeting, meeting.slips[0]))

    assert outcome is Refusal.CLOSED
    assert not stored(platform, meeting)


def test_meeting_that_does_not_exist_refuses(platform, meeting):
    outcome = platform.writer.store(envelope(meeting, meeting.slips[0])._replace(meeting_id="none"))

    assert outcome is Refusal.CLOSED


def test_slip_that_was_never_handed_out_is_refused(platform, meeting):
    assert platform.writer.store(envelope(meeting, new_slip())) is Refusal.UNKNOWN_SLIP
    assert not stored(platform, meeting)


def test_slip_of_another_meeting_is_refused(platform, meeting):
    other = builders.open_meeting(platform, builders.open_round(platform), slips=1)

    assert platform.writer.store(envelope(meeting, other.slips[0])) is Refusal.UNKNOWN_SLIP


def test_refused_ones_do_not_hold_up_the_others(platform, meeting):
    closed = builders.open_meeting(platform, builders.open_round(platform), slips=1)
    with platform.database.writing() as session:
        session.get_one(Meeting, closed.id).state = "closed"

    outcomes = store_together(
        platform.writer,
        [
            envelope(meeting, meeting.slips[0]),
            envelope(meeting, new_slip()),
            envelope(closed, closed.slips[0]),
            envelope(meeting, meeting.slips[1]),
        ],
    )

    assert outcomes == [Receipt(2), Refusal.UNKNOWN_SLIP, Refusal.CLOSED, Receipt(2)]


def test_error_reaches_everybody_who_waited_and_nothing_is_stored(platform, meeting):
    def fail(_connection):
        raise OperationalError("COMMIT", {}, Exception("the disk is full"))

    event.listen(platform.database.engine, "commit", fail)
    outcomes = store_together(
        platform.writer, [envelope(meeting, slip) for slip in meeting.slips[:10]]
    )
    event.remove(platform.database.engine, "commit", fail)

    assert [type(outcome) for outcome in outcomes] == [OperationalError] * 10
    assert not stored(platform, meeting)
    assert platform.writer.store(envelope(meeting, meeting.slips[0])) == Receipt(1)


def test_thread_that_is_ended_takes_nobody_with_it(platform, meeting, monkeypatch):
    def ends(*_arguments):
        raise SystemExit

    with monkeypatch.context() as patched:
        patched.setattr(writer_module, "_store", ends)
        outcomes = store_together(
            platform.writer, [envelope(meeting, slip) for slip in meeting.slips[:3]]
        )

    assert [type(outcome) for outcome in outcomes] == [SystemExit] * 3
    assert platform.writer.store(envelope(meeting, meeting.slips[0])) == Receipt(1)


@pytest.mark.parametrize("is_called", [False, True], ids=["in-the-queue", "its-turn"])
def test_waiting_thread_that_is_interrupted_lets_the_next_go_on(platform, meeting, is_called):
    writer = platform.writer
    writer._somebody_writes = True
    left = writer_module._Waiting(envelope(meeting, meeting.slips[0]))
    left.call = InterruptedCall(is_called)
    writer._queue.append(left)

    with ThreadPoolExecutor(1) as pool:
        waits = pool.submit(writer.store, envelope(meeting, meeting.slips[1]))
        _until(lambda: len(writer._queue) == 2)
        with pytest.raises(KeyboardInterrupt):
            writer._wait(left)
        if not is_called:
            writer._call_next()

        assert waits.result(10) == Receipt(1)


class InterruptedCall:
    """A lock on which the wait is interrupted, just before or just after it was its turn."""

    def __init__(self, is_called):
        self._is_called = is_called

    def acquire(self, *, blocking=True):
        if blocking:
            raise KeyboardInterrupt
        return self._is_called


def test_two_writers_on_one_database_count_together(platform, meeting):
    writers = [EnvelopeWriter(platform.database), EnvelopeWriter(platform.database)]

    with ThreadPoolExecutor(16) as pool:
        sent = [
            pool.submit(writers[n % 2].store, envelope(meeting, slip))
            for n, slip in enumerate(meeting.slips * 2)
        ]
        assert all(isinstance(future.result(), Receipt) for future in sent)

    assert received(platform, meeting) == len(stored(platform, meeting)) == 40


def test_two_processes_count_together(migrated_database_url, tmp_path):
    with platform_on(migrated_database_url, tmp_path / "home") as platform:
        meeting = builders.open_meeting(platform, builders.open_round(platform), slips=120)
        shared = meeting.slips[50:70]
        parts = (meeting.slips[:50] + shared, shared + meeting.slips[70:])
        processes = [
            subprocess.Popen(
                [sys.executable, "-c", FILL_IN_ANOTHER_PROCESS, migrated_database_url,
                 tmp_path / "home", meeting.id, *slips],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT,
            )
            for slips in parts
        ]  # fmt: skip
        for process in processes:
            process.stdin.write("\n")
            process.stdin.flush()
        for process in processes:
            process.communicate()

        assert [process.returncode for process in processes] == [0, 0]
        assert received(platform, meeting) == len(stored(platform, meeting)) == 120
