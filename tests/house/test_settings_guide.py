"""Every setting that the code reads stands in one table, and the guide is that table."""

import ast
import re
import shutil

import pytest

from tests.house.repository import ROOT
from webapp.cli.settings import as_markdown, without_password
from webapp.setting_table import OURS_ALONE, rows
from webapp.settings import Settings

IN_TABLE = {row.name for row in rows()}
NAME = re.compile(r"[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*")


class Recording(dict):
    """An environment that remembers what was asked of it."""

    def __init__(self, values):
        super().__init__(values)
        self.asked = set()

    def get(self, name, default=None):
        self.asked.add(name)
        return super().get(name, default)

    def __getitem__(self, name):
        self.asked.add(name)
        return super().__getitem__(name)


def names_read_in(source):
    """Names that a module takes out of an environment: `env.get("X")`, `os.environ["X"]`."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            of, given = node.func.value, node.args[:1]
            is_env = ast.unparse(of) in ("env", "os.environ", "environ") and node.func.attr == "get"
            is_getenv = ast.unparse(node.func) == "os.getenv"
        elif isinstance(node, ast.Subscript):
            is_env, is_getenv, given = (
                ast.unparse(node.value).endswith("environ"),
                False,
                [node.slice],
            )
        else:
            continue
        if (is_env or is_getenv) and given and isinstance(given[0], ast.Constant):
            found.add(given[0].value)
    return found


def test_guide_is_made_from_the_table():
    guide = (ROOT / "docs" / "guides" / "settings.md").read_text(encoding="utf-8")

    assert guide == as_markdown()


def test_every_name_that_settings_ask_for_is_in_the_table(tmp_path):
    env = Recording({"BOUWSTENEN_HOME": str(tmp_path / "home"), "MAIL_HOST": "127.0.0.1"})
    env |= {"MAIL_FROM": "a@voorbeeld.be", "PUBLIC_URL": "https://voorbeeld.be"}
    Settings.from_env(env)

    assert len(env.asked) > 20
    assert env.asked <= IN_TABLE


def test_every_name_in_the_code_is_in_the_table():
    found = set()
    for path in (ROOT / "webapp").rglob("*.py"):
        found |= names_read_in(path.read_text(encoding="utf-8"))

    assert {"PUBLIC_URL", "WORKERS", "BOUWSTENEN_HOME"} <= found
    assert found <= IN_TABLE | OURS_ALONE.keys()


def test_reading_is_found_however_it_is_written():
    source = 'env.get("A"); os.environ["B"]; os.environ.get("C", ""); os.getenv("D"); x.get("E")'

    assert names_read_in(source) == {"A", "B", "C", "D"}


def test_no_setting_in_the_table_is_made_up():
    code = "".join(
        path.read_text(encoding="utf-8")
        for path in (ROOT / "webapp").rglob("*.py")
        if path.name != "setting_table.py"
    )

    assert set(NAME.findall(code)) >= IN_TABLE


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://who:zeer-stil@db.voorbeeld.be/bouwstenen",
        "postgresql://who:zeer-stil@zeer@db.voorbeeld.be/bouwstenen",
        "postgresql://db/x?user=who&password=zeer-stil",
        "postgresql://who:x@db/x?password=zeer-stil",
    ],
)
def test_no_password_is_shown(url):
    assert "zeer" not in without_password(url)


def test_command_masks_secrets_and_names_what_is_no_setting(tmp_path, monkeypatch, capsys):
    from webapp.cli import run

    for name in IN_TABLE:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("BOUWSTENEN_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("SECRET_KEY", "zeer-stil-0123456789-abcdefghijklm")
    monkeypatch.setenv("MAIL_HOTS", "mail.voorbeeld.be")

    assert run(["settings"]) == 0

    told = capsys.readouterr()
    assert "SECRET_KEY=********" in told.out
    assert "zeer-stil" not in told.out + told.err
    assert "MAIL_HOTS" in told.err
    assert "WORKERS: standaard" in told.out
    shutil.rmtree(tmp_path / "home")
