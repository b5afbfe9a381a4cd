"""Imports point down, the pure rooms stay pure, and SQL has one home."""

import ast
import subprocess
import sys
from typing import NamedTuple

import pytest

from tests.house.repository import ROOT, name_of, tracked_files

# What others than webapp.db may take from SQLAlchemy: the session they work in, and its errors.
ALLOWED = {"sqlalchemy.orm": {"Session"}, "sqlalchemy.exc": None}
OUTSIDE_DB = [path for path in tracked_files("webapp/*.py") if "webapp/db/" not in name_of(path)]


class Taken(NamedTuple):
    """Something of SQLAlchemy that a module imports."""

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


@pytest.mark.parametrize("path", OUTSIDE_DB, ids=name_of)
def test_sql_has_one_home(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))

    taken = list(_taken_from_sqlalchemy(tree))

    assert [one for one in taken if not _may(one.module, one.name)] == []


def _taken_from_sqlalchemy(tree):
    """Each thing that is imported; its name is None for a whole module."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (Taken(node.lineno, one.name) for one in node.names if _is_sql(one.name))
        elif isinstance(node, ast.ImportFrom) and _is_sql(node.module or ""):
            yield from (Taken(node.lineno, node.module, one.name) for one in node.names)


def _is_sql(module):
    return module.partition(".")[0] == "sqlalchemy"


def _may(module, name):
    allowed = ALLOWED.get(module, set())
    return name is not None and (allowed is None or name in allowed)
