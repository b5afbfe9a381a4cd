"""Whose round, conversation or visit it is: what webapp/web/access.py asks before every request."""

from sqlalchemy import ColumnElement, exists, or_, select
from sqlalchemy.orm import Session

from webapp.db.models import Meeting, Round, RoundRight, Staff, Visit, VisitStaff

EVERY_INSPECTOR = "inspectors"


def leads_round(staff_id: str) -> ColumnElement[bool]:
    """Of a round: an inspector was given it, or every inspector leads it."""
    for_all = Round.led_by == EVERY_INSPECTOR
    return or_(for_all, was_given(staff_id))


def was_given(staff_id: str) -> ColumnElement[bool]:
    """Of a round: an administrator gave it to this account, or this account opened it."""
    return exists().where(RoundRight.round_id == Round.id, RoundRight.staff_id == staff_id)


def is_of_inspectorate() -> ColumnElement[bool]:
    """Of a round: it is no provider's own."""
    return Round.owner_provider_id.is_(None)


def round_is(session: Session, round_id: str, right: ColumnElement[bool]) -> bool:
    """Whether there is such a round and it is so."""
    return session.scalar(select(Round.id).where(Round.id == round_id, right)) is not None


def round_of_meeting_is(session: Session, meeting_id: str, right: ColumnElement[bool]) -> bool:
    """The same of the round of a conversation."""
    query = select(Round.id).join(Meeting).where(Meeting.id == meeting_id, right)
    return session.scalar(query) is not None


def round_of_visit_is(session: Session, visit_id: str, right: ColumnElement[bool]) -> bool:
    """The same of the round of a visit."""
    query = select(Round.id).join(Visit).where(Visit.id == visit_id, right)
    return session.scalar(query) is not None


def observes(staff_id: str) -> ColumnElement[bool]:
    """Of a visit and its round: this account sits in there, or was given the whole round."""
    sits_in = exists().where(VisitStaff.visit_id == Visit.id, VisitStaff.staff_id == staff_id)
    return or_(sits_in, was_given(staff_id))


def list_given(session: Session, round_id: str) -> list[Staff]:
    """Who was given a round, by address."""
    query = (
        select(Staff)
        .join(RoundRight, RoundRight.staff_id == Staff.id)
        .where(RoundRight.round_id == round_id)
        .order_by(Staff.email)
    )
    return list(session.scalars(query))


def list_rounds_given(session: Session, staff_id: str) -> list[Round]:
    """The rounds that somebody was given, the newest first."""
    query = select(Round).where(was_given(staff_id))
    return list(session.scalars(query.order_by(Round.created_on.desc(), Round.id)))
