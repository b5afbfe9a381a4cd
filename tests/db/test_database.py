"""The database: durable at every commit, and writers wait for each other instead of failing."""

import threading
import time

import pytest
from sqlalchemy import event, text
from sqlalchemy.exc import IntegrityError

from webapp.db.database import Database
from webapp.db.models import Provider
from webapp.sealing.codes import new_id

PROMISED = {
    "journal_mode": "wal",
    "synchronous": 2,  # FULL
    "busy_timeout": 10_000,
    "foreign_keys": 1,
    "secure_delete": 1,  # ON
    "temp_store": 2,  # MEMORY
}


@pytest.fixture
def database(migrated_database_url):
    made = Database(migrated_database_url)
    yield made
    made.dispose()


def a_provider():
    return Provider(
        id=new_id(), name=new_id(), kind="onw", net="", province="", types="", levels=""
    )


def count_providers(database):
    with database.reading() as session:
        return session.query(Provider).count()


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
@pytest.mark.parametrize("pragma", sorted(PROMISED))
def test_sqlite_is_set_as_promised_on_every_connection(database, pragma):
    for session in (database.reading, database.writing):
        with session() as one, database.reading() as another:
            for opened in (one, another):
                assert opened.scalar(text(f"PRAGMA {pragma}")) == PROMISED[pragma]


@pytest.mark.parametrize("database_kind", ["postgresql"], indirect=True)
def test_postgresql_commits_to_disk_before_it_answers(database):
    with database.writing() as session:
        assert session.scalar(text("SHOW synchronous_commit")) == "on"
        assert session.scalar(text("SHOW track_commit_timestamp")) == "off"


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_a_session_that_writes_locks_before_it_reads(database):
    statements = []

    @event.listens_for(database.engine, "before_cursor_execute")
    def _note(_connection, _cursor, statement, *_rest):
        statements.append(statement.split("\n")[0])

    with database.writing() as session:
        session.scalar(text("SELECT 1"))
    with database.reading() as session:
        session.scalar(text("SELECT 1"))

    assert statements == ["BEGIN IMMEDIATE", "SELECT 1", "BEGIN", "SELECT 1"]


def test_writers_that_read_first_never_fail(migrated_database_url):
    """Two processes' worth of writers: a lock taken late failed ten times of ten."""
    problems = []

    def write():
        database = Database(migrated_database_url)
        try:
            for _ in range(10):
                with database.writing() as session:
                    session.query(Provider).count()
                    time.sleep(0.001)
                    session.add(a_provider())
        except Exception as error:  # noqa: BLE001  # every problem of a thread is one of the test
            problems.append(error)
        finally:
            database.dispose()

    threads = [threading.Thread(target=write) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    checked = Database(migrated_database_url)
    assert problems == []
    assert count_providers(checked) == 40
    checked.dispose()


def test_block_that_fails_changes_nothing(database):
    def add_one_and_fail():
        with database.writing() as session:
            session.add(a_provider())
            session.flush()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        add_one_and_fail()

    assert count_providers(database) == 0


def test_reading_session_sees_one_state(database):
    with database.reading() as session:
        before = session.query(Provider).count()
        with database.writing() as writing:
            writing.add(a_provider())
        assert session.query(Provider).count() == before == 0

    assert count_providers(database) == 1


def test_reading_waits_for_no_writer(database):
    with database.writing() as writing:
        writing.add(a_provider())
        writing.flush()

        assert count_providers(database) == 0


def test_row_that_points_nowhere_is_refused(database):
    with pytest.raises(IntegrityError), database.writing() as session:
        session.execute(
            text("INSERT INTO tally VALUES ('nobatch', '1', 'passend', 5)"),
        )


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_error_of_sqlite_holds_no_values(database):
    """PostgreSQL's own message does hold them: whoever logs an error logs its class only."""
    with database.writing() as session:
        session.add(twin := a_provider())
        session.flush()
        session.expunge(twin)
    again = text("INSERT INTO provider VALUES (:id, :id, '', '', '', '', '', NULL, NULL)")

    with pytest.raises(IntegrityError) as raised, database.writing() as session:
        session.execute(again, {"id": twin.id})

    assert twin.id not in str(raised.value)
