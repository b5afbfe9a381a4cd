"""`bouwstenen demo` in a folder of its own: up soon, used again, never in the way of real data."""

import os
import re
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from http.client import HTTPConnection
from urllib.parse import urlsplit

import pytest

from tests.platforms import platform_on
from webapp.db.queries.meetings import list_meetings
from webapp.db.queries.rounds import list_rounds
from webapp.demo import folder
from webapp.demo.folder import DemoFolderError, demo_environment, empty, locked
from webapp.services.staff_accounts import sign_in
from webapp.settings import ROOT

COMMAND = [sys.executable, "-c", "from webapp.cli import main; main()", "demo"]
SECONDS_TO_START = 60


def environment(home):
    return {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(ROOT),
        "BOUWSTENEN_HOME": str(home),
        # what an installation may have set is not the demo's business
        "DATABASE_URL": "postgresql://nobody@127.0.0.1:1/real",
        "MIN_GROUP_SIZE": "12",
        "HTTPS": "1",
        "TRUSTED_HOSTS": "real.example.org",
    }


@contextmanager
def demo(home, *arguments):
    """A running demo: what it printed until it was up, with the seconds that took."""
    started = time.monotonic()
    process = subprocess.Popen(
        [*COMMAND, "--port", "0", *arguments],
        cwd=ROOT,
        env=environment(home),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    impatient = threading.Timer(SECONDS_TO_START, process.kill)
    impatient.start()
    printed = ""
    for line in process.stdout:
        printed += line
        if "code van het gesprek" in line:
            break
    impatient.cancel()
    try:
        yield printed, time.monotonic() - started
    finally:
        process.terminate()
        _out, err = process.communicate(timeout=20)
    assert "code van het gesprek" in printed, err
    assert "Traceback" not in err


def address(printed):
    return re.search(r"http://127\.0\.0\.1:\d+", printed).group()


def slips(printed):
    return re.findall(r"^  (\w{4} \w{4} \w{4})$", printed, re.MULTILINE)


def password(printed):
    return re.search(r"wachtwoord +(\S+)", printed).group(1)


def page(printed, path):
    connection = HTTPConnection(urlsplit(address(printed)).netloc, timeout=10)
    connection.request("GET", path)
    response = connection.getresponse()
    text = response.read().decode()
    connection.close()
    return response.status, text


@contextmanager
def session_of(home):
    """What is in the demo's database."""
    with (
        platform_on(f"sqlite:///{home}/demo/bouwstenen.db", home / "demo") as platform,
        platform.database.reading() as session,
    ):
        yield session


def test_demo_is_up_says_how_to_come_in_and_is_used_again(tmp_path):
    with demo(tmp_path) as (first, seconds):
        status, text = page(first, "/")
        assert status == 200
        assert "Verzonnen gegevens" in text
        assert len(slips(first)) == 3
        assert seconds < SECONDS_TO_START
        with session_of(tmp_path) as session:
            account = sign_in(session, "inspecteur@example.org", password(first))
            rounds = [row.round.id for row in list_rounds(session)]
            states = [row.meeting.state for id_ in rounds for row in list_meetings(session, id_)]
        assert account.role == "inspecteur"
        # of the open ones two are planned; the six are of the self-evaluations
        assert sorted(states) == ["closed"] * (54 + 6) + ["open"] * 3
        assert "coordinator@example.org" in first

        refused = subprocess.run(
            [*COMMAND, "--port", "0"],
            cwd=ROOT,
            env=environment(tmp_path),
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert (refused.returncode, refused.stdout) == (1, "")
        assert refused.stderr == "De demo draait al op deze machine.\n"

    with demo(tmp_path) as (again, _seconds):
        assert slips(again) == slips(first)
        assert password(again) != password(first)
        with session_of(tmp_path) as session:
            assert sign_in(session, "inspecteur@example.org", password(first)) is None
            assert sorted(row.round.id for row in list_rounds(session)) == sorted(rounds)


def test_other_schema_or_seed_or_data_make_another_print(monkeypatch):
    from webapp.demo.fill import INSTRUMENT
    from webapp.instrument.loader import load_folder

    instruments = load_folder(ROOT / "instruments")
    instrument = instruments.latest(INSTRUMENT)
    prints = {
        folder.fingerprint(instrument, 1),
        folder.fingerprint(instrument, 2),
        folder.fingerprint(instruments.latest("gio-2022"), 1),
    }
    monkeypatch.setattr(folder, "newest_revision", lambda: "0099")
    prints.add(folder.fingerprint(instrument, 1))

    assert len(prints) == 4


def test_folder_with_something_else_is_left_alone(tmp_path):
    (tmp_path / "bouwstenen.db").write_bytes(b"real data")

    with pytest.raises(DemoFolderError, match="niet van de demo"):
        empty(tmp_path)
    assert (tmp_path / "bouwstenen.db").read_bytes() == b"real data"


def test_half_filled_folder_is_filled_again(tmp_path):
    (tmp_path / "keystore").mkdir()
    empty(tmp_path)
    (tmp_path / "bouwstenen.db").write_bytes(b"half")
    (tmp_path / "keystore" / "abc.key").write_bytes(b"key")

    assert folder.read_record(tmp_path) is None
    empty(tmp_path)
    assert not (tmp_path / "bouwstenen.db").exists()
    assert not (tmp_path / "keystore" / "abc.key").exists()


def test_one_demo_at_a_time_holds_the_folder(tmp_path):
    with locked(tmp_path), pytest.raises(DemoFolderError, match="draait al"), locked(tmp_path):
        pass
    with locked(tmp_path):
        pass


def test_demo_has_an_environment_of_its_own(tmp_path):
    made = demo_environment(environment(tmp_path))

    assert made["BOUWSTENEN_HOME"] == str(tmp_path / "demo")
    assert made["BOUWSTENEN_DEMO"] == "1"
    assert not made.keys() & {"DATABASE_URL", "MIN_GROUP_SIZE", "HTTPS", "TRUSTED_HOSTS"}
