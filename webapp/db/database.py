"""The database: one engine, and sessions that either read or write."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.orm import Session
from sqlalchemy.pool import ConnectionPoolEntry

BUSY_SECONDS = 10
POOL_SIZE = 20

_SQLITE_PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",  # "Ontvangen" means that the disk has it
    f"busy_timeout={BUSY_SECONDS * 1000}",
    "foreign_keys=ON",
    "secure_delete=ON",  # what is deleted is overwritten: docs/decisions/0013
    "temp_store=MEMORY",
)


class Database:
    """Where everything is stored, on SQLite or PostgreSQL.

    A session that writes takes SQLite's write lock at once (BEGIN IMMEDIATE), also when it
    reads first: a lock taken later fails under a second writer, whatever the time-out.
    """

    def __init__(self, url: str) -> None:
        self.engine = _make_engine(url)
        self._writing = self.engine.execution_options(writes=True)
        # SQLite sees one state of the database in a transaction, PostgreSQL only when asked
        self._reading = (
            self.engine
            if self.is_sqlite
            else self.engine.execution_options(isolation_level="REPEATABLE READ")
        )

    @property
    def is_sqlite(self) -> bool:
        return self.engine.dialect.name == "sqlite"

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that sees one state of the database and changes nothing."""
        with Session(self._reading, autoflush=False) as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """A session that is committed when the block ends well and rolled back otherwise."""
        with Session(self._writing) as session, session.begin():
            yield session

    @contextmanager
    def writing_connection(self) -> Iterator[Connection]:
        """As `writing`, without the weight of a session: for the path of every answer."""
        with self._writing.begin() as connection:
            yield connection

    def ask(self) -> None:
        """The smallest question; raises what the database raises when it does not answer."""
        with self.engine.connect() as connection:
            connection.execute(text("SELECT 1"))

    def dispose(self) -> None:
        """Close all connections; needed before a fork and at the end of a test."""
        self.engine.dispose()


def _make_engine(url: str) -> Engine:
    if not url.startswith("sqlite"):
        return create_engine(
            url,
            pool_size=POOL_SIZE,
            max_overflow=POOL_SIZE,
            pool_pre_ping=True,
            hide_parameters=True,
        )
    engine = create_engine(
        url,
        pool_size=POOL_SIZE,
        max_overflow=4 * POOL_SIZE,
        connect_args={"timeout": BUSY_SECONDS, "isolation_level": None},
        hide_parameters=True,
    )
    event.listen(engine, "connect", _set_pragmas)
    event.listen(engine, "begin", _begin)
    return engine


def _set_pragmas(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    assert isinstance(connection, sqlite3.Connection)
    for pragma in _SQLITE_PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
