"""Reading the journals of meetings."""

import json
from collections.abc import Iterable

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from webapp.conversation.entries import Entry
from webapp.db.models import JournalEntry, Staff
from webapp.db.queries.staff import name_of


def list_entries(
    session: Session,
    meeting_id: str,
    *,
    after: int = 0,
    document: str | None = None,
) -> list[Entry]:
    """The entries of a meeting after a place, in the order in which they were stored."""
    query = (
        select(JournalEntry, Staff.email)
        .join(Staff, JournalEntry.staff_id == Staff.id)
        .where(JournalEntry.meeting_id == meeting_id, JournalEntry.place > after)
        .order_by(JournalEntry.place)
    )
    if document is not None:
        query = query.where(JournalEntry.document == document)
    return [_entry(row, email) for row, email in session.execute(query)]


def newest_place(session: Session, meeting_id: str) -> int:
    """The place of the newest entry of a meeting, 0 where there is none."""
    query = select(func.max(JournalEntry.place)).where(JournalEntry.meeting_id == meeting_id)
    return session.scalar(query) or 0


def find_entries(session: Session, ids: Iterable[str]) -> dict[str, tuple[str, Entry]]:
    """Id → (meeting id, entry), of those that are stored."""
    query = select(JournalEntry).where(JournalEntry.id.in_(list(ids)))
    return {row.id: (row.meeting_id, _entry(row)) for row in session.scalars(query)}


def _entry(row: JournalEntry, email: str | None = None) -> Entry:
    return Entry(
        id=row.id,
        device=row.device,
        document=row.document,
        subject=row.subject,
        value=json.loads(row.value),
        replaces=tuple(row.replaces.split()),
        written_at=row.written_at,
        staff_id=row.staff_id,
        place=row.place,
        by=email and name_of(email),
    )
