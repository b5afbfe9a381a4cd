"""A demonstration of its own to take pictures of."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

COMMAND = Path(sys.executable).with_name("bouwstenen")
WELCOME = re.compile(
    r"op (http\S+).*?e-mail\s+(\S+).*?wachtwoord\s+(\S+)"
    r".*?((?:[0-9A-Z]{4} ){2}[0-9A-Z]{4})",
    re.DOTALL,
)
SERVES = re.compile(r"(http://\S+)")


class Demo(NamedTuple):
    """A running demonstration and how to get in; `folder` holds its data."""

    address: str
    email: str
    password: str
    slip: str
    folder: Path

    def record(self) -> dict[str, Any]:
        """What the demonstration remembers of the meeting to try with."""
        return json.loads((self.folder / "demo.json").read_text())

    def command(self, *arguments: str) -> str:
        """What a command says that works on the same data."""
        env = {**os.environ, "BOUWSTENEN_HOME": str(self.folder)}
        done = subprocess.run(
            [COMMAND, *arguments], env=env, capture_output=True, text=True, check=True
        )
        return done.stdout


@contextmanager
def running_demo(home: Path) -> Iterator[Demo]:
    """The demonstration on a free port."""
    with _running(["demo", "--port", "0"], home) as process:
        yield Demo(*_read(process, WELCOME), home / "demo")


@contextmanager
def running_server(folder: Path) -> Iterator[str]:
    """The address of a server of the same data as people have it, with a second factor."""
    with _running(["serve", "--port", "0"], folder) as process:
        (address,) = _read(process, SERVES)
        yield address


@contextmanager
def _running(arguments: list[str], home: Path) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        [COMMAND, *arguments],
        env={**os.environ, "BOUWSTENEN_HOME": str(home)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        yield process
    finally:
        process.terminate()
        process.wait(timeout=20)


def _read(process: subprocess.Popen[str], what: re.Pattern[str]) -> tuple[str, ...]:
    """What it prints once it serves."""
    assert process.stdout is not None
    text = ""
    for line in process.stdout:
        text += line
        found = what.search(text)
        if found:
            return found.groups()
    raise RuntimeError(f"it did not start: {text}")
