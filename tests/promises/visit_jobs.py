"""What devices send on a visit day, as jobs that say whether it was stored: each kind a class.

Sent again after the server went away each does what its device does: it asks what is there, or
sends the same with the same id.
"""

import json
import re
from http.cookiejar import CookieJar
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, Request, build_opener

from tests import builders
from tests import closing_questions as closing
from tests.promises.real_server import RECEIVED
from tests.web.conftest import PASSWORD
from webapp.db.models import Meeting, Staff, Visit
from webapp.sealing.codes import new_id
from webapp.services.keep_journal import read_journal
from webapp.services.read_estimates import read_estimated, read_ratings
from webapp.services.start_estimate import start_estimate
from webapp.services.today import today

EMAIL = "inspecteur@voorbeeld.be"
EACH = 24  # jobs of every kind
SIGNS = "23456789bcdfghjkmnpqrstvwxyz"
BLOCKS = ("1", "2", "3", "4")  # of the small instrument
RANKS = {"strength": 3, "growth": 1}  # how many are ranked in each conversation


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
        return self.ask(path, urlencode(fields, doseq=True).encode(), **headers)

    def hidden(self, path, name):
        """What a hidden field of a page holds."""
        page = self.ask(path).decode()
        return re.search(rf'name="{name}"[^>]* value="([^"]+)"', page).group(1)

    def sign_in(self):
        """The token of this sign-in, which all forms of staff take."""
        token = self.hidden("/aanmelden", "csrf_token")
        self.send("/aanmelden", {"csrf_token": token, "email": EMAIL, "password": PASSWORD})
        self.token = self.hidden("/account", "csrf_token")


class Kind:
    """Jobs of one kind; `keys` tells them apart. `browser` is set before they are sent."""

    def __init__(self, platform, round_id):
        self.platform, self.round_id = platform, round_id
        self.browser = None
        self.keys = self.make()

    def prepare(self):
        """What a device holds before it sends."""


class Notes(Kind):
    """Entries of the journal of one conversation."""

    def make(self):
        self.meeting = builders.open_meeting(self.platform, self.round_id)
        return [sign(number) for number in range(EACH)]

    def send(self, key):
        entry = {"document": "notes", "subject": "visie", "value": {"text": f"notitie {key}"}}
        return keep(self.browser, self.meeting.id, key, entry)

    def stored(self):
        """Ids as they came in: one twice would be there twice."""
        with self.platform.database.reading() as session:
            return [entry.id for entry in read_journal(session, self.meeting.id)]


class Guesses(Kind):
    """Ratings of six estimates, one key each."""

    def make(self):
        staff_id = only_staff_id(self.platform)
        self.places = {}
        for _meeting in range(EACH // len(BLOCKS)):
            meeting = builders.open_meeting(self.platform, self.round_id).id
            own = start_estimate(self.platform.database, meeting, None, staff_id)
            self.places |= {
                sign(100 + len(self.places) + n): (meeting, own, block)
                for n, block in enumerate(BLOCKS)
            }
        return list(self.places)

    def send(self, key):
        meeting, own, block = self.places[key]
        value = {"option": "deels", "remark": key}
        entry = {"document": f"estimate:{own}", "subject": block, "value": value}
        return keep(self.browser, meeting, key, entry)

    def stored(self):
        with self.platform.database.reading() as session:
            found = []
            for meeting in {meeting for meeting, _own, _block in self.places.values()}:
                estimated = read_estimated(session, meeting)
                ratings = read_ratings(session, estimated, estimated.about[0].rows[0])
                assert {one.option for one in ratings.values()} <= {"deels"}
                found += [one.remark for one in ratings.values()]
                assert len(read_journal(session, meeting)) == len(ratings)
            return found


class Forms(Kind):
    """Paper forms of one conversation, typed in."""

    def make(self):
        self.meeting = builders.open_meeting(self.platform, self.round_id, slips=EACH)
        return list(self.meeting.slips)

    def send(self, key):
        answers = {f"block_{block}": "p" for block in ("1", "2")}
        fields = {"csrf_token": self.browser.token, "code": key, "replace": key, "confirm": "1"}
        path = f"/gesprek/{self.meeting.id}/papier"
        reply = self.browser.send(path, fields | answers, Accept="application/json")
        return json.loads(reply)["state"] == "stored"

    def stored(self):
        """So many as were received: which ones, nobody can tell."""
        with self.platform.database.reading() as session:
            return range(session.get_one(Meeting, self.meeting.id).received)


class Words(Kind):
    """Closing questions, answered on phones."""

    def make(self):
        self.meeting = builders.open_meeting(self.platform, self.round_id)
        closing.open_box(self.platform, self.meeting)
        self.path = f"/d/{self.meeting.join_code}/slotvragen"
        return [f"sterk {number}" for number in range(EACH)]

    def prepare(self):
        self.tokens = {words: self.browser.hidden(self.path, "token") for words in self.keys}

    def send(self, key):
        fields = {"token": self.tokens[key], "sterktes_1": key}
        return RECEIVED in self.browser.send(self.path, fields)

    def stored(self):
        return range(closing.box_of(self.platform, self.meeting).received)


class Ranks(Kind):
    """Places given to what was said, in six conversations."""

    def make(self):
        self.places = {}
        for _meeting in range(EACH // sum(RANKS.values())):
            meeting = builders.open_meeting(self.platform, self.round_id)
            for kind, most in RANKS.items():
                for rank in range(1, most + 1):
                    key = closing.typed(self.platform, meeting, f"{kind} {rank}", kind)
                    self.places[key] = (meeting, rank)
        return list(self.places)

    def send(self, key):
        """As on the leader's screen: press the place, unless it is given already."""
        meeting, rank = self.places[key]
        board = f"/gesprek/{meeting.id}/slotvragen"
        card = self.browser.ask(f"{board}/stand").decode().partition(f'id="s-{key}"')[2]
        version = re.search(r'data-version="(\d+)"', card).group(1)
        value = re.search(rf'value="(rank {version} (?:{rank}|0) [^"]*)"', card).group(1)
        if value.split()[2] == "0":
            return True
        fields = {"csrf_token": self.browser.token, "do": value}
        self.browser.send(f"{board}/{key}", fields, X_Part="1")
        return True

    def stored(self):
        """Ranked once, and nothing else."""
        found = []
        for meeting in {place.id: place for place, _rank in self.places.values()}.values():
            for row in closing.statements(self.platform, meeting):
                assert (row.rank, row.version) in ((None, 1), (self.places[row.id][1], 2))
                found += [row.id] * (row.rank is not None)
        return found


class Plans(Kind):
    """Visits with two conversations each, from the form that plans them."""

    def make(self):
        self.provider = builders.provider(self.platform, "De Kreek")
        return [new_id() for _number in range(EACH)]

    def send(self, key):
        """A form that is sent again is told that its visit is there already."""
        fields = {
            "csrf_token": self.browser.token,
            "visit_id": key,
            "kind": "visit",
            "day": today().isoformat(),
            "providers": self.provider,
            "leaders": only_staff_id(self.platform),
            "group_0": "beleid",
            "expected_0": "5",
            "slips_0": "y",
            "group_1": "scholen",
            "expected_1": "5",
        }
        page = self.browser.send(f"/ronde/{self.round_id}/werkbezoek/nieuw", fields).decode()
        return "is gepland" in page or "al gepland" in page

    def stored(self):
        """Planned whole, with a key for each conversation, or not at all."""
        with self.platform.database.reading() as session:
            visits = session.query(Visit).all()
            for visit in visits:
                meetings = session.query(Meeting).filter(Meeting.visit_id == visit.id).all()
                assert sorted(one.group_id for one in meetings) == ["beleid", "scholen"]
                assert {one.state for one in meetings} == {"open"}
                assert all(self.platform.keystore.has(one.id) for one in meetings)
            return [visit.id for visit in visits]


KINDS = (Notes, Guesses, Forms, Words, Ranks, Plans)


def keep(browser, meeting, key, entry):
    """Send an entry of the journal; whether the server says that it has it."""
    entry = {"id": key, "device": "3" * 10, "replaces": [], "at": 1} | entry
    body = json.dumps({"staff": browser.staff_id, "entries": [entry]}).encode()
    headers = {"Content_Type": "application/json", "X_CSRFToken": browser.token}
    return key in json.loads(browser.ask(f"/gesprek/{meeting}/logboek", body, **headers))["stored"]


def only_staff_id(platform):
    with platform.database.reading() as session:
        return session.query(Staff).one().id


def sign(number):
    """An id of 20 signs."""
    return (SIGNS[number // len(SIGNS)] + SIGNS[number % len(SIGNS)]) * 10
