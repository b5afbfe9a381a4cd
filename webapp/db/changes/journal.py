"""Adding to the journal of a meeting: the only change there is."""

import json
from collections.abc import Sequence

from sqlalchemy import insert
from sqlalchemy.orm import Session

from webapp.conversation.entries import Entry
from webapp.db.models import JournalEntry


def add_entries(
    session: Session, meeting_id: str, entries: Sequence[Entry], first_place: int
) -> None:
    """Store entries in this order, from this place on; the caller holds the meeting."""
    rows = [
        {
            "id": entry.id,
            "meeting_id": meeting_id,
            "place": place,
            "staff_id": entry.staff_id,
            "device": entry.device,
            "document": entry.document,
            "subject": entry.subject,
            "value": json.dumps(entry.value, separators=(",", ":")),
            "replaces": " ".join(entry.replaces),
            "written_at": entry.written_at,
        }
        for place, entry in enumerate(entries, first_place)
    ]
    if rows:
        session.execute(insert(JournalEntry), rows)
