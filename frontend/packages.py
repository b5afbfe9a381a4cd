"""The npm packages: exactly those of package-lock.json, their install scripts never run."""

import os
import subprocess
from collections.abc import Sequence
from pathlib import Path

from frontend.errors import FrontendError
from frontend.node import ROOT, find_node

MODULES = ROOT / "node_modules"
_STAMP = MODULES / ".bouwstenen"
_FOR_TESTS = "for tests"


def are_installed(key: str, *, for_tests: bool) -> bool:
    """Whether `node_modules` holds what the lock with this key asks for."""
    try:
        kept, _space, extent = _STAMP.read_text(encoding="utf-8").partition(" ")
    except FileNotFoundError:
        return False
    return kept == key and (extent == _FOR_TESTS or not for_tests)


def install(key: str, *, for_tests: bool) -> None:
    """Fetch the packages of the lock into `node_modules`. Raises FrontendError."""
    _STAMP.unlink(missing_ok=True)
    extent = "--include=dev" if for_tests else "--omit=dev"
    _npm("ci", extent)
    _STAMP.write_text(f"{key} {_FOR_TESTS if for_tests else 'to run'}", encoding="utf-8")


def lock() -> None:
    """Make package-lock.json again from package.json. Raises FrontendError."""
    _npm("install", "--package-lock-only")


def package(name: str) -> Path:
    """The folder of an installed package. Raises FrontendError."""
    folder = MODULES / name
    if not folder.is_dir():
        raise FrontendError(f"npm installed no {name}: does package.json name it?")
    return folder


def _npm(*arguments: str) -> None:
    command = [*find_node().npm, *arguments, "--ignore-scripts", "--no-audit", "--no-fund"]
    done = subprocess.run(
        command, cwd=ROOT, env=_environment(), capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise FrontendError(
            f"`npm {' '.join(arguments)}` failed:\n{_end_of(done.stderr)}\n"
            "Without a way to an npm registry, copy static/vendor from a machine that has one."
        )


def _environment() -> dict[str, str]:
    """Ours, without what would make npm leave out or fetch more than the command says."""
    return {name: value for name, value in os.environ.items() if name != "NODE_ENV"}


def _end_of(text: str, lines: int = 12) -> str:
    kept: Sequence[str] = text.strip().splitlines()[-lines:]
    return "\n".join(kept)
