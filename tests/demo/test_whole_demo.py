"""The whole demonstration: its accounts, its self-evaluations and its estimates."""

import re
from collections import Counter
from dataclasses import replace

import pytest
from argon2 import PasswordHasher

from tests.platforms import settings_for
from tests.web.visitor import Visitor
from webapp import create_app
from webapp.db.queries.assessments import list_assessments
from webapp.db.queries.follow_up import list_actions, list_focus_points, list_team_ratings
from webapp.db.queries.meetings import list_meetings
from webapp.db.queries.providers import list_providers
from webapp.db.queries.rounds import find_round, list_rounds
from webapp.db.queries.self_evaluations import list_drafts, list_shared_rounds
from webapp.db.queries.signed_estimates import list_estimate_rows
from webapp.db.queries.staff import find_staff_by_email, list_providers_of
from webapp.demo.accounts import (
    ADMINISTRATOR,
    COLLEAGUE,
    COORDINATOR,
    INSPECTOR,
    OBSERVER,
    PROVIDER,
    READER,
)
from webapp.demo.back_in_time import move_back
from webapp.demo.estimates import DIFFERING, SETTLED, estimate_texts
from webapp.demo.hold import MadeUpDataError
from webapp.demo.prepare import demonstration
from webapp.demo.self_evaluation_texts import self_evaluation_texts
from webapp.instrument.loader import load_folder
from webapp.platform import Platform
from webapp.services import staff_accounts
from webapp.services.open_round import RoundPlan, open_round
from webapp.services.read_results import read_results
from webapp.services.self_evaluation.check_draft import GROUPS, Period, problems_of
from webapp.services.self_evaluation.draft import read_draft
from webapp.services.staff_accounts import sign_in
from webapp.services.today import today
from webapp.settings import ROOT

ROLES = {
    INSPECTOR: "inspecteur",
    COLLEAGUE: "inspecteur",
    OBSERVER: "waarnemer",
    ADMINISTRATOR: "beheerder",
    READER: "lezer",
    COORDINATOR: "aanbieder",
}
SAYS_SO = "Verzonnen gegevens"


@pytest.fixture(scope="module")
def catalogue():
    return load_folder(ROOT / "instruments")


@pytest.fixture(scope="module")
def shown(catalogue, sqlite_template, tmp_path_factory):
    """A filled platform, and what a newcomer is told."""
    home = tmp_path_factory.mktemp("shown")
    file = home / "shown.db"
    file.write_bytes(sqlite_template.read_bytes())
    settings = replace(settings_for(f"sqlite:///{file}", home), demo=True)
    platform = Platform.from_settings(settings)
    with pytest.MonkeyPatch.context() as patch:
        quick = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
        patch.setattr(staff_accounts, "_hasher", quick)
        yield platform, demonstration(platform, catalogue, lambda *_step: None)
    platform.database.dispose()


@pytest.fixture
def session(shown):
    with shown[0].database.reading() as session:
        yield session


def self_evaluations(session):
    """The older one and the newer one."""
    rounds = [row.round for row in list_rounds(session) if row.round.owner_provider_id]
    return sorted(rounds, key=lambda one: one.created_on)


def test_every_role_can_sign_in_with_the_printed_password(shown, session):
    for email, role in ROLES.items():
        assert sign_in(session, email, shown[1].password).role == role
    coordinator = find_staff_by_email(session, COORDINATOR)
    assert [one.name for one in list_providers_of(session, coordinator.id)] == [PROVIDER]


def test_everything_made_up_says_so_and_nothing_is_a_score(shown, session):
    rounds = [row.round for row in list_rounds(session)]
    said = [one.title for one in rounds] + [one.name for one in list_providers(session)]

    assert len(rounds) == 4
    assert all(one.is_made_up and "verzonnen" in one.title for one in rounds)
    assert len(shown[1].slips) == 15
    assert "score" not in " ".join(said).lower()


def test_one_self_evaluation_was_a_year_ago_and_one_just_now(session):
    older, newer = self_evaluations(session)

    assert older.state == newer.state == "closed"
    assert older.ends_on < newer.starts_on < newer.ends_on < today()
    assert 360 < (newer.starts_on - older.starts_on).days < 370
    assert [row.round.id for row in list_shared_rounds(session)] == [older.id]
    for round_ in (older, newer):
        results = read_results(session, find_round(session, round_.id))
        assert {one.group_id for one in results.totals} == {"beleid", "ondersteuners", "scholen"}
        assert results.suppressed == ()
        counted = {block.block_id for one in results.totals for block in one.blocks}
        assert {"eigen-1", "eigen-2"} <= counted
        assert {row.meeting.day for row in list_meetings(session, round_.id)} == {round_.starts_on}


def test_the_older_one_was_followed_up_and_its_actions_are_in_every_state(session):
    older, newer = self_evaluations(session)
    points = list_focus_points(session, older.id, older.owner_provider_id)
    actions = list_actions(session, [one.id for one in points])

    assert len(points) == 4
    assert {one.state for one in actions} == {"planned", "running", "done", "stopped"}
    for one in actions:
        assert (one.due < today()) == (one.state in {"done", "stopped"})
    judged = list_team_ratings(session, older.id, older.owner_provider_id)
    asked = {*self_evaluation_texts().asked["beleid"], "eigen-2"}
    assert {row.block_id for row, _author in judged} == asked
    assert {author for _row, author in judged} == {COORDINATOR}
    assert list_focus_points(session, newer.id, newer.owner_provider_id) == []


def test_one_is_left_in_the_second_step(session, catalogue):
    coordinator = find_staff_by_email(session, COORDINATOR)
    ((row, name),) = list_drafts(session, coordinator.id)
    draft, core = read_draft(row), catalogue.latest("okt-2020")

    assert name == PROVIDER
    assert "verzonnen" in draft.title
    assert problems_of(draft, core, "bouwstenen") == []
    assert len(problems_of(draft, core, GROUPS)) == 1


def test_some_estimates_were_settled_by_two_and_some_are_left_to_try(session):
    (round_,) = [row.round for row in list_rounds(session) if "kleine types" in row.round.title]
    states = Counter()
    for row in list_meetings(session, round_.id):
        about = list_assessments(session, row.meeting.id)
        by_one = sum(one.is_signed and one.author_id is not None for one in about)
        states[by_one, any(one.is_final for one in about)] += row.meeting.group_id == "beleid"
    rows = list_estimate_rows(session, round_.id)

    assert states == {(2, True): len(SETTLED), (2, False): 1, (1, False): 1, (0, False): 11}
    assert len({one.assessment_id for one in rows}) == len(SETTLED)
    assert len({one.option_code for one in rows}) >= 3


def test_every_page_says_that_it_is_made_up_also_outside_the_demonstration(shown, session):
    platform, told = shown
    app = create_app(replace(platform.settings, demo=False), platform)
    older, newer = self_evaluations(session)
    provider = older.owner_provider_id
    coordinator = Visitor(app.test_client())
    coordinator.open("/aanmelden").fill(email=COORDINATOR, password=told.password).send()
    inspector = Visitor(app.test_client())
    inspector.open("/aanmelden").fill(email=INSPECTOR, password=told.password).send()

    of_newer = f"/mijn-resultaten/{newer.id}/verder/{provider}"
    for address in (
        "/mijn-aanbieder/zelfevaluaties",
        f"/ronde/{older.id}",
        f"/ronde/{newer.id}/resultaten",
        f"/ronde/{older.id}/delen",
        of_newer,
        f"{of_newer}/aandachtspunten",
        f"/mijn-resultaten/{older.id}/verder/{provider}/naast-elkaar",
    ):
        assert (coordinator.open(address).status, SAYS_SO in coordinator.page.text) == (200, True)
    assert "Van vorige keer" in coordinator.open(of_newer).text
    assert self_evaluation_texts().focus[1].why in coordinator.page.text

    (visits,) = [row.round.id for row in list_rounds(session) if "kleine types" in row.round.title]
    beleid = [one for one in list_meetings(session, visits) if one.meeting.group_id == "beleid"]
    beleid.sort(key=lambda one: one.provider_names)
    contrast = f"/gesprek/{beleid[SETTLED[0]].meeting.id}/inschatting/contrast"
    for address in (
        contrast,
        f"/ronde/{visits}/resultaten/vergelijken/inschatting",
        f"/ronde/{older.id}/resultaten",
    ):
        assert (inspector.open(address).status, SAYS_SO in inspector.page.text) == (200, True)
    assert f"{50 - DIFFERING}" in inspector.open(contrast).text
    assert inspector.open(f"/ronde/{newer.id}/resultaten").status == 404


def test_made_up_texts_name_nobody():
    texts, estimates = self_evaluation_texts(), estimate_texts()
    said = [
        *(one.why for one in texts.focus),
        *(part for one in texts.focus for row in one.actions for part in (row.what, row.who)),
        *(one.text for one in texts.own),
        *(rating.remark for rating in texts.team.values()),
        *(text for of_code in estimates.remarks.values() for text in of_code.values()),
        *estimates.settled,
    ]

    for text in said:
        inside = re.sub(r"(^|[.!?] )[A-ZÉ]", "", text.replace("CLB", ""))
        assert not re.search("[A-Z]", inside), text


def test_days_of_a_real_round_are_not_rewritten(platform, catalogue):
    plan = RoundPlan(title="Echt", min_group_size=5)
    core = catalogue.latest("okt-2020")
    round_id = open_round(platform.database, core, plan, lowest_group_size=5)

    with pytest.raises(MadeUpDataError):
        move_back(platform.database, round_id, Period(today(), today()))
    with platform.database.reading() as session:
        assert find_round(session, round_id).created_on == today()
