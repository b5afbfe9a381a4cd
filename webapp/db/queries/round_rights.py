"""Who was given which round: what webapp/web/access.py asks before every request."""

from sqlalchemy import ColumnElement, exists, or_, select
from sqlalchemy.orm import Session

from webapp.db.models import Round, RoundRight, Visit, VisitStaff

EVERY_INSPECTOR = "inspectors"


def is_given(session: Session, round_id: str, staff_id: str) -> bool:
    """Whether somebody was given this round, or opened it."""
    return session.get(RoundRight, (round_id, staff_id)) is not None


def is_led(session: Session, round_id: str, staff_id: str) -> bool:
    """The same of an inspector, who also leads the rounds that are every inspector's."""
    query = select(Round.id).where(Round.id == round_id, _leads(staff_id))
    return session.scalar(query) is not None


def list_led(session: Session, staff_id: str) -> frozenset[str]:
    """The ids of the rounds that an inspector leads."""
    return frozenset(session.scalars(select(Round.id).where(_leads(staff_id))))


def list_rounds_given(session: Session, staff_id: str) -> list[Round]:
    """The rounds that somebody was given, the newest first."""
    query = select(Round).where(_given(staff_id))
    return list(session.scalars(query.order_by(Round.created_on.desc(), Round.id)))


def list_given_ids(session: Session, round_id: str) -> list[str]:
    """The accounts that a round was given to."""
    query = select(RoundRight.staff_id).where(RoundRight.round_id == round_id)
    return list(session.scalars(query))


def observed_by(staff_id: str) -> ColumnElement[bool]:
    """Of a visit joined with its round: somebody sits in there, or was given the whole round."""
    sits_in = exists().where(VisitStaff.visit_id == Visit.id, VisitStaff.staff_id == staff_id)
    return or_(sits_in, _given(staff_id))


def _leads(staff_id: str) -> ColumnElement[bool]:
    return or_(Round.led_by == EVERY_INSPECTOR, _given(staff_id))


def _given(staff_id: str) -> ColumnElement[bool]:
    return exists().where(RoundRight.round_id == Round.id, RoundRight.staff_id == staff_id)
