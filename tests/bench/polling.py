"""A thousand phones that ask how their meeting stands, beside the screen of whoever leads it.

Run as `python -m tests.bench.polling`; `make bench` calls it too. The share of a core is what the
processes of the server used; the client uses the other core.
"""

import asyncio
import os
import random
import re
import tempfile
import time
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode

from tests import builders
from tests.bench.client import quantile
from tests.bench.servers import our_server
from tests.platforms import platform_on
from tests.promises.real_server import ROOT
from webapp.db.schema import upgrade
from webapp.instrument.loader import load_instrument
from webapp.services.staff_accounts import add_staff, set_password

PHONES = 1000
PHONE_SECONDS = 4.0  # as in static/js/form/countdown.js
LEADER_SECONDS = 2.0  # as in static/js/live.js
SECONDS = 20.0
LEADER = ("inspecteur@voorbeeld.be", "een lang wachtwoord om te meten")
_TICKS = os.sysconf("SC_CLK_TCK")


def main():
    with tempfile.TemporaryDirectory(prefix="bouwstenen-bench-") as folder:
        print("sqlite:")
        polling(f"sqlite:///{folder}/polled.db", Path(folder) / "home")


def polling(url, home):
    """Print what it costs on this database."""
    with platform_on(url, home) as platform:
        upgrade(platform.database)
        instrument = load_instrument(ROOT / "instruments" / "okt-2020.yaml")
        round_id = builders.open_round(platform, instrument)
        meeting = builders.open_meeting(platform, round_id, "scholen", slips=PHONES)
        secret = add_staff(platform.database, LEADER[0], "inspecteur")
        set_password(platform.database, secret, LEADER[1])
    with our_server(url, home) as port, _processes_of(port) as used:
        screen = _Asked(f"/gesprek/{meeting.id}/scherm/stand", _sign_in(port), LEADER_SECONDS)
        phones = [_Asked(f"/d/{meeting.join_code}/stand", "", PHONE_SECONDS)] * PHONES
        seconds, share, times, of_screen = asyncio.run(_measure(port, phones, screen, used))
    print(
        f"  {PHONES} phones and a screen: {len(times) / seconds:5.0f} questions/s take "
        f"{share * 100:.0f}% of a core; p95 {quantile(times, 0.95) * 1000:.1f} ms, "
        f"of the screen {quantile(of_screen, 0.95) * 1000:.1f} ms"
    )


class _Asked:
    """An address that is asked for again and again."""

    def __init__(self, path, cookie, seconds):
        self.path, self.cookie, self.seconds = path, cookie, seconds


async def _measure(port, phones, screen, used):
    """Seconds, share of a core, and how long each answer took: of phones, and of the screen."""
    times, of_screen = [], []
    tasks = [asyncio.create_task(_ask(port, phone, times)) for phone in phones]
    tasks.append(asyncio.create_task(_ask(port, screen, of_screen)))
    await asyncio.sleep(PHONE_SECONDS * 1.5)  # everybody has asked once
    times.clear()
    of_screen.clear()
    before, start = used(), time.perf_counter()
    await asyncio.sleep(SECONDS)
    after, seconds = used(), time.perf_counter() - start
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    for task in tasks:
        if not task.cancelled() and task.exception():
            raise task.exception()
    return seconds, (after - before) / seconds, times, of_screen


async def _ask(port, asked, times):
    etag = ""
    await asyncio.sleep(random.random() * asked.seconds)  # people come one by one
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    while True:
        lines = [f"GET {asked.path} HTTP/1.1", "Host: 127.0.0.1", f"If-None-Match: {etag}"]
        lines += [f"Cookie: {asked.cookie}"] if asked.cookie else []
        start = time.perf_counter()
        writer.write("\r\n".join([*lines, "", ""]).encode())
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        length = re.search(r"(?i)\r\ncontent-length: *(\d+)", head)
        if length:
            await reader.readexactly(int(length[1]))
        times.append(time.perf_counter() - start)
        if not re.match(r"HTTP/1\.1 (200|304) ", head):
            raise RuntimeError(head)
        etag = re.search(r"(?i)\r\netag: *(\S+)", head)[1]
        await asyncio.sleep(asked.seconds * random.uniform(0.9, 1.1))


def _sign_in(port):
    """The cookie of somebody who leads."""
    connection = HTTPConnection("127.0.0.1", port, timeout=20)
    connection.request("GET", "/aanmelden")
    response = connection.getresponse()
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', response.read().decode())[1]
    cookie = response.headers["Set-Cookie"].partition(";")[0]
    body = urlencode({"csrf_token": token, "email": LEADER[0], "password": LEADER[1]})
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": cookie}
    connection.request("POST", "/aanmelden", body, headers)
    response = connection.getresponse()
    response.read()
    connection.close()
    return response.headers["Set-Cookie"].partition(";")[0]


@contextmanager
def _processes_of(port):
    """Gives a function: seconds of processor that the server on this port used so far."""
    children = _children()
    family = {pid for pid in children if _listens(pid, port)}
    while more := {pid for pid, parent in children.items() if parent in family} - family:
        family |= more

    def used():
        return sum(_seconds_of(pid) for pid in family)

    assert family, "no process listens on the port of the server"
    yield used


def _children():
    """Process id → that of its parent."""
    found = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            found[int(folder.name)] = int(_stat(int(folder.name))[1])
        except OSError:
            continue  # it ended meanwhile
    return found


def _listens(pid, port):
    try:
        sockets = {str(one.readlink()) for one in Path(f"/proc/{pid}/fd").iterdir()}
    except OSError:
        return False
    return any(f"socket:[{inode}]" in sockets for inode in _inodes(port))


def _inodes(port):
    lines = (line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:])
    return {line[9] for line in lines if line[3] == "0A" and int(line[1].split(":")[1], 16) == port}


def _stat(pid):
    """What stands behind the name: state, parent, …"""
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()


def _seconds_of(pid):
    fields = _stat(pid)
    return (int(fields[11]) + int(fields[12])) / _TICKS


if __name__ == "__main__":
    main()
