"""Whether HTML is valid, as html-validate sees it: one process that answers for all tests."""

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.npm import node, npm_file

SCRIPT = Path(__file__).with_name("valid_html.mjs")


class Validator:
    """A running html-validate."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def problems(self, html: str) -> list[str]:
        """What is wrong with a page's source, as lines to read."""
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps(html) + "\n")
        self._process.stdin.flush()
        answer = self._process.stdout.readline()
        assert answer, "html-validate ended: what it said stands above"
        return json.loads(answer)


@pytest.fixture(scope="session")
def validator() -> Iterator[Validator]:
    npm_file("html-validate/package.json")
    process = subprocess.Popen(
        [node(), SCRIPT], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    yield Validator(process)
    process.communicate(timeout=10)
