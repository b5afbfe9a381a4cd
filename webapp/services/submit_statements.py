"""Storing one person's answers to the closing questions: sealed, once per device."""

import threading
from typing import NamedTuple

from webapp.db.changes.statements import lock_box, put_in_box
from webapp.db.database import Database
from webapp.sealing.envelope import Sheet, nullifier, seal

# Threads of one process wait here for each other, awake at once: SQLite lets them poll for its
# lock, and sixty phones at once then took five times as long (measured).
_one_at_a_time = threading.Lock()


class BoxDoor(NamedTuple):
    """What is needed to put an envelope into a box: all of it public."""

    box_id: str
    public_key: bytes


def submit_statements(database: Database, door: BoxDoor, sheet: Sheet, token: str) -> int | None:
    """Seal and store; gives how many envelopes the box has now, None when it is not open.

    The same token again before closing replaces the envelope, never adds one; it is on the disk
    when this returns. Raises what the database raised when nothing was stored.
    """
    sealed = seal(sheet, door.public_key)
    with _one_at_a_time, database.writing() as session:
        box = lock_box(session, door.box_id)
        if box is None or box.state != "open":
            return None
        put_in_box(session, box, nullifier(door.box_id, token), sealed)
        return box.received
