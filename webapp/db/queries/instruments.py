"""Reading the versions of instruments that rounds use."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.db.models import InstrumentVersion


def list_used_versions(session: Session) -> dict[tuple[str, str], str]:
    """(instrument id, version) → content hash."""
    query = select(
        InstrumentVersion.instrument_id, InstrumentVersion.version, InstrumentVersion.content_hash
    )
    return {(row[0], row[1]): row[2] for row in session.execute(query)}
