"""P2, P5: whatever happens to a participant's request, the log says nothing of who or what."""

import io
import json
import logging
import sys

import pytest

from tests import builders
from webapp import create_app
from webapp.instrument.loader import load_folder
from webapp.logs import FirstLine, JsonFormatter, set_up_logging
from webapp.settings import ROOT
from webapp.web.errors import is_about_participant

MARK = "zeldzaam"
HEADERS = {
    "User-Agent": f"{MARK}-browser",
    "Accept-Language": f"nl, {MARK}",
    "Referer": f"http://localhost/{MARK}",
    "X-Forwarded-For": "203.0.113.77",
    "Sec-Fetch-Site": "same-origin",
}
LOGGERS = ("webapp.web.errors", "werkzeug", "sqlalchemy.engine", "py.warnings", "anything")


@pytest.fixture(params=["plain", "json"])
def log(request, monkeypatch):
    """Standard error, as the server writes there; the set-up of pytest comes back afterwards."""
    root, written = logging.getLogger(), io.StringIO()
    before, level = list(root.handlers), root.level
    monkeypatch.setattr(sys, "stderr", written)
    set_up_logging(request.param, is_about_participant=is_about_participant)
    root.setLevel(logging.DEBUG)  # also what libraries would only say while debugging
    yield written
    logging.captureWarnings(capture=False)
    root.handlers[:] = before
    root.setLevel(level)


@pytest.fixture
def app(platform):
    return create_app(platform.settings, platform)


@pytest.fixture
def meeting(platform, app):
    okt = load_folder(ROOT / "instruments").latest("okt-2020")
    return builders.open_meeting(platform, builders.open_round(platform, okt), slips=3)


def traffic(app, meeting):
    """What participants send, right and wrong; gives the statuses of the answers."""
    client = app.test_client()
    path = f"/d/{meeting.join_code}"
    answers = {"code": meeting.slips[0], "block_1": "passend", "remark_1": MARK, "confirm": "1"}
    sent = [
        client.get(path, headers=HEADERS),
        client.get(f"{path}/stand?{MARK}=1", headers=HEADERS),
        client.get(f"/{MARK}?{MARK}", headers=HEADERS),
        client.delete(path, headers=HEADERS),
        client.post("/", data={"code": meeting.slips[1]}, headers=HEADERS),
        client.post(path, data=answers, headers=HEADERS),
        client.post(path, data=answers | {"block_1": MARK}, headers=HEADERS),
        client.post(path, data=answers | {"remark_1": MARK * 20_000}, headers=HEADERS),
        client.post(path, data=answers, headers=HEADERS | {"Sec-Fetch-Site": "cross-site"}),
    ]
    return {response.status_code for response in sent}


def break_down(text):
    raise ValueError(text)


def fail_in(app, monkeypatch):
    """Every participant's page breaks while it holds what somebody wrote, and libraries talk."""

    def fail(**_arguments):
        try:
            break_down(f"{MARK} from 203.0.113.77")
        except ValueError:
            for name in LOGGERS[1:]:
                logging.getLogger(name).exception("answers: %s", MARK)
                logging.getLogger(name).warning("stack of %s", MARK, stack_info=True)
            raise

    for endpoint in ("participant.form", "participant.submit", "participant.find"):
        monkeypatch.setitem(app.view_functions, endpoint, fail)


def test_traffic_of_participants_leaves_nothing_of_them_in_the_log(app, meeting, log, monkeypatch):
    statuses = traffic(app, meeting)
    assert {200, 404, 405, 413} <= statuses
    fail_in(app, monkeypatch)
    assert 500 in traffic(app, meeting)

    written = log.getvalue()
    assert "error" in written
    assert "ValueError" in written
    for trace in (MARK, "203.0.113", meeting.join_code, *meeting.slips, "/d/", "test_logs.py"):
        assert trace not in written


@pytest.mark.parametrize("path", ["papier", "sluiten", "slotvragen/sluiten", "afsluiten"])
def test_no_answer_is_told_where_staff_types_it_in_or_opens_it(app, log, path):
    address = "/ronde/x/afsluiten" if path == "afsluiten" else f"/gesprek/x/{path}"
    with app.test_request_context(address, method="POST"):
        try:
            break_down(f"{MARK} as somebody wrote it")
        except ValueError:
            for name in LOGGERS:
                logging.getLogger(name).exception("error 1: ValueError")

    assert "ValueError" in log.getvalue()
    assert MARK not in log.getvalue()


def test_an_error_of_staff_is_told_with_its_place(app, log):
    with app.test_request_context("/beheer"):
        try:
            break_down("in a page of staff")
        except ValueError:
            logging.getLogger("webapp.web.errors").exception("error 1: ValueError")

    assert "test_logs.py" in log.getvalue()


def test_the_scan_finds_what_an_unguarded_log_tells(app, meeting, log, monkeypatch):
    """The positive control: without the filter the same traffic does leave its marks."""
    for handler in logging.getLogger().handlers:
        handler.filters.clear()
    fail_in(app, monkeypatch)
    traffic(app, meeting)

    assert MARK in log.getvalue()


def test_json_lines_are_objects_with_a_time_and_a_level():
    record = logging.LogRecord("webapp.x", logging.ERROR, "f", 1, "two\nlines %s", ("é",), None)

    line = JsonFormatter().format(record)

    assert "\n" not in line
    values = json.loads(line)
    assert (values["level"], values["message"]) == ("error", "two\nlines é")
    assert values["time"].endswith("+00:00")


def test_what_the_server_itself_logs_is_one_line_without_what_was_sent():
    text = "Application callable raised an exception\nTraceback …\nUnicodeError: wat iemand schreef"
    record = logging.LogRecord("_granian", logging.ERROR, "f", 1, text, (), None)

    assert FirstLine().filter(record)

    assert record.getMessage() == "Application callable raised an exception (UnicodeError)"
