"""Every way out of the platform, walked: all pages and files of every role, and all commands."""

import io
import re
import zipfile
from collections import Counter
from datetime import timedelta
from urllib.parse import parse_qsl, urlencode, urlsplit

import click
import html5lib
from sqlalchemy import insert, select, update

from tests import builders, focus_points
from tests.analysis.samples import instrument
from tests.platforms import SECRET_KEY
from tests.promises.counts import rewrite_lines
from tests.web.conftest import Account, signed_in
from tests.web.visitor import Visitor
from webapp.cli import _program, run
from webapp.db.models import (
    Assessment,
    AssessmentRating,
    Batch,
    BatchProvider,
    Meeting,
    Remark,
    RemarkRedaction,
    Round,
    Staff,
    Tally,
)
from webapp.services.cancel_meeting import cancel_meeting
from webapp.services.close_round import close_round
from webapp.services.give_rounds import set_round_rights
from webapp.services.plan_visit import plan_visit
from webapp.services.staff_accounts import add_staff, set_password
from webapp.services.start_estimate import start_estimate
from webapp.services.today import today
from webapp.services.visit_plan import ConversationPlan, VisitPlan

ROLES = ("inspecteur", "beheerder", "aanbieder", "waarnemer", "lezer", "niemand")
MOST_ALIKE = 2  # addresses of one page with the same kinds of questions behind it
MANY = [{"1": "passend", "3": "passend", "4": "nvt"}, {"1": "niet", "3": "deels"}]
NOT_FOLLOWED = re.compile(r"[?&]taal=|^/static/|^/afmelden")
DIFFERS_EACH_TIME = re.compile(
    rb'(name="(?:csrf_token|token|meeting_id|visit_id|action_id)"[^>]*value=|data-(?:token|csrf)='
    rb'|"token": ?)"[^"]*"'
    rb"|\b\d{10,}\b|DTSTAMP:\w+"  # seconds since 1970, when a calendar was made
)

# Commands that have no results to print: they change things, serve, or tell of something else.
WITHOUT_RESULTS = {
    "demo", "serve", "db", "instrument", "provider", "round", "visit", "meeting", "context",
    "staff", "tidy", "slips", "keystore", "settings", "mail",
}  # fmt: skip


class World:
    """Four providers, a round with batches of every sort, and one person for each role."""

    def __init__(self, platform, app):
        self.platform, self.app = platform, app
        self.providers = [builders.provider(platform, f"Aanbieder {n}") for n in "ABCD"]
        self.round = builders.open_round(platform)
        for provider_id in self.providers:
            self._meeting("beleid", [provider_id], 10)
            self._meeting("scholen", [provider_id], 6)
        self._meeting("beleid", self.providers[:2], 8)
        self._meeting("beleid", [], 7)
        for provider_id in self.providers[:2]:
            self._meeting("scholen", [provider_id], 3)  # pooled at the end of the round
        self.open = builders.open_meeting(platform, self.round, slips=3)
        self.other_round = builders.open_round(platform)
        self._meeting("beleid", [], 9, self.other_round)
        chosen = self.providers[0], self.round, self.other_round
        focus_points.fill_world(platform, *chosen, "Daar werken we aan.")
        self._estimate()
        self.own, self.unshared = (self._self_evaluation(one) for one in self.providers[:2])
        self.visitors = {role: self._visitor(role) for role in ROLES}
        self._prepare_self_evaluation()
        self._give_rounds()
        self.visit = self._visit()
        self.own_estimate = self._own_estimate()

    def close_round(self):
        for meeting_id in self.meeting_ids(Meeting.state == "open"):
            cancel_meeting(self.platform.database, self.platform.keystore, meeting_id)
        close_round(self.platform.database, self.platform.keystore, self.round)

    def batch_ids(self, *conditions):
        with self.platform.database.reading() as session:
            return list(session.scalars(select(Batch.id).where(*conditions).order_by(Batch.id)))

    def change_numbers(self, batch_ids):
        """Other numbers for these batches, that could be as true as the ones they have."""
        assert batch_ids
        with self.platform.database.writing() as session:
            session.execute(update(Batch).where(Batch.id.in_(batch_ids)).values(n=Batch.n + 40))
            session.execute(
                update(Tally).where(Tally.batch_id.in_(batch_ids)).values(count=Tally.count + 7)
            )
            rewrite_lines(session, instrument(), batch_ids)

    def write_remarks(self, text, *, left):
        """One of every batch, by as many writers as can be; of all but one a coder left this."""
        unread = self.batches_without(self.providers[0])[0]
        about = {"theme_id": "visie", "block_id": "1", "text": text}
        rows = [{"id": id_[::-1], "batch_id": id_, **about} for id_ in self.batch_ids()]
        read = [row["id"] for row in rows if row["batch_id"] != unread]
        with self.platform.database.writing() as session:
            session.execute(update(Batch).values(remark_writers=Batch.n))
            session.execute(insert(Remark), rows)
            session.execute(
                insert(RemarkRedaction),
                [{"remark_id": id_, "text": left, "version": 1} for id_ in read],
            )

    def hold_back(self, batch_ids):
        with self.platform.database.writing() as session:
            session.execute(update(Batch).where(Batch.id.in_(batch_ids)).values(is_released=False))

    def batches_without(self, provider_id):
        mine = select(BatchProvider.batch_id).where(BatchProvider.provider_id == provider_id)
        return self.batch_ids(Batch.id.not_in(mine))

    def change_held_back_and_small(self):
        """Numbers of what may not be shown, so that each stays what it is."""
        small = self.batch_ids(Batch.n < 8, Batch.is_released, Batch.round_id == self.round)
        with self.platform.database.writing() as session:
            session.execute(
                update(Tally).where(Tally.batch_id.in_(small), Tally.count > 1).values(count=1)
            )
            rewrite_lines(session, instrument(), small)
        assert small
        unshared = Batch.round_id == self.unshared
        self.change_numbers(self.batch_ids(Batch.is_released.is_(False) | unshared))

    def raise_threshold(self, to):
        with self.platform.database.writing() as session:
            session.execute(update(Round).where(Round.id == self.round).values(min_group_size=to))

    def meeting_ids(self, *conditions):
        with self.platform.database.reading() as session:
            return list(session.scalars(select(Meeting.id).where(*conditions).order_by(Meeting.id)))

    def _meeting(self, group_id, provider_ids, people, round_id=None):
        sheets = [MANY[n % 3 == 0] for n in range(people)]
        round_id = round_id or self.round
        meeting = builders.meeting_with(
            self.platform, round_id, sheets, group_id=group_id, provider_ids=provider_ids
        )
        builders.close(self.platform, meeting)

    def _self_evaluation(self, provider_id):
        """One that is over, of which only its owner may see what came out."""
        round_id = builders.self_evaluation(self.platform, provider_id)
        self._meeting("beleid", [provider_id], 6, round_id)
        close_round(self.platform.database, self.platform.keystore, round_id)
        return round_id

    def _prepare_self_evaluation(self):
        page = self.visitors["aanbieder"].open("/mijn-aanbieder/zelfevaluaties")
        page.fill(instrument="okt-2020@1").send()

    def _give_rounds(self):
        """Every inspector leads both rounds, and the reader reads them."""
        with self.platform.database.reading() as session:
            reader = session.scalars(select(Staff.id).where(Staff.role == "lezer")).one()
        for round_id in (self.round, self.other_round):
            set_round_rights(self.platform.database, round_id, [reader], every_inspector=True)

    def _estimate(self):
        """A signed estimate: the page that sets it beside the answers shows both."""
        meeting_id = self.meeting_ids(Meeting.round_id == self.round)[0]
        estimate = Assessment(id="e", meeting_id=meeting_id, state="signed")
        estimate.is_final = True
        with self.platform.database.writing() as session:
            session.add(estimate)
            session.flush()
            rating = {"block_id": "1", "option_code": "passend", "remark": ""}
            session.add(AssessmentRating(assessment_id="e", **rating))

    def _visit(self):
        """A day that is still to come."""
        plan = VisitPlan(
            kind="visit",
            day=today() + timedelta(days=3),
            provider_ids=self.providers[:1],
            conversations=[ConversationPlan(group_id="beleid")],
        )
        return plan_visit(self.platform, self.round, plan)

    def _own_estimate(self):
        """One that an inspector has not signed yet, as (meeting, estimate)."""
        (meeting_id,) = self.meeting_ids(Meeting.visit_id == self.visit)
        with self.platform.database.reading() as session:
            inspector = session.scalar(select(Staff.id).where(Staff.email.like("inspecteur%")))
        database = self.platform.database
        return meeting_id, start_estimate(database, meeting_id, self.providers[0], inspector)

    def _visitor(self, role):
        if role == "niemand":
            return Visitor(self.app.test_client())
        if role != "aanbieder":
            return signed_in(self.app, self.platform, Account(f"{role}@voorbeeld.be", role))
        secret = add_staff(self.platform.database, "a@voorbeeld.be", role, self.providers[:1])
        set_password(self.platform.database, secret, "een lang wachtwoord voor tests")
        visitor = Visitor(self.app.test_client())
        form = visitor.open("/aanmelden")
        form.fill(email="a@voorbeeld.be", password="een lang wachtwoord voor tests").send()
        return visitor


def walked(world, roles=ROLES):
    """(role, address) → what comes out there, of all that a role gets to by routes and links."""
    start = [*_by_route(world), *_of_self_evaluations(world)]
    return {
        (role, address): body
        for role in roles
        for address, body in _crawled(world, world.visitors[role].client, start).items()
    }


def answers(world, known):
    """(role, address) → what comes out, without what differs each time."""
    return {
        (role, address): _body(world.visitors[role].client.get(address)) for role, address in known
    }


def endpoints(world, answered):
    """The endpoints behind (role, address) pairs, of those that answered with 200."""
    adapter = world.app.url_map.bind("localhost")
    return {
        adapter.match(urlsplit(address).path)[0]
        for (_role, address), (status, _content) in answered.items()
        if status == 200
    }


def telling(world, answered, words):
    """(role, endpoint) of the pages and files in which these words stand."""
    adapter = world.app.url_map.bind("localhost")
    return {
        (role, adapter.match(urlsplit(address).path)[0])
        for (role, address), (_status, content) in answered.items()
        if words in (b"".join(content.values()) if isinstance(content, dict) else content)
    }


def commands(group=None, before=()):
    """Every command of the command line, as its words."""
    group = group or _program()
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if isinstance(command, click.Group):
            yield from commands(command, (*before, name))
        else:
            yield (*before, name), command


def printed(world, monkeypatch, capfdbinary):
    """What each command that prints results writes, in every format, whole and per provider."""
    for name, text in {
        "BOUWSTENEN_HOME": str(world.platform.settings.home),
        "DATABASE_URL": world.platform.settings.database_url,
        "SECRET_KEY": SECRET_KEY,
    }.items():
        monkeypatch.setenv(name, text)
    found = {}
    for words, command in commands():
        if words[0] not in WITHOUT_RESULTS:
            for line in _lines(world, words, command):
                code = run(line)
                assert code == 0, line
                found[" ".join(line)] = _plain(capfdbinary.readouterr().out)
    return found


def _lines(world, words, command):
    formats = next((one.type for one in command.params if one.name == "kind"), None)
    asked = {one.name for one in command.params}
    for kind in formats._words if formats else ("",):
        line = [*words, *(["--format", kind] if kind else [])]
        if "round_id" in asked:
            line += ["--round", world.round]
        yield line
        if "provider" in asked:
            yield [*line, "--provider", world.providers[0]]
        if "group" in asked:
            yield [*line, "--group", "beleid"]


def _by_route(world):
    examples = {
        "round_id": [world.round],
        "theme_id": ["visie"],
        "group_id": ["beleid", "scholen"],
        "provider_id": world.providers[:2],
        "meeting_id": [*world.meeting_ids()[:2], world.own_estimate[0]],
        "assessment_id": [world.own_estimate[1]],
        "block_id": ["1"],
        "visit_id": [world.visit],
        "join_code": [world.open.join_code],
        "instrument_id": ["okt-2020"],
    }
    adapter = world.app.url_map.bind("localhost")
    for rule in world.app.url_map.iter_rules():
        if "GET" in rule.methods and rule.endpoint != "static":
            for values in _values(rule, examples):
                yield adapter.build(rule.endpoint, values)


def _of_self_evaluations(world):
    """Where a coordinator goes, and where somebody looks who knows of that of another."""
    for start in (f"/ronde/{world.own}", f"/ronde/{world.unshared}"):
        yield from (start, f"{start}/resultaten", f"{start}/resultaten/visie")
        yield from (f"{start}/delen", f"{start}/strookjes", f"{start}/gegevens")
        yield from (f"{start}/resultaten.{kind}" for kind in ("json", "csv", "xlsx"))


def _values(rule, examples):
    found = [{}]
    for name in rule.arguments:
        choices = getattr(rule._converters[name], "items", None) or examples.get(name, ())
        found = [{**values, name: choice} for values in found for choice in choices]
    return found


def _crawled(world, client, start):
    """Address → what comes out: by the routes, and by links from there; of what is alike, a few."""
    adapter = world.app.url_map.bind("localhost")
    waiting, seen, alike = list(start), {}, Counter()
    while waiting:
        address = waiting.pop(0)
        kind = _kind_of(adapter, address)
        if address in seen or (address not in start and alike[kind] >= MOST_ALIKE):
            continue
        alike[kind] += 1
        response = client.get(address)
        seen[address] = _body(response)
        if response.mimetype == "text/html" and response.status_code == 200:
            tree = html5lib.parse(response.text, namespaceHTMLElements=False)
            waiting += _links(tree, urlsplit(address).path)
            waiting += _filters(tree, urlsplit(address).path)
    return seen


def _kind_of(adapter, address):
    parts = urlsplit(address)
    endpoint, values = adapter.match(parts.path)
    of_page = tuple(values.get(name) for name in ("chart_id", "extension"))
    return endpoint, of_page, tuple(sorted(name for name, _ in parse_qsl(parts.query)))


def _links(tree, path):
    for element in tree.iter():
        address = element.get("href") or element.get("data-url") or ""
        if address.startswith("?"):
            address = path + address
        if address.startswith("/") and not NOT_FOLLOWED.search(address):
            yield address.partition("#")[0]


def _filters(tree, path):
    """Each choice of each form that asks without changing anything."""
    for form in tree.iter("form"):
        if (form.get("method") or "get").lower() == "get":
            for pair in _choices(form):
                yield f"{form.get('action') or path}?{urlencode([pair])}"


def _choices(form):
    for element in form.iter():
        values = [element, *element.iter("option")]
        for value in (one.get("value") for one in values):
            if element.get("name") and value:
                yield element.get("name"), value


def _body(response):
    return response.status_code, _plain(response.data)


def _plain(content):
    if content[:4] != b"PK\x03\x04":
        return DIFFERS_EACH_TIME.sub(rb"\1", content)
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        names = [name for name in packed.namelist() if not name.startswith("docProps/")]
        return {name: packed.read(name) for name in names}
