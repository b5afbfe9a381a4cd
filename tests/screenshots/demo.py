"""A demonstration of its own to take pictures of."""

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

COMMAND = Path(sys.executable).with_name("bouwstenen")
WELCOME = re.compile(
    r"op (http\S+).*?e-mail\s+(\S+).*?wachtwoord\s+(\S+)"
    r".*?((?:[0-9A-Z]{4} ){2}[0-9A-Z]{4})",
    re.DOTALL,
)


class Demo(NamedTuple):
    """A running demonstration and how to get in."""

    address: str
    email: str
    password: str
    slip: str


@contextmanager
def running_demo() -> Iterator[Demo]:
    """The demonstration on a free port, in a folder that is thrown away."""
    with tempfile.TemporaryDirectory() as home:
        process = subprocess.Popen(
            [COMMAND, "demo", "--port", "0"],
            env={**os.environ, "BOUWSTENEN_HOME": home},
            stdout=subprocess.PIPE,
            text=True,
        )
        try:
            yield read_welcome(process)
        finally:
            process.terminate()
            process.wait(timeout=20)


def read_welcome(process: subprocess.Popen[str]) -> Demo:
    """What the demonstration prints once it serves."""
    assert process.stdout is not None
    text = ""
    for line in process.stdout:
        text += line
        found = WELCOME.search(text)
        if found:
            return Demo(*found.groups())
    raise RuntimeError(f"the demonstration did not start: {text}")
