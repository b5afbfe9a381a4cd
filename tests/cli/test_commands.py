"""What people at a terminal see: help, confirmation, a countdown that is stopped."""

import io
import os
import shutil
import subprocess
import sys
import threading
import time
from dataclasses import replace
from types import SimpleNamespace

import click
import pytest

from webapp import cli
from webapp.cli import countdown, run
from webapp.cli.installation import Installation
from webapp.db.queries.meetings import find_meeting
from webapp.platform import Platform
from webapp.services.close_meeting import start_countdown, stop_countdown
from webapp.settings import ROOT, Settings

pytestmark = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)

ENGLISH = ("Usage", "Options", "Commands", "Show this", "required]", "Error", "Try ")


def all_commands(command=None, path=()):
    """Every command by the words with which it is called."""
    command = command or cli._program()
    yield path
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            yield from all_commands(command.get_command(context, name), (*path, name))


def test_help_of_every_command_is_dutch(bouwstenen):
    commands = list(all_commands())
    assert {("round", "create"), ("meeting", "open"), ("provider", "import")} <= set(commands)
    for words in commands:
        answer = bouwstenen(*words, "--help")

        assert (answer.code, answer.err) == (0, "")
        assert answer.out.startswith("Gebruik: bouwstenen")
        assert "Toon deze uitleg." in answer.out
        assert [word for word in ENGLISH if word in answer.out] == [], words


def test_nothing_asked_is_wrong_use_and_shows_the_help(bouwstenen):
    answer = bouwstenen()

    assert (answer.code, answer.out) == (2, "")
    assert "Opdrachten:" in answer.err


def test_version_is_told(bouwstenen):
    assert bouwstenen("--version").out == "bouwstenen 0.1.0\n"


@pytest.mark.parametrize(
    ("typed", "code", "state"), [("j\n", 0, "cancelled"), ("n\n", 1, "open"), ("", 1, "open")]
)
def test_cancelling_at_a_terminal_asks_first(bouwstenen, round_id, monkeypatch, typed, code, state):
    meeting = bouwstenen(
        "meeting", "open", "--round", round_id, "--group", "scholen", "--json"
    ).json
    stdin = io.StringIO(typed)
    stdin.isatty = lambda: True
    monkeypatch.setattr(sys, "stdin", stdin)

    assert bouwstenen("meeting", "cancel", meeting["id"]).code == code
    (listed,) = bouwstenen("meeting", "list", "--round", round_id, "--json").json["meetings"]
    assert listed["state"] == state


def test_workbook_is_not_written_to_a_terminal(bouwstenen, round_id, monkeypatch):
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)

    code, line = bouwstenen("results", "--round", round_id, "--format", "xlsx").refusal

    assert code == 2
    assert "--output" in line


def test_stopped_countdown_leaves_the_meeting_open(bouwstenen, round_id, monkeypatch):
    monkeypatch.setenv("COUNTDOWN_SECONDS", "30")
    meeting = bouwstenen(
        "meeting", "open", "--round", round_id, "--group", "scholen", "--json"
    ).json
    platform = Platform.from_settings(Settings.from_env())

    def stop():
        time.sleep(1.5)
        stop_countdown(platform.database, meeting["id"])

    leader = threading.Thread(target=stop)
    leader.start()
    answer = bouwstenen("meeting", "close", meeting["id"], "--json")
    leader.join()
    platform.database.dispose()

    assert (answer.code, answer.out) == (1, "")
    assert answer.err.endswith("Het aftellen is gestopt: het gesprek blijft open.\n")
    (listed,) = bouwstenen("meeting", "list", "--round", round_id, "--json").json["meetings"]
    assert listed["state"] == "open"


@pytest.mark.parametrize("begun_by", ["this command", "the leader"])
def test_breaking_off_stops_a_countdown_of_our_own(bouwstenen, round_id, monkeypatch, begun_by):
    open_one = ("meeting", "open", "--round", round_id, "--group", "scholen", "--json")
    meeting_id = bouwstenen(*open_one).json["id"]
    platform = Platform.from_settings(Settings.from_env())
    if begun_by == "the leader":
        start_countdown(platform.database, meeting_id, 60)

    def press_ctrl_c(_seconds):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        clock = SimpleNamespace(time=time.time, sleep=press_ctrl_c)
        patch.setattr(countdown, "time", clock)
        answer = bouwstenen("meeting", "close", meeting_id, "--json")
    with platform.database.reading() as session:
        goes_on = find_meeting(session, meeting_id).meeting.closes_at is not None
    platform.database.dispose()

    assert (answer.code, answer.out) == (1, "")
    assert goes_on == (begun_by == "the leader")
    assert ("het gesprek blijft open" in answer.err) != goes_on


@pytest.mark.parametrize(
    "arguments",
    [
        "round create --instrument okt-2020 --title T --json",
        "meeting open --round R --group scholen --json",
        "results --round R",
        "serve --port 0",
    ],
)
def test_changed_file_of_a_used_instrument_is_refused(bouwstenen, round_id, tmp_path, arguments):
    folder = tmp_path / "instruments"
    shutil.copytree(ROOT / "instruments", folder)
    changed = folder / "okt-2020.yaml"
    text = changed.read_text(encoding="utf-8")
    assert "Wie coördineert, weet wat" in text
    changed.write_text(
        text.replace("Wie coördineert, weet wat", "Een coördinator weet wat"), encoding="utf-8"
    )
    installation = Installation()
    installation.settings = replace(Settings.from_env(), instruments_dir=folder)

    words = arguments.replace(" R ", f" {round_id} ").replace(" R", f" {round_id}").split()
    code, line = bouwstenen(*words, installation=installation).refusal

    assert code == 1
    assert "okt-2020, versie 1 is in gebruik" in line


def test_meeting_closes_whatever_the_files_say(bouwstenen, round_id, tmp_path):
    meeting = bouwstenen(
        "meeting", "open", "--round", round_id, "--group", "scholen", "--json"
    ).json
    installation = Installation()
    installation.settings = replace(Settings.from_env(), instruments_dir=tmp_path / "gone")

    closed = bouwstenen(
        "meeting", "close", meeting["id"], "--now", "--json", installation=installation
    )

    assert closed.json["state"] == "pending"


def test_reader_that_has_seen_enough_is_no_error(installation_env, round_id):
    reading, writing = os.pipe()
    os.close(reading)
    command = [sys.executable, "-c", "from webapp.cli import main; main()", "round", "list"]

    done = subprocess.run(command, cwd=ROOT, stdout=writing, stderr=subprocess.PIPE, check=False)
    os.close(writing)

    assert (done.returncode, done.stderr) == (1, b"")


def test_interrupted_command_says_so(bouwstenen, monkeypatch):
    def interrupted(_session):
        raise KeyboardInterrupt

    monkeypatch.setattr("webapp.cli.round.list_rounds", interrupted)

    answer = bouwstenen("round", "list")

    assert (answer.code, answer.out, answer.err.strip()) == (1, "", "Afgebroken.")


def test_program_runs_with_its_own_installation(installation_env):
    assert run(["round", "list"]) == 0
