"""The two servers that are compared: ours, and the bare handler on the same granian."""

import os
import socket
import subprocess
import sys
import time
from contextlib import contextmanager

from tests.promises.real_server import ROOT, environment, real_server


@contextmanager
def our_server(database_url, home):
    """`bouwstenen serve` as it is; gives its port."""
    with real_server(database_url, home) as server:
        yield server.port


@contextmanager
def bare_server(database, *, workers, threads):
    """The bare handler with as many processes and threads; gives its port."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
    process = subprocess.Popen(
        [
            *(sys.executable, "-m", "granian", "--interface", "wsgi", "--log-level", "error"),
            *("--no-access-log", "--host", "127.0.0.1", "--port", str(port)),
            *("--workers", str(workers), "--blocking-threads", str(threads)),
            "tests.bench.bare_app:app",
        ],
        cwd=ROOT,
        env=environment("", "") | {"BARE_DATABASE": database, "PATH": os.environ["PATH"]},
    )
    try:
        _wait_for(port, process)
        yield port
    finally:
        process.terminate()
        process.wait(20)


def _wait_for(port, process):
    end = time.monotonic() + 30
    while time.monotonic() < end and process.poll() is None:
        with socket.socket() as asking:
            if asking.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise RuntimeError("the bare server did not start")
