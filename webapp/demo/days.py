"""The visits of the demonstration: on which day, at which hour, and who is there."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from sqlalchemy.orm import Session

from webapp.db.queries.staff import list_staff
from webapp.demo.plan import Conversation
from webapp.services.today import today
from webapp.services.visit_plan import ConversationPlan, VisitPlan

HOURS = {
    "beleid": ("09:00", "10:30"),
    "ondersteuners": ("11:00", "12:30"),
    "scholen": ("13:30", "15:00"),
    "kleine-aanbieders": ("09:30", "11:30"),
}
WITH_OBSERVERS = 15  # of the seventeen visits of the report
_DAYS_BETWEEN = 3
_SATURDAY = 5


class Day(NamedTuple):
    """A visit to be made up, with its conversations in the order of the day."""

    plan: VisitPlan
    conversations: tuple[Conversation, ...]


class Staff(NamedTuple):
    """Ids of the accounts that there are."""

    leaders: tuple[str, ...]
    observers: tuple[str, ...]


def staff_of(session: Session) -> Staff:
    """Everybody who can lead, and everybody who can observe."""
    rows = list_staff(session)
    return Staff(
        tuple(one.id for one in rows if one.role == "inspecteur"),
        tuple(one.id for one in rows if one.role == "waarnemer"),
    )


def plan_days(
    conversations: Sequence[Conversation],
    provider_ids: Mapping[str, str],
    provinces: Mapping[str, str],
    staff: Staff,
) -> Iterator[Day]:
    """A day for every provider and for every regional conversation, the last one not long ago."""
    by_visit: dict[object, list[Conversation]] = {}
    for one in conversations:
        by_visit.setdefault(one.provider_name or one.number, []).append(one)
    days = _days_before(today(), len(by_visit))
    for number, (about, held) in enumerate(by_visit.items()):
        name = about if isinstance(about, str) else None
        yield Day(
            VisitPlan(
                kind="visit" if name else "region",
                day=days[number],
                place=provinces[name] if name else "",
                provider_ids=[provider_ids[name]] if name else [],
                leader_ids=staff.leaders,
                observer_ids=staff.observers if number < WITH_OBSERVERS else (),
                conversations=[planned(one.group_id, one.people, one.setting) for one in held],
            ),
            tuple(held),
        )


def planned(group_id: str, people: int, setting: str = "conversation") -> ConversationPlan:
    """A conversation at the hour of its group."""
    starts_at, ends_at = HOURS[group_id]
    return ConversationPlan(
        group_id=group_id,
        starts_at=starts_at,
        ends_at=ends_at,
        expected=people,
        is_alone=setting == "alone",
    )


def _days_before(end: date, number: int) -> list[date]:
    """As many days, the oldest first, none in a weekend."""
    days = [end - timedelta(_DAYS_BETWEEN * n + 1) for n in reversed(range(number))]
    return [day - timedelta(max(0, day.weekday() - _SATURDAY + 1)) for day in days]
