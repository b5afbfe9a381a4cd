"""Role × route × method × object: every cell of webapp/web/access_table.py, on a running app."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import product
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.exceptions import MethodNotAllowed
from werkzeug.routing import MapAdapter, Rule
from werkzeug.test import TestResponse

from tests import builders
from tests.platforms import platform_on
from tests.web.conftest import Account, signed_in
from webapp import create_app
from webapp.db.models import Staff, StaffProvider
from webapp.platform import Platform
from webapp.services import staff_accounts
from webapp.services.give_rounds import set_round_rights
from webapp.services.plan_visit import plan_visit
from webapp.services.self_evaluation.draft import begin_draft, new_draft
from webapp.services.today import today
from webapp.services.visit_plan import ConversationPlan, VisitPlan
from webapp.web.access_table import RIGHTS, ROLES, Right, right_to

METHODS = ("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS")
OWN, OTHER, NOTHING = "own", "other", "nothing"
LED, LED_OTHER, SHARED = "led by its provider", "led by another provider", "shared by another"
ANY = "about nothing in particular"
IN, OPEN = "let in", "open to all"
TOKEN = re.compile(rb'name="csrf_token" value="[^"]*"')


@dataclass(frozen=True, slots=True)
class World:
    """One app with an account of each role; per kind of object which ids there are."""

    app: Flask
    clients: dict[str, FlaskClient]
    ids: dict[str, dict[str, str]]

    def ask(self, role: str, method: str, path: str) -> TestResponse:
        return self.clients[role].open(path, method=method)

    def paths(self, rule: Rule) -> dict[str, str]:
        """Object → address; what cannot belong to somebody else has no `other`."""
        adapter = self.app.url_map.bind("localhost")
        kinds = [OWN, NOTHING] if rule.arguments else [ANY]
        if rule.arguments & self.ids[LED].keys():
            kinds += [LED, LED_OTHER, SHARED]
        right = right_to(rule.endpoint)
        if (right.own or right.given) and rule.arguments & self.ids[OTHER].keys():
            kinds.append(OTHER)
        return {
            kind: adapter.build(
                rule.endpoint,
                {name: self._id_of(name, kind) for name in rule.arguments},
            )
            for kind in kinds
        }

    def _id_of(self, name: str, kind: str) -> str:
        if name in ("extension", "step"):
            return {"extension": "csv", "step": "bouwstenen"}[name]
        return self.ids.get(kind, {}).get(name, self.ids[OWN].get(name, NOTHING))


@pytest.fixture(scope="module")
def world(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    folder = tmp_path_factory.mktemp("roles")
    (folder / "all.db").write_bytes(sqlite_template.read_bytes())
    with platform_on(f"sqlite:///{folder}/all.db", folder / "home") as platform:
        app = create_app(replace(platform.settings, style_page=True), platform)
        with pytest.MonkeyPatch.context() as patch:
            quick = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
            patch.setattr(staff_accounts, "_hasher", quick)
            patch.setattr(staff_accounts, "_hash_of_nobody", lambda: quick.hash("nobody"))
            clients = {
                role: signed_in(app, platform, Account(f"{role}@voorbeeld.be", role)).client
                for role in ROLES
            }
        yield World(app, {"anonymous": app.test_client(), **clients}, _objects(app, platform))


def _objects(app: Flask, platform: Platform) -> dict[str, dict[str, str]]:
    """A visit where the observer is and one where it is not; the same for providers and rounds."""
    with platform.database.reading() as session:
        staff = {one.role: one.id for one in session.query(Staff)}
        own_provider = session.query(StaffProvider).one().provider_id
    okt, given_to = app.extensions["catalogue"].latest("okt-2020"), (staff["inspecteur"],)
    round_id, beside_it, other_round = (
        builders.open_round(platform, okt, given_to=names) for names in (given_to, given_to, ())
    )
    for id_ in (round_id, beside_it):
        set_round_rights(platform.database, id_, [*given_to, staff["lezer"]], every_inspector=False)
    other_provider = builders.provider(platform, "Andere aanbieder")
    day = VisitPlan(
        kind="visit",
        day=today(),
        place="Gent",
        provider_ids=[other_provider],
        conversations=[ConversationPlan(group_id="scholen", starts_at="09:00")],
    )
    own_visit = plan_visit(platform, round_id, replace(day, observer_ids=[staff["waarnemer"]]))
    other_visit = plan_visit(platform, other_round, replace(day, day=today() + timedelta(1)))
    meeting_id = builders.open_meeting(
        platform, round_id, "scholen", slips=5, provider_ids=[own_provider]
    ).id
    own = {
        "round_id": round_id,
        "meeting_id": meeting_id,
        "visit_id": own_visit,
        "provider_id": own_provider,
        "instrument_id": "okt-2020",
        "theme_id": "visie",
        "group_id": "scholen",
    }
    own["other_id"] = beside_it
    core = new_draft(okt)
    own["draft_id"], others_draft = (
        begin_draft(platform.database, staff[role], own_provider, core)
        for role in ("aanbieder", "inspecteur")
    )
    other = {
        "visit_id": other_visit,
        "provider_id": other_provider,
        "round_id": other_round,
        "other_id": other_round,
        "draft_id": others_draft,
        "meeting_id": builders.open_meeting(platform, other_round, "scholen", slips=5).id,
    }
    return {
        OWN: own,
        OTHER: other,
        NOTHING: dict.fromkeys(own, NOTHING),
        LED: _self_evaluation(platform, own_provider),
        LED_OTHER: _self_evaluation(platform, other_provider),
        SHARED: _self_evaluation(platform, other_provider, shared_by=staff["aanbieder"]),
    }


def _self_evaluation(
    platform: Platform, provider_id: str, *, shared_by: str | None = None
) -> dict[str, str]:
    """A round of a provider with a meeting, and another of its rounds."""
    round_id, other_id = (builders.self_evaluation(platform, provider_id) for _ in range(2))
    meeting = builders.open_meeting(platform, round_id, slips=5, provider_ids=[provider_id])
    if shared_by:
        for id_ in (round_id, other_id):
            builders.share(platform, id_, shared_by)
    return {"round_id": round_id, "meeting_id": meeting.id, "other_id": other_id}


def test_every_route_stands_in_the_table(world: World) -> None:
    """For whoever adds a page: one line in RIGHTS of webapp/web/access_table.py."""
    endpoints = {rule.endpoint for rule in world.app.url_map.iter_rules()}

    for endpoint in sorted(endpoints - RIGHTS.keys()):
        pytest.fail(
            f"add to RIGHTS in webapp/web/access_table.py, beside its like:"
            f' "{endpoint}": LEADERS,  # or another right of that file'
        )
    assert RIGHTS.keys() - endpoints == set(), "no route has these names any more"


def test_every_cell_is_as_the_table_says(world: World) -> None:
    wrong = []
    for path, kind, method, endpoint in cells(world):
        for role in world.clients:
            expected = due(right_to(endpoint), role, kind) if endpoint else "405"
            response = world.ask(role, method, path)
            if not fits(response, expected):
                wrong.append(f"{role} {method} {path} ({kind}): {response.status}, {expected}")

    assert wrong == []


def _as_it_looks(reply: TestResponse) -> bytes:
    """Without the address, to which the buttons of languages lead, and the moment in a token."""
    page = reply.data.replace(reply.request.path.encode(), b"")
    return TOKEN.sub(b"", page)


def test_what_is_of_others_looks_as_what_does_not_exist(world: World) -> None:
    compared = 0
    for rule in world.app.url_map.iter_rules():
        paths = world.paths(rule)
        methods = sorted((rule.methods or set()) - {"OPTIONS"})
        hidden = [
            (role, kind)
            for role, kind in product(world.clients, paths.keys() - {NOTHING, OWN, ANY})
            if due(right_to(rule.endpoint), role, kind) == "404"
        ]
        for (role, kind), method in product(hidden, methods):
            others, nothing = (world.ask(role, method, paths[one]) for one in (kind, NOTHING))
            assert others.status_code == nothing.status_code == 404, (role, kind, rule)
            there = [_as_it_looks(one) for one in (others, nothing)]
            assert there[0] == there[1]
            heads = [dict(one.headers, **{"Content-Length": ""}) for one in (others, nothing)]
            assert heads[0] == heads[1]
            compared += 1

    assert compared


def cells(world: World) -> Iterator[tuple[str, str, str, str | None]]:
    """Every address, whose object it is about, a method, and the endpoint or None (405).

    Methods that change nothing about who may come in are asked of what exists only.
    """
    adapter = world.app.url_map.bind("localhost")
    for rule in world.app.url_map.iter_rules():
        for (kind, path), method in product(world.paths(rule).items(), METHODS):
            if kind in (OWN, ANY) or method in ("GET", "POST"):
                yield path, kind, method, endpoint_of(adapter, path, method)


def endpoint_of(adapter: MapAdapter, path: str, method: str) -> str | None:
    try:
        return str(adapter.match(path, method)[0])
    except MethodNotAllowed:
        return None


def due(right: Right, role: str, kind: str) -> str:
    """What the table says, worked out apart from webapp/web/access.py."""
    if right.is_open:
        return OPEN
    if role == "anonymous":
        return "asked to sign in"
    if role not in right.every + right.given + right.own + right.leads:
        return "403"
    if kind == ANY:
        return IN
    if role in right.leads:
        reached: tuple[str, ...] = (LED,)
    elif role in right.own:
        reached = (OWN, LED)
    else:
        all_rounds = (OTHER, NOTHING) if role in right.every else ()
        reached = (OWN, *all_rounds, *((SHARED,) if role in right.shared else ()))
    return IN if kind in reached else "404"


def fits(response: TestResponse, expected: str) -> bool:
    asked = response.status_code == 302 and response.headers["Location"].startswith("/aanmelden")
    if expected == OPEN:
        return response.status_code not in (403, 405, 500)
    if expected == IN:
        return response.status_code not in (403, 405, 500) and not asked
    return asked if expected == "asked to sign in" else response.status_code == int(expected)
