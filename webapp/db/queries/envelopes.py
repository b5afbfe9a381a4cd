"""Reading envelopes, a chunk at a time: memory stays flat."""

from collections.abc import Iterator

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from webapp.db.models import Envelope, StatementEnvelope

CHUNK = 200


def stream_sealed(session: Session, meeting_id: str) -> Iterator[bytes]:
    """The sheets of a meeting by nullifier."""
    return _stream(session, Envelope, Envelope.meeting_id == meeting_id)


def stream_sealed_statements(session: Session, box_id: str) -> Iterator[bytes]:
    """What came into a box of closing questions, by nullifier."""
    return _stream(session, StatementEnvelope, StatementEnvelope.box_id == box_id)


def _stream(
    session: Session,
    kind: type[Envelope] | type[StatementEnvelope],
    of_one_place: ColumnElement[bool],
) -> Iterator[bytes]:
    last = b""
    while True:
        query = (
            select(kind.nullifier, kind.sealed)
            .where(of_one_place, kind.nullifier > last)
            .order_by(kind.nullifier)
            .limit(CHUNK)
        )
        rows = session.execute(query).all()
        yield from (row.sealed for row in rows)
        if len(rows) < CHUNK:
            return
        last = rows[-1].nullifier
