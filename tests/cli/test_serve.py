"""`bouwstenen serve` as it runs in production: its timer, its end, and what it refuses."""

import re
import signal
import socket
import subprocess
import time
from http.client import HTTPConnection
from pathlib import Path

import pytest

from tests.builders import meeting_with, open_meeting, open_round
from tests.promises.real_server import COMMAND, ROOT, environment, real_server
from webapp.db.models import Meeting
from webapp.services.close_meeting import start_countdown


def wait_until(is_so, seconds):
    end = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < end, "waited too long"
        time.sleep(0.1)


def serve(platform, *arguments, **settings):
    """Runs the server for as long as it wants; for a server that refuses."""
    return subprocess.run(
        [*COMMAND, "serve", *arguments],
        cwd=ROOT,
        env=environment(platform_url(platform), platform.settings.home) | settings,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def platform_url(platform):
    return platform.settings.database_url


def children_of(pid):
    return [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def test_countdown_ends_when_nobody_polls(platform):
    round_id = open_round(platform)
    meeting = meeting_with(platform, round_id, [first_option_sheet(platform, round_id)] * 5)
    other = open_meeting(platform, round_id)

    with real_server(platform_url(platform), platform.settings.home):
        start_countdown(platform.database, meeting.id, 1)
        wait_until(lambda: meeting.state(platform) == "closed", 20)

        assert other.state(platform) == "open"
        assert not platform.keystore.has(meeting.id)


def first_option_sheet(platform, round_id):
    from webapp.db.models import Round
    from webapp.services.keep_instrument import instrument_of

    with platform.database.reading() as session:
        instrument = instrument_of(session, session.get_one(Round, round_id).instrument_hash)
    block = instrument.blocks_for("beleid")[0]
    return {block.id: instrument.scale[0].code}


def test_meeting_left_closing_by_a_crash_is_finished_before_serving(platform):
    round_id = open_round(platform)
    meeting = meeting_with(platform, round_id, [first_option_sheet(platform, round_id)] * 5)
    with platform.database.writing() as session:
        session.get_one(Meeting, meeting.id).state = "closing"

    with real_server(platform_url(platform), platform.settings.home):
        assert meeting.state(platform) == "closed"


@pytest.mark.parametrize("way", [signal.SIGTERM, signal.SIGINT])
def test_server_stops_within_seconds_and_leaves_no_process(platform, way):
    with real_server(platform_url(platform), platform.settings.home) as server:
        process = server._process
        workers = children_of(process.pid)
        assert workers
        started = time.monotonic()
        process.send_signal(way)
        process.wait(20)

    assert process.returncode == 0
    assert time.monotonic() - started < 8
    assert [pid for pid in workers if Path(f"/proc/{pid}").exists()] == []


def test_embedded_database_has_one_process_and_postgresql_as_many_as_asked(platform, database_kind):
    with real_server(platform_url(platform), platform.settings.home, WORKERS="3") as server:
        workers = children_of(server._process.pid)

        assert len(workers) == (1 if database_kind == "sqlite" else 3)
        for pid in (server._process.pid, *workers):
            limits = Path(f"/proc/{pid}/limits").read_text()
            assert re.search(r"Max core file size +0 +0 ", limits)


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_nothing_of_a_request_is_logged(platform):
    with real_server(platform_url(platform), platform.settings.home) as server:
        for path in ("/", "/marker-path?marker-query", "/d/MARKER", "/gezond"):
            connection = HTTPConnection(server.host, server.port, timeout=10)
            connection.request(
                "GET", path, headers={"User-Agent": "marker-agent", "Referer": "marker-referer"}
            )
            connection.getresponse().read()
            connection.close()
        server.stop()
        logged = server._process.stdout.read()

    assert "marker" not in logged.lower()
    assert logged.strip() == ""


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_port_in_use_is_one_line(platform):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        refused = serve(platform, "--port", port)

    assert (refused.returncode, refused.stdout) == (1, "")
    assert refused.stderr == f"Poort {port} is al in gebruik. Kies een andere met --port.\n"


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
def test_port_of_another_server_is_not_shared(platform):
    with real_server(platform_url(platform), platform.settings.home) as server:
        refused = serve(platform, "--port", str(server.port))

    assert refused.returncode == 1
    assert "al in gebruik" in refused.stderr


@pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
@pytest.mark.parametrize("host", ["nergens.invalid", "192.0.2.1"])
def test_address_of_another_machine_is_one_line(platform, host):
    refused = serve(platform, "--host", host, "--port", "0")

    assert (refused.returncode, refused.stdout) == (1, "")
    assert refused.stderr == f"{host} is geen adres van deze machine.\n"


@pytest.mark.parametrize("database_kind", ["postgresql"], indirect=True)
@pytest.mark.parametrize("workers", ["0", "many", "65"])
def test_number_of_workers_is_checked(platform, workers):
    refused = serve(platform, "--port", "0", WORKERS=workers)

    assert refused.returncode == 1
    assert refused.stderr == f"WORKERS moet een getal van 1 tot 64 zijn, niet '{workers}'.\n"
