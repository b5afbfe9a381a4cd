"""The schema: migrations end at the models, and a database of another version is refused."""

import threading

import pytest
from alembic import command
from sqlalchemy import inspect, text
from sqlalchemy.exc import IntegrityError

from webapp.db.database import Database
from webapp.db.models import Base
from webapp.db.schema import (
    SchemaError,
    ensure_schema,
    migration_config,
    newest_revision,
    upgrade,
)

TABLES_OF_ANSWERS = {
    *("slip", "envelope", "batch", "batch_provider", "tally", "remark", "meeting_provider")
}


@pytest.fixture
def database(database_url):
    made = Database(database_url)
    yield made
    made.dispose()


def test_migrations_end_at_the_models(database):
    upgrade(database)

    with database.engine.connect() as connection:
        command.check(migration_config(connection))


def test_check_sees_a_column_that_no_migration_made(database):
    upgrade(database)
    with database.writing_connection() as connection:
        connection.execute(text("ALTER TABLE tally ADD COLUMN seat INTEGER"))

    with database.engine.connect() as connection, pytest.raises(Exception, match="seat"):
        command.check(migration_config(connection))


def test_migrations_can_be_undone_and_done_again(database):
    upgrade(database)

    with database.writing_connection() as connection:
        command.downgrade(migration_config(connection), "base")
        assert inspect(connection).get_table_names() == ["alembic_version"]
    upgrade(database)

    with database.engine.connect() as connection:
        command.check(migration_config(connection))


def test_empty_database_gets_its_tables_and_a_second_start_changes_nothing(database):
    ensure_schema(database)
    ensure_schema(database)

    assert set(Base.metadata.tables) <= set(inspect(database.engine).get_table_names())


def test_database_of_another_version_is_refused(database):
    ensure_schema(database)
    with database.writing_connection() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))

    with pytest.raises(SchemaError, match="9999"):
        ensure_schema(database)


def test_failed_migration_leaves_nothing_half_done(database, monkeypatch):
    def fails(*_arguments, **_names):
        raise RuntimeError("the last table cannot be made")

    def create_all_but_the_last(*arguments, **names):
        return (fails if arguments[0] == "tally" else really_create)(*arguments, **names)

    really_create = __import__("alembic").op.create_table
    monkeypatch.setattr("alembic.op.create_table", create_all_but_the_last)
    with pytest.raises(RuntimeError):
        upgrade(database)

    assert inspect(database.engine).get_table_names() == []


def test_processes_that_start_together_make_the_tables_once(database_url):
    problems = []

    def start():
        database = Database(database_url)
        try:
            ensure_schema(database)
        except Exception as error:  # noqa: BLE001  # every problem of a thread is one of the test
            problems.append(error)
        finally:
            database.dispose()

    threads = [threading.Thread(target=start) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert problems == []


def test_newest_revision_is_what_an_upgrade_reaches(database):
    upgrade(database)

    with database.engine.connect() as connection:
        assert connection.scalar(text("SELECT version_num FROM alembic_version")) == (
            newest_revision()
        )


@pytest.mark.parametrize("table", sorted(TABLES_OF_ANSWERS))
def test_tables_of_answers_have_no_rowid_in_the_models(table):
    assert Base.metadata.tables[table].dialect_options["sqlite"]["with_rowid"] is False


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_tables_of_answers_have_no_rowid_in_the_database(database):
    upgrade(database)

    with database.engine.connect() as connection:
        rows = connection.execute(
            text("SELECT name FROM pragma_table_list WHERE type = 'table' AND wr = 1")
        )
        without_rowid = set(rows.scalars())
    of_models = {
        name
        for name, table in Base.metadata.tables.items()
        if table.dialect_options["sqlite"]["with_rowid"] is False
    }
    assert without_rowid == of_models
    assert without_rowid >= TABLES_OF_ANSWERS


def test_no_table_counts_its_rows(database):
    """An automatic number would tell who came first."""
    upgrade(database)

    for table in Base.metadata.tables.values():
        assert table.autoincrement_column is None, table.name
    with database.engine.connect() as connection:
        if connection.dialect.name == "postgresql":
            assert connection.scalar(text("SELECT count(*) FROM pg_sequences")) == 0
        else:
            assert "sqlite_sequence" not in inspect(connection).get_table_names()


ROWS_OF_0001 = """
INSERT INTO instrument_version VALUES ('h', 'okt-2020', '1', '{}');
INSERT INTO round
  (id, title, instrument_hash, min_group_size, release, state, is_made_up, created_on)
  VALUES ('r', 'Ronde', 'h', 5, 'closing', 'open', false, '2026-11-02');
INSERT INTO meeting
  (id, round_id, group_id, setting, join_code, state, day, slip_count, received)
  VALUES ('m', 'r', 'scholen', 'conversation', 'BCDFGHJK', 'open', '2026-11-02', 0, 3);
INSERT INTO envelope (nullifier, meeting_id, sealed) VALUES ('n', 'm', 's')
"""


def test_rows_of_the_first_version_stay_as_they_are(database):
    with database.writing_connection() as connection:
        command.upgrade(migration_config(connection), "0001")
        for row in ROWS_OF_0001.split(";"):
            connection.execute(text(row))

    upgrade(database)

    with database.engine.connect() as connection:
        found = connection.execute(text("SELECT id, state, received, visit_id, held FROM meeting"))
        assert found.all() == [("m", "open", 3, None, None)]
        assert connection.execute(text("SELECT count(*) FROM envelope")).scalar() == 1


ROWS_OF_0008 = """
INSERT INTO instrument_version VALUES ('h', 'okt-2020', '1', '{}');
INSERT INTO provider (id, name, kind, net, province, types, levels)
  VALUES ('p', 'De Kreek', 'onw', '', '', '', '');
INSERT INTO round
  (id, title, instrument_hash, min_group_size, release, state, is_made_up, created_on)
  VALUES ('r', 'Ronde', 'h', 5, 'closing', 'open', false, '2024-02-29');
INSERT INTO round
  (id, title, instrument_hash, min_group_size, release, state, is_made_up, created_on,
   owner_provider_id)
  VALUES ('o', 'Van de aanbieder', 'h', 5, 'closing', 'open', false, '2026-11-02', 'p');
INSERT INTO staff (id, email, role, sign_in_epoch)
  VALUES ('i', 'i@x.be', 'inspecteur', 'e'), ('w', 'w@x.be', 'waarnemer', 'e');
INSERT INTO audit_event (id, day, address)
  VALUES ('a', '2026-11-02', 'staff add i@x.be'), ('b', '2026-11-02', '/beheer')
"""


def test_inspectors_keep_the_rounds_that_there_were_and_rounds_get_an_end(database):
    with database.writing_connection() as connection:
        command.upgrade(migration_config(connection), "0008")
        for row in ROWS_OF_0008.split(";"):
            connection.execute(text(row))

    upgrade(database)

    with database.engine.connect() as connection:
        ask = connection.execute
        assert ask(text("SELECT round_id, staff_id FROM round_right")).all() == [("r", "i")]
        kept = ask(text("SELECT id, keep_until FROM round ORDER BY id")).all()
        assert [(id_, str(day)) for id_, day in kept] == [("o", "2031-11-02"), ("r", "2029-02-28")]
        log = ask(text("SELECT address FROM audit_event ORDER BY id")).scalars()
        assert list(log) == ["staff add i", "/beheer"]


def test_a_reader_may_be_stored_and_an_unknown_role_may_not(database):
    upgrade(database)
    add = "INSERT INTO staff (id, email, role, sign_in_epoch) VALUES ('{0}', '{0}', '{0}', 'e')"

    with database.writing_connection() as connection:
        connection.execute(text(add.format("lezer")))
    with pytest.raises(IntegrityError), database.writing_connection() as connection:
        connection.execute(text(add.format("baas")))
