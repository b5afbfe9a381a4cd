"""What the tests use of npm: axe-core and html-validate, as package.json names them."""

from pathlib import Path

import pytest

from frontend.errors import FrontendError
from frontend.node import find_node
from webapp.settings import ROOT

OLDEST_NODE = 20  # for html-validate
WHAT_TO_INSTALL = (
    "{name} is not there. `make test` fetches it; by hand: `.venv/bin/python -m frontend --tests`."
)


def npm_file(name: str) -> Path:
    """A file of an installed package; the test is skipped where it is not there."""
    path = ROOT / "node_modules" / name
    if not path.is_file():
        pytest.skip(WHAT_TO_INSTALL.format(name=name))
    return path


def node() -> str:
    """The program, fetched when needed; the test is skipped where it cannot be had."""
    try:
        return find_node(OLDEST_NODE).node
    except FrontendError as error:
        pytest.skip(str(error))
