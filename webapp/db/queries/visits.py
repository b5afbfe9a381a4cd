"""Reading visits: the plan of a day, its conversations, and who of staff is there."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from webapp.db.models import (
    Meeting,
    Provider,
    Round,
    Slip,
    Staff,
    Visit,
    VisitProvider,
    VisitStaff,
)
from webapp.db.queries.round_rights import observed_by


class Member(NamedTuple):
    """Somebody of staff at a visit; `part` is "leader" or "observer"."""

    staff_id: str
    email: str
    part: str


@dataclass(frozen=True, slots=True)
class VisitRow:
    """A visit as pages show it; its meetings are in the order of the day."""

    visit: Visit
    round: Round
    providers: tuple[tuple[str, str], ...]
    meetings: tuple[Meeting, ...]
    members: tuple[Member, ...]

    @property
    def provider_names(self) -> tuple[str, ...]:
        return tuple(name for _id, name in self.providers)

    @property
    def title(self) -> str:
        """Its own title, or the names of its providers; may be empty."""
        return self.visit.title or ", ".join(self.provider_names)

    @property
    def leaders(self) -> tuple[Member, ...]:
        return tuple(one for one in self.members if one.part == "leader")

    @property
    def observers(self) -> tuple[Member, ...]:
        return tuple(one for one in self.members if one.part == "observer")

    @property
    def kept(self) -> tuple[Meeting, ...]:
        """Its conversations without those that were cancelled."""
        return tuple(one for one in self.meetings if one.state != "cancelled")

    @property
    def phase(self) -> str:
        """planned, cancelled, ended, or running: something of it has begun, something is left."""
        states = {one.held if one.held == "planned" else one.state for one in self.kept}
        if not states:
            return "cancelled"
        if states == {"planned"}:
            return "planned"
        return "running" if states & {"planned", "open", "closing"} else "ended"


def find_visit(session: Session, visit_id: str) -> VisitRow | None:
    """The visit with this id."""
    visit = session.get(Visit, visit_id)
    return _rows(session, [visit])[0] if visit else None


def list_visits(session: Session, round_id: str) -> list[VisitRow]:
    """The visits of a round by day and title."""
    visits = session.scalars(select(Visit).where(Visit.round_id == round_id)).all()
    return _rows(session, visits)


def list_visits_of(session: Session, staff_id: str) -> list[VisitRow]:
    """The visits at which somebody leads or observes, by day and title."""
    query = select(Visit).join(VisitStaff).where(VisitStaff.staff_id == staff_id)
    return _rows(session, session.scalars(query).all())


def list_visits_observed(session: Session, staff_id: str) -> list[VisitRow]:
    """Those at which an observer sits in, and all visits of the rounds that one was given."""
    query = select(Visit).join(Round).where(observed_by(staff_id))
    return _rows(session, session.scalars(query).all())


def observes_visit(session: Session, visit_id: str, staff_id: str) -> bool:
    """Whether an observer sees the day of this visit."""
    query = select(Visit.id).join(Round).where(Visit.id == visit_id, observed_by(staff_id))
    return session.scalar(query) is not None


def list_visit_provider_ids(session: Session, visit_id: str) -> list[str]:
    """The providers of a visit, in the order of their ids."""
    query = (
        select(VisitProvider.provider_id)
        .where(VisitProvider.visit_id == visit_id)
        .order_by(VisitProvider.provider_id)
    )
    return list(session.scalars(query))


def find_visit_of_day(
    session: Session, round_id: str, day: date, provider_ids: Collection[str]
) -> Visit | None:
    """A visit on this day with exactly these providers, the first by id."""
    visits = session.scalars(
        select(Visit).where(Visit.round_id == round_id, Visit.day == day).order_by(Visit.id)
    ).all()
    providers = _providers(session, [visit.id for visit in visits])
    wanted = set(provider_ids)
    for visit in visits:
        if {id_ for id_, _name in providers.get(visit.id, ())} == wanted:
            return visit
    return None


def count_slips(session: Session, meeting_ids: Sequence[str]) -> dict[str, int]:
    """Meeting id → slips that exist now; meetings without any are left out."""
    query = (
        select(Slip.meeting_id, func.count())
        .where(Slip.meeting_id.in_(meeting_ids))
        .group_by(Slip.meeting_id)
    )
    return {row[0]: row[1] for row in session.execute(query)}


def _rows(session: Session, visits: Sequence[Visit]) -> list[VisitRow]:
    ids = [visit.id for visit in visits]
    rounds = {
        one.id: one
        for one in session.scalars(
            select(Round).where(Round.id.in_({visit.round_id for visit in visits}))
        )
    }
    providers, meetings, members = (
        _providers(session, ids),
        _meetings(session, ids),
        _members(session, ids),
    )
    rows = [
        VisitRow(
            visit,
            rounds[visit.round_id],
            tuple(providers.get(visit.id, ())),
            tuple(meetings.get(visit.id, ())),
            tuple(members.get(visit.id, ())),
        )
        for visit in visits
    ]
    return sorted(rows, key=lambda row: (row.visit.day, row.title.casefold(), row.visit.id))


def _providers(session: Session, visit_ids: list[str]) -> dict[str, list[tuple[str, str]]]:
    query = (
        select(VisitProvider.visit_id, Provider.id, Provider.name)
        .join(Provider)
        .where(VisitProvider.visit_id.in_(visit_ids))
    )
    found: dict[str, list[tuple[str, str]]] = {}
    rows = sorted(session.execute(query), key=lambda row: (row.name.casefold(), row.id))
    for visit_id, provider_id, name in rows:
        found.setdefault(visit_id, []).append((provider_id, name))
    return found


def _meetings(session: Session, visit_ids: list[str]) -> dict[str, list[Meeting]]:
    found: dict[str, list[Meeting]] = {}
    rows = session.scalars(select(Meeting).where(Meeting.visit_id.in_(visit_ids)))
    for meeting in sorted(rows, key=_order_of_day):
        found.setdefault(str(meeting.visit_id), []).append(meeting)
    return found


def _order_of_day(meeting: Meeting) -> tuple[bool, str, str, str]:
    return (meeting.starts_at is None, meeting.starts_at or "", meeting.group_id, meeting.id)


def _members(session: Session, visit_ids: list[str]) -> dict[str, list[Member]]:
    query = (
        select(VisitStaff.visit_id, Staff.id, Staff.email, VisitStaff.part)
        .join(Staff)
        .where(VisitStaff.visit_id.in_(visit_ids))
    )
    found: dict[str, list[Member]] = {}
    for visit_id, *member in sorted(session.execute(query), key=lambda row: (row.email, row.id)):
        found.setdefault(visit_id, []).append(Member(*member))
    return found
