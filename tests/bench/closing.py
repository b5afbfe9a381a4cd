"""Closing one meeting of N envelopes in a fresh process: seconds, longest lock, and memory.

Run as `python -m tests.bench.closing URL HOME N`; prints one line of JSON.
"""

import json
import sys
import time
from pathlib import Path

from sqlalchemy import event, insert, update

from tests import builders
from tests.platforms import platform_on
from webapp.db.models import Envelope, Meeting
from webapp.sealing.envelope import nullifier, seal
from webapp.services.close_meeting import close_meeting

CHUNK = 500


def main(url, home, people):
    with platform_on(url, Path(home)) as platform:
        meeting = builders.open_meeting(platform, builders.open_round(platform), "beleid")
        put_envelopes(platform, meeting, people)
        platform.database.dispose()
        locks = note_locks(platform)
        before = reset_peak()
        start = time.perf_counter()
        ended = close_meeting(platform.database, platform.keystore, meeting.id)
        seconds = time.perf_counter() - start
        assert ended.counted == people
        figures = {"seconds": seconds, "lock": max(locks), "megabytes": peak() - before}
        sys.stdout.write(json.dumps(figures) + "\n")


def put_envelopes(platform, meeting, people):
    """As people would have sent them, without the many commits."""
    for start in range(0, people, CHUNK):
        rows = [
            {
                "nullifier": nullifier(meeting.id, str(n)),
                "meeting_id": meeting.id,
                "sealed": seal(sheet(meeting, n), meeting.door.public_key),
            }
            for n in range(start, min(start + CHUNK, people))
        ]
        with platform.database.writing_connection() as connection:
            connection.execute(insert(Envelope), rows)
    with platform.database.writing() as session:
        session.execute(update(Meeting).where(Meeting.id == meeting.id).values(received=people))


def sheet(meeting, n):
    """Everybody rates all, one in ten writes a remark."""
    fields = dict.fromkeys(("1", "2", "3", "4"), ("passend", "deels", "niet")[n % 3])
    return meeting.sheet(fields | ({"remark_1": f"opmerking {n}"} if n % 10 == 0 else {}))


def note_locks(platform):
    """Seconds that each writing transaction lasted, from its lock to the end of its commit."""
    locks, began = [0.0], {}
    engine = platform.database.engine

    @event.listens_for(engine, "begin")
    def _begin(connection):
        if connection.get_execution_options().get("writes"):
            began[id(connection)] = time.perf_counter()

    @event.listens_for(engine.pool, "checkin")
    def _end(_connection, _entry):
        locks.extend(time.perf_counter() - at for at in began.values())
        began.clear()

    return locks


def reset_peak():
    """Let the kernel measure the peak of our memory anew; gives what we use now, in MB."""
    Path("/proc/self/clear_refs").write_text("5")
    return peak()


def peak():
    status = Path("/proc/self/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0]) / 1024


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
