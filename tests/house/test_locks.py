"""The lock files: every package pinned, with hashes, from nowhere in particular."""

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions

import pytest

from tests.house.repository import ROOT, texts

LOCKS = ("run", "build", "dev", "lock", "node")
PIN = re.compile(
    r"^(?P<name>[a-z0-9][a-z0-9-]*)==(?P<version>[0-9][^ ;]*)(?: ; (?P<marker>[^\\]+))? \\$"
)
# What Flask, SQLAlchemy and zoneinfo load themselves: our code never names it.
NOT_IMPORTED = {"jinja2", "psycopg", "tzdata"}
HASH = re.compile(r"^    --hash=sha256:[0-9a-f]{64}(?: \\)?$")


def _lines(lock):
    return (ROOT / "requirements" / f"{lock}.txt").read_text(encoding="utf-8").splitlines()


def _pins(lock):
    return {line.removesuffix(" \\") for line in _lines(lock) if not line.startswith(" ")}


def _names(requirements):
    return {
        re.split(r"[^A-Za-z0-9._-]", text)[0].lower().replace("_", "-") for text in requirements
    }


@pytest.fixture(scope="module")
def project():
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("lock", LOCKS)
def test_lock_has_only_pins_with_hashes(lock):
    lines = _lines(lock)

    strange = [line for line in lines if not (PIN.match(line) or HASH.match(line))]
    without_hash = [
        line
        for line, after in zip(lines, [*lines[1:], ""], strict=True)
        if PIN.match(line) and not HASH.match(after)
    ]

    assert lines
    assert not strange
    assert not without_hash


@pytest.mark.parametrize("lock", ["run", "build"])
def test_tests_use_the_versions_that_are_installed(lock):
    assert _pins(lock) <= _pins("dev")


def test_all_that_the_project_asks_for_is_locked(project):
    groups = project["dependency-groups"]

    assert _names(project["project"]["dependencies"]) <= _names(_pins("run"))
    assert _names(project["build-system"]["requires"]) <= _names(groups["build"])
    assert _names(groups["build"]) <= _names(_pins("build"))
    assert _names(groups["dev"]) <= _names(_pins("dev"))
    assert _names(groups["lock"]) <= _names(_pins("lock"))
    assert _names(groups["node"]) <= _names(_pins("node"))


def test_the_project_asks_for_just_what_it_imports(project):
    modules = {name for source in texts("webapp/*.py").values() for name in imported(source)}
    others = modules - sys.stdlib_module_names - {"webapp"}
    packages = {one for name in others for one in packages_distributions()[name]}

    asked = _names(project["project"]["dependencies"])
    assert asked == _names(packages) | NOT_IMPORTED


def imported(source):
    """The packages and modules, by their first name, that a file imports."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (one.name.partition(".")[0] for one in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module.partition(".")[0]
