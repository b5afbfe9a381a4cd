"""Visits: planned once, changed while they can be, and called off without loss."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests import builders
from webapp.db.models import BatchVisit, Meeting
from webapp.db.queries.visits import VisitRow, count_slips, find_visit, list_visits
from webapp.platform import Platform
from webapp.services.errors import BadInputError, NotFoundError, RefusedError, WrongStateError
from webapp.services.hold_meeting import begin_meeting
from webapp.services.plan_visit import cancel_visit, change_visit, plan_visit
from webapp.services.print_slips import draw_day_slips, keep_day_slips
from webapp.services.staff_accounts import add_staff
from webapp.services.today import today
from webapp.services.visit_plan import ConversationPlan, VisitPlan

MORNING = ConversationPlan(group_id="beleid", starts_at="09:00", ends_at="10:30", expected=9)
NOON = ConversationPlan(group_id="scholen", starts_at="13:00", ends_at="14:30", expected=6)


@pytest.fixture
def round_id(platform: Platform) -> str:
    return builders.open_round(platform)


@pytest.fixture
def plan(platform: Platform) -> VisitPlan:
    return VisitPlan(
        kind="visit",
        day=today() + timedelta(7),
        place="Brussel",
        provider_ids=[builders.provider(platform, "De Kreek")],
        conversations=[NOON, MORNING],
    )


def visit_of(platform: Platform, visit_id: str) -> VisitRow:
    with platform.database.reading() as session:
        found = find_visit(session, visit_id)
    assert found is not None
    return found


def as_planned(row: VisitRow) -> list[ConversationPlan]:
    return [
        ConversationPlan(
            group_id=one.group_id,
            starts_at=one.starts_at,
            ends_at=one.ends_at,
            expected=one.expected or 1,
            meeting_id=one.id,
        )
        for one in row.meetings
    ]


def print_slips(platform: Platform, visit_id: str) -> tuple[list[int], int]:
    """How many slips each bowl has, and how many older ones stopped working."""
    drawn = draw_day_slips(visit_of(platform, visit_id))
    replaced = keep_day_slips(platform.database, visit_id, drawn)
    return [len(one.slips) for one in drawn], replaced


def staff_id(platform: Platform, email: str, role: str) -> str:
    from webapp.db.queries.staff import find_staff_by_email

    add_staff(platform.database, email, role)
    with platform.database.reading() as session:
        found = find_staff_by_email(session, email)
    assert found is not None
    return found.id


def test_a_visit_is_planned_with_its_conversations(
    platform: Platform, round_id: str, plan: VisitPlan
) -> None:
    leader = staff_id(platform, "leidt@voorbeeld.be", "inspecteur")
    observer = staff_id(platform, "kijkt@voorbeeld.be", "waarnemer")
    plan = replace(plan, leader_ids=[leader], observer_ids=[observer, leader])
    visit_id = plan_visit(platform, round_id, plan)
    row = visit_of(platform, visit_id)

    assert [one.group_id for one in row.meetings] == ["beleid", "scholen"]
    assert {(one.held, one.state, one.day) for one in row.meetings} == {
        ("planned", "open", plan.day)
    }
    assert row.provider_names == ("De Kreek",)
    assert [one.email for one in row.leaders] == ["leidt@voorbeeld.be"]
    assert [one.email for one in row.observers] == ["kijkt@voorbeeld.be"]
    assert all(platform.keystore.has(one.id) for one in row.meetings)


def test_sending_a_plan_twice_plans_one(platform: Platform, round_id: str, plan: VisitPlan) -> None:
    visit_id = plan_visit(platform, round_id, plan)
    keys = platform.keystore.meeting_ids()
    with pytest.raises(WrongStateError, match="al gepland"):
        plan_visit(platform, round_id, plan, visit_id=visit_id)

    assert platform.keystore.meeting_ids() == keys
    with platform.database.reading() as session:
        assert len(list_visits(session, round_id)) == 1


def test_slips_are_made_when_they_are_printed_and_older_ones_stop(
    platform: Platform, round_id: str, plan: VisitPlan
) -> None:
    visit_id = plan_visit(platform, round_id, plan)
    morning, noon = visit_of(platform, visit_id).meetings
    with pytest.raises(WrongStateError, match="nog geen strookjes"):
        begin_meeting(platform.database, morning.id)
    first, second = print_slips(platform, visit_id), print_slips(platform, visit_id)
    with platform.database.reading() as session:
        counts = count_slips(session, [morning.id, noon.id])

    assert (first, second) == (([9, 6], 0), ([9, 6], 15))
    assert counts == {morning.id: 9, noon.id: 6}
    early = draw_day_slips(visit_of(platform, visit_id))
    begin_meeting(platform.database, morning.id)
    with pytest.raises(WrongStateError, match="veranderde net"):
        keep_day_slips(platform.database, visit_id, early)
    assert print_slips(platform, visit_id) == ([6], 6)
    begin_meeting(platform.database, noon.id)
    with pytest.raises(WrongStateError, match="geen strookjes te maken"):
        print_slips(platform, visit_id)


def test_a_plan_changes_until_it_is_carried_out(
    platform: Platform, round_id: str, plan: VisitPlan
) -> None:
    visit_id = plan_visit(platform, round_id, plan)
    print_slips(platform, visit_id)
    morning, noon = as_planned(visit_of(platform, visit_id))
    begin_meeting(platform.database, str(morning.meeting_id))
    changed = replace(
        plan,
        day=plan.day + timedelta(1),
        provider_ids=[builders.provider(platform, "Duin & Hei")],
        conversations=[morning, replace(noon, expected=8, starts_at="14:00"), NOON],
    )
    change_visit(platform, visit_id, changed)
    row = visit_of(platform, visit_id)

    assert row.provider_names == ("De Kreek",), "what has begun is about who it was about"
    assert [(one.starts_at, one.expected, one.day - plan.day) for one in row.meetings] == [
        ("09:00", 9, timedelta(0)),
        ("13:00", 6, timedelta(1)),
        ("14:00", 8, timedelta(1)),
    ]
    change_visit(platform, visit_id, replace(changed, conversations=as_planned(row)[:1]))
    states = [one.state for one in visit_of(platform, visit_id).meetings]
    assert states == ["open", "cancelled", "cancelled"]
    assert platform.keystore.meeting_ids() == {morning.meeting_id}


def test_calling_off_leaves_what_is_closed(
    platform: Platform, round_id: str, plan: VisitPlan
) -> None:
    visit_id = plan_visit(platform, round_id, plan)
    assert visit_of(platform, visit_id).phase == "planned"
    [morning, _noon] = visit_of(platform, visit_id).meetings
    print_slips(platform, visit_id)
    begin_meeting(platform.database, morning.id)
    assert visit_of(platform, visit_id).phase == "running"
    with platform.database.writing() as session:
        session.get_one(Meeting, morning.id).state = "closed"

    assert cancel_visit(platform, visit_id) == 1
    assert visit_of(platform, visit_id).phase == "ended"
    assert cancel_visit(platform, visit_id) == 0
    with pytest.raises(NotFoundError):
        cancel_visit(platform, "bestaatniet")


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"kind": "feest"}, "focusgesprek"),
        ({"day": date(1999, 1, 1)}, "Kies een dag"),
        ({"title": "x" * 201}, "hoogstens 200"),
        ({"provider_ids": []}, "bij welke aanbieder"),
        ({"provider_ids": ["weg"]}, "geen aanbieder weg"),
        ({"leader_ids": ["weg"]}, "geen account weg"),
        ({"conversations": []}, "minstens één gesprek"),
        ({"conversations": [MORNING] * 21}, "hoogstens 20"),
        ({"conversations": [replace(MORNING, group_id="x")]}, "staat niet in dit instrument"),
        ({"conversations": [MORNING, replace(NOON, starts_at="9u")]}, "Gesprek 2: Geef uren"),
        ({"conversations": [replace(NOON, starts_at=None)]}, "ook wanneer het begint"),
        ({"conversations": [replace(NOON, ends_at="12:59")]}, "na het begin"),
        ({"conversations": [replace(NOON, expected=0)]}, "hoeveel mensen"),
    ],
)
def test_what_is_not_allowed_is_told_and_nothing_is_stored(
    platform: Platform, round_id: str, plan: VisitPlan, wrong: dict[str, object], says: str
) -> None:
    with pytest.raises(RefusedError, match=says):
        plan_visit(platform, round_id, replace(plan, **wrong))

    assert platform.keystore.meeting_ids() == set()
    with platform.database.reading() as session:
        assert list_visits(session, round_id) == []


def test_who_may_not_lead_does_not(platform: Platform, round_id: str, plan: VisitPlan) -> None:
    observer = staff_id(platform, "kijkt@voorbeeld.be", "waarnemer")

    with pytest.raises(BadInputError, match="kan geen gesprek leiden"):
        plan_visit(platform, round_id, replace(plan, leader_ids=[observer]))


def test_where_estimates_release_every_meeting_has_a_visit(platform: Platform) -> None:
    round_id = builders.open_round(platform, release="estimate")
    kreek = builders.provider(platform, "De Kreek")
    sheets = [{"1": "passend"}] * 5
    first = builders.meeting_with(platform, round_id, sheets, provider_ids=[kreek])
    builders.open_meeting(platform, round_id, "scholen", provider_ids=[kreek])
    builders.open_meeting(platform, round_id, "scholen")
    builders.close(platform, first)
    with platform.database.reading() as session:
        visits = list_visits(session, round_id)
        batches = session.query(BatchVisit).all()

    assert {(row.visit.kind, len(row.meetings)) for row in visits} == {("visit", 2), ("visit", 1)}
    assert [one.visit_id for one in batches] == [
        row.visit.id for row in visits if len(row.meetings) == 2
    ]
