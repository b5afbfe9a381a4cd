"""Reading what became of the number of a printed form."""

from typing import NamedTuple

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from webapp.db.models import Envelope, Slip


class SheetNumber(NamedTuple):
    """Whether a number was handed out for this meeting, and whether an envelope came in for it."""

    is_known: bool
    is_received: bool


def find_sheet_number(
    session: Session, meeting_id: str, slip_hash: bytes, nullifier: bytes
) -> SheetNumber:
    """What is known of a number, given as its two hashes."""
    known = exists().where(Slip.slip_hash == slip_hash, Slip.meeting_id == meeting_id)
    received = exists().where(Envelope.nullifier == nullifier)
    row = session.execute(select(known.label("known"), received.label("received"))).one()
    return SheetNumber(row.known, row.received)
