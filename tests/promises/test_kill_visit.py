"""The server is killed while a visit day goes on: notes, paper forms and closing questions come in.

What was said to be stored is stored; whoever sends again afterwards, as devices do, counts once.
"""

import json
import random
import re
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPException
from http.cookiejar import CookieJar
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, Request, build_opener

import pytest

from tests import builders
from tests import closing_questions as closing
from tests.platforms import platform_on
from tests.promises.real_server import RECEIVED, real_server
from tests.web.conftest import PASSWORD
from webapp.db.models import Meeting, Staff
from webapp.services.keep_journal import read_journal
from webapp.services.recover_meetings import recover_meetings
from webapp.services.staff_accounts import add_staff, set_password

EMAIL = "inspecteur@voorbeeld.be"
EACH = 40  # of notes, of forms and of phones
ENOUGH = 8  # of each were told that they are stored, when the server dies
SIGNS = "23456789bcdfghjkmnpqrstvwxyz"


class Browser:
    """Cookies, pages and forms; a server that went away is an OSError or an HTTPException."""

    def __init__(self, server):
        self.server, self._opener = server, build_opener(HTTPCookieProcessor(CookieJar()))

    def ask(self, path, body=None, **headers):
        address = f"http://{self.server.host}:{self.server.port}{path}"
        headers = {name.replace("_", "-"): value for name, value in headers.items()}
        with self._opener.open(Request(address, body, headers), timeout=20) as reply:
            return reply.read()

    def send(self, path, fields, **headers):
        return self.ask(path, urlencode(fields).encode(), **headers)

    def hidden(self, path, name):
        """What a hidden field of a page holds."""
        page = self.ask(path).decode()
        return re.search(rf'name="{name}"[^>]* value="([^"]+)"', page).group(1)

    def sign_in(self):
        token = self.hidden("/aanmelden", "csrf_token")
        self.send("/aanmelden", {"csrf_token": token, "email": EMAIL, "password": PASSWORD})


class Day:
    """Two meetings with what people are about to send: key → a call that says it was stored."""

    def __init__(self, platform):
        self.platform = platform
        round_id = builders.open_round(platform, closing.instrument())
        self.meeting = builders.open_meeting(platform, round_id, slips=EACH)
        self.box_id = closing.open_box(platform, self.meeting)
        self.notes = {sign(n): f"notitie {n}" for n in range(EACH)}
        self.words = {f"sterk {n}": "" for n in range(EACH)}
        with platform.database.reading() as session:
            self.staff_id = session.query(Staff).one().id

    def prepare(self, browser):
        """What devices hold before they send: the tokens of phones."""
        browser.sign_in()
        path = f"/d/{self.meeting.join_code}/slotvragen"
        self.words = {words: browser.hidden(path, "token") for words in self.words}

    def jobs(self, browser):
        """(kind, key, call) of everything, in any order."""
        start = json.loads(browser.ask(f"/gesprek/{self.meeting.id}/logboek?na=0"))
        form = browser.hidden(f"/gesprek/{self.meeting.id}/papier", "csrf_token")
        made = [
            ("note", id_, lambda id_=id_: self._note(browser, start, id_)) for id_ in self.notes
        ]
        made += [
            ("form", slip, lambda slip=slip: self._form(browser, form, slip))
            for slip in self.meeting.slips
        ]
        made += [
            ("words", words, lambda words=words: self._words(browser, words))
            for words in self.words
        ]
        random.shuffle(made)
        return made

    def _note(self, browser, start, id_):
        entry = {
            "id": id_,
            "device": "3" * 10,
            "document": "notes",
            "subject": "visie",
            "value": {"text": self.notes[id_]},
            "replaces": [],
            "at": 1,
        }
        body = json.dumps({"staff": self.staff_id, "entries": [entry]}).encode()
        path = f"/gesprek/{self.meeting.id}/logboek"
        reply = browser.ask(path, body, Content_Type="application/json", X_CSRFToken=start["token"])
        return id_ in json.loads(reply)["stored"]

    def _form(self, browser, token, slip):
        answers = {f"block_{block}": "p" for block in ("1", "2")}
        fields = {"csrf_token": token, "code": slip, "replace": slip, "confirm": "1", **answers}
        path = f"/gesprek/{self.meeting.id}/papier"
        return (
            json.loads(browser.send(path, fields, Accept="application/json"))["state"] == "stored"
        )

    def _words(self, browser, words):
        fields = {"token": self.words[words], "sterktes_1": words}
        return RECEIVED in browser.send(f"/d/{self.meeting.join_code}/slotvragen", fields)

    def stored(self):
        """What stands in the database now: ids of notes in order, forms and phones received."""
        with self.platform.database.reading() as session:
            notes = [entry.id for entry in read_journal(session, self.meeting.id)]
            received = session.get_one(Meeting, self.meeting.id).received
        return notes, received, closing.box_of(self.platform, self.meeting).received


def sign(number):
    """An id of 20 signs."""
    return (SIGNS[number // len(SIGNS)] + SIGNS[number % len(SIGNS)]) * 10


def test_kill_of_the_server_while_a_visit_goes_on(migrated_database_url, tmp_path):
    home = tmp_path / "home"
    with platform_on(migrated_database_url, home) as platform:
        set_password(platform.database, add_staff(platform.database, EMAIL, "inspecteur"), PASSWORD)
        day = Day(platform)
        with real_server(migrated_database_url, home) as server:
            browser = Browser(server)
            day.prepare(browser)
            told = send_until_killed(server, day.jobs(browser))
        recover_meetings(platform)

        notes, forms, phones = day.stored()
        assert set(notes) >= told["note"]
        assert forms >= len(told["form"])
        assert phones >= len(told["words"])
        assert forms < EACH or phones < EACH or len(notes) < EACH  # it was not over yet

        with real_server(migrated_database_url, home) as server:
            browser.server = server
            assert all(call() for _kind, _key, call in day.jobs(browser))

        notes, forms, phones = day.stored()
        assert sorted(notes) == sorted(day.notes)
        assert (forms, phones) == (EACH, EACH)
        closing.close(platform, day.meeting)
        said = [row.text for row in closing.statements(platform, day.meeting)]
        assert sorted(said) == sorted(day.words)
        assert builders.close(platform, day.meeting).counted == EACH
        assert {
            sum(tally.values())
            for tally in builders.counts(platform, _round_of(platform, day.meeting)).values()
        } == {EACH}


def send_until_killed(server, jobs):
    """Send with twelve at once, kill the server in the middle; gives kind → keys told stored."""
    told = {kind: set() for kind, _key, _call in jobs}
    lock = threading.Lock()

    def send(kind, key, call):
        try:
            is_stored = call()
        except (OSError, HTTPException):
            return
        if is_stored:
            with lock:
                told[kind].add(key)

    with ThreadPoolExecutor(12) as pool:
        sending = [pool.submit(send, *job) for job in jobs]
        end = time.monotonic() + 60
        while min(map(len, told.values())) < ENOUGH and not all(one.done() for one in sending):
            assert time.monotonic() < end
            time.sleep(0.001)
        server.kill()
        for one in sending:
            one.result()
    assert min(map(len, told.values())) >= ENOUGH
    return told


def _round_of(platform, meeting):
    with platform.database.reading() as session:
        return session.get_one(Meeting, meeting.id).round_id


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch):
    monkeypatch.setenv("no_proxy", "127.0.0.1")
