"""Who is at work on a database: servers share it, and restoring a backup wants it alone."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import text

from webapp.db.database import Database

_LOCK_NUMBER = 5_020_2027  # any number that nothing else on the database locks


class InUseError(Exception):
    """A server works on the database now."""


@contextmanager
def shared(database: Database) -> Iterator[None]:
    """Say that this process works on it while the block runs.

    Waits while somebody restores a backup.
    """
    with _shared_on_sqlite(database) if database.is_sqlite else _shared_on_postgresql(database):
        yield


@contextmanager
def alone(database: Database) -> Iterator[None]:
    """Have it alone while the block runs. Raises InUseError while a process shares it."""
    with _alone_on_sqlite(database) if database.is_sqlite else _alone_on_postgresql(database):
        yield


def how_many_share(database: Database) -> int:
    """How many processes are at work on it, on whatever host; at least 1."""
    if database.is_sqlite:
        return 1
    query = text(
        "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND granted"
        " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
        " AND classid = 0 AND objid = :n AND objsubid = 1 AND mode = 'ShareLock'"
    )
    with database.engine.connect() as connection:
        return max(1, connection.scalar(query, {"n": _LOCK_NUMBER}) or 0)


@contextmanager
def _shared_on_sqlite(database: Database) -> Iterator[None]:
    with _lock_file(database).open("ab") as file:
        fcntl.flock(file, fcntl.LOCK_SH)
        yield


@contextmanager
def _shared_on_postgresql(database: Database) -> Iterator[None]:
    with database.engine.connect() as asking:
        connection = asking.execution_options(isolation_level="AUTOCOMMIT")
        number = {"n": _LOCK_NUMBER}
        connection.execute(text("SELECT pg_advisory_lock_shared(:n)"), number)
        try:
            yield
        finally:
            connection.execute(text("SELECT pg_advisory_unlock_shared(:n)"), number)


@contextmanager
def _alone_on_sqlite(database: Database) -> Iterator[None]:
    with _lock_file(database).open("ab") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise InUseError from None
        yield


@contextmanager
def _alone_on_postgresql(database: Database) -> Iterator[None]:
    with database.engine.connect() as asking:
        connection = asking.execution_options(isolation_level="AUTOCOMMIT")
        number = {"n": _LOCK_NUMBER}
        if not connection.scalar(text("SELECT pg_try_advisory_lock(:n)"), number):
            raise InUseError
        try:
            yield
        finally:
            connection.execute(text("SELECT pg_advisory_unlock(:n)"), number)


def _lock_file(database: Database) -> Path:
    return Path(f"{database.engine.url.database}-in-use")
