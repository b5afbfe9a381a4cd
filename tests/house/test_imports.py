"""Imports point down, the pure rooms stay pure, and SQL has one home."""

import ast
import subprocess
import sys
from typing import NamedTuple

import pytest

from tests.house.repository import ROOT, texts

HOME_OF_SQL = "webapp/db/"
# What others may take from SQLAlchemy: the session they work in, and its errors (None: all).
ALLOWED = {"sqlalchemy.orm": {"Session"}, "sqlalchemy.exc": None}


class Taken(NamedTuple):
    """Something of SQLAlchemy that a file imports; without a name: a whole module."""

    file: str
    line: int
    module: str
    name: str | None = None


def test_import_contracts_hold():
    script = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    done = subprocess.run(
        [sys.executable, "-c", script, "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stdout + done.stderr
    assert " 0 broken" in done.stdout


def test_sql_has_one_home():
    sources = texts("webapp/*.py")
    outside = [name for name in sources if not name.startswith(HOME_OF_SQL)]

    assert [one for name in outside for one in not_allowed(name, sources[name])] == []


@pytest.mark.parametrize(
    "line",
    [
        "from sqlalchemy import select",
        "import sqlalchemy",
        "import sqlalchemy.orm",
        "from sqlalchemy.orm import joinedload",
    ],
)
def test_sql_elsewhere_is_found(line):
    assert [one.line for one in not_allowed("services/it.py", f"import os\n{line}\n")] == [2]


@pytest.mark.parametrize(
    "line", ["from sqlalchemy.orm import Session", "from sqlalchemy.exc import IntegrityError"]
)
def test_session_and_errors_are_allowed(line):
    assert not_allowed("services/it.py", line) == []


def not_allowed(name, source):
    """What a file takes of SQLAlchemy that only the home of SQL may."""
    return [
        one
        for one in _taken(name, ast.parse(source))
        if one.module.partition(".")[0] == "sqlalchemy" and not _may(one.module, one.name)
    ]


def _taken(file, tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (Taken(file, node.lineno, one.name) for one in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (Taken(file, node.lineno, node.module or "", one.name) for one in node.names)


def _may(module, name):
    allowed = ALLOWED.get(module, set())
    return name is not None and (allowed is None or name in allowed)
