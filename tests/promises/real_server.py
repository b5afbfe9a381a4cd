"""`bouwstenen serve` as it runs in production, and clients that send forms to it."""

import os
import re
import signal
import subprocess
import sys
import threading
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from tests.platforms import SECRET_KEY

ROOT = Path(__file__).parents[2]
COMMAND = [sys.executable, "-c", "from webapp.cli import main; main()"]
RECEIVED = b'data-state="received"'
SECONDS_TO_START = 60


def environment(database_url, home):
    ours = {
        "BOUWSTENEN_HOME": str(home),
        "DATABASE_URL": database_url,
        "SECRET_KEY": SECRET_KEY,
        "SECOND_FACTOR": "0",
    }
    return {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "LANG": "C.UTF-8"} | ours


class RealServer:
    """A running server; all its processes are one group, so that a kill takes all of them."""

    def __init__(self, process, address):
        self._process = process
        self.host, self.port = urlsplit(address).hostname, urlsplit(address).port

    def kill(self):
        """As when the machine loses its power."""
        os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()

    def stop(self):
        if self._process.poll() is None:
            self._process.terminate()
            try:
                self._process.wait(20)
            except subprocess.TimeoutExpired:
                self.kill()

    def connect(self):
        return HTTPConnection(self.host, self.port, timeout=20)


@contextmanager
def real_server(database_url, home, port=0, **settings):
    """A server on this machine, on a free port unless one is named; stopped at the end."""
    process = subprocess.Popen(
        [*COMMAND, "serve", "--port", str(port)],
        cwd=ROOT,
        env=environment(database_url, home) | settings,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
        text=True,
    )
    server = RealServer(process, _address_of(process))
    try:
        yield server
    finally:
        server.stop()
        process.stdout.close()


def _address_of(process):
    impatient = threading.Timer(SECONDS_TO_START, process.kill)
    impatient.start()
    said = ""
    for line in process.stdout:
        said += line
        if found := re.search(r"http://\S+", line):
            impatient.cancel()
            return found.group()
    raise AssertionError(f"the server did not start: {said}")


def post_form(connection, meeting, slip, fields):
    """Send a filled-in form as a browser does; gives (status, page)."""
    named = {name if "_" in name else f"block_{name}": text for name, text in fields.items()}
    body = urlencode(named | {"code": slip, "confirm": "1"})
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    connection.request("POST", f"/d/{meeting.join_code}", body, kind)
    response = connection.getresponse()
    return response.status, response.read()


def is_received(server, meeting, slip, fields):
    """Whether a fresh connection got the page "Ontvangen"; False when the server went away."""
    connection = server.connect()
    try:
        status, page = post_form(connection, meeting, slip, fields)
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()
    return status == 200 and RECEIVED in page
