"""The command line run in this process, on each kind of database."""

import json
from dataclasses import dataclass

import pytest

from webapp.cli import run

SETTINGS = ("MIN_GROUP_SIZE", "COUNTDOWN_SECONDS", "PUBLIC_URL", "SECRET_KEY", "WORKERS")


@dataclass(frozen=True)
class Told:
    """What a command did: its exit code and what it wrote where."""

    code: int
    out: str
    err: str

    @property
    def json(self):
        """The one object on the one line; nothing else may stand on standard output."""
        assert self.code == 0, self.err
        assert self.out.endswith("\n")
        assert self.out.count("\n") == 1
        return json.loads(self.out)

    @property
    def refusal(self):
        """(exit code, the one line on standard error); nothing on standard output."""
        assert self.out == ""
        assert self.err.count("\n") == 1, self.err
        return self.code, self.err.strip()


@pytest.fixture
def installation_env(database_url, tmp_path, monkeypatch):
    """The environment of an installation whose database is still empty."""
    for name in SETTINGS:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("BOUWSTENEN_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("DATABASE_URL", database_url)


@pytest.fixture
def bouwstenen(installation_env, capfd):
    """Runs a command of the installation."""

    def command(*arguments, installation=None):
        code = run([str(argument) for argument in arguments], installation)
        written = capfd.readouterr()
        return Told(code, written.out, written.err)

    return command


@pytest.fixture
def round_id(bouwstenen):
    return bouwstenen(
        "round", "create", "--instrument", "okt-2020", "--title", "Proef", "--json"
    ).json["id"]
