"""After an erasure: let no copy of the deleted rows stay in the files of the database."""

from contextlib import closing

from sqlalchemy import text

from webapp.db.database import Database
from webapp.db.models import Base


def scrub(database: Database) -> None:
    """Overwrite what the database's own files still hold of rows that were deleted.

    SQLite overwrites deleted rows by itself (secure_delete) but its log keeps the older pages
    until it begins anew. PostgreSQL keeps deleted rows in its pages: a full vacuum writes the
    tables anew, and holds each of them for a moment. Older copies, in backups
    and in PostgreSQL's archived log, are not reached: docs/decisions/0171.
    """
    if database.is_sqlite:
        with closing(database.engine.raw_connection()) as raw:  # outside any transaction
            raw.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return
    with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        for table in Base.metadata.sorted_tables:
            connection.execute(text(f"VACUUM (FULL) {table.name}"))  # names come from the models
