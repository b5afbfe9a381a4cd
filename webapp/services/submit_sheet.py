"""Storing one person's sheet: sealed, once per slip, on the disk before it is said so."""

from typing import NamedTuple

from webapp.db.writer import EnvelopeWriter, NewEnvelope, Receipt, Refusal
from webapp.sealing.envelope import Sheet, nullifier, seal, slip_hash


class Door(NamedTuple):
    """What is needed to put an envelope into a meeting: all of it public."""

    meeting_id: str
    public_key: bytes
    has_slips: bool


def submit_sheet(
    writer: EnvelopeWriter, door: Door, sheet: Sheet, secret: str
) -> Receipt | Refusal:
    """Seal and store; `secret` is the slip, or a device's own in a room-code meeting.

    The same secret again before closing replaces the envelope, never adds one.
    Raises what the database raised when nothing was stored.
    """
    return writer.store(
        NewEnvelope(
            door.meeting_id,
            nullifier(door.meeting_id, secret),
            seal(sheet, door.public_key),
            slip_hash(secret) if door.has_slips else None,
        )
    )
