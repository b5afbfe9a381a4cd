"""Who was given which round: what webapp/web/access.py asks before every request."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from sqlalchemy import ColumnElement, Select, exists, or_, select
from sqlalchemy.orm import Session

from webapp.db.models import Meeting, Round, RoundRight, Visit, VisitStaff

EVERY_INSPECTOR = "inspectors"


_Query = Select[str, str | None, bool, bool]
_FROM: Mapping[str, Callable[[_Query, str], _Query]] = {
    "round_id": lambda query, id_: query.where(Round.id == id_),
    "other_id": lambda query, id_: query.where(Round.id == id_),
    "meeting_id": lambda query, id_: query.join(Meeting).where(Meeting.id == id_),
    "visit_id": lambda query, id_: query.join(Visit).where(Visit.id == id_),
}


class Reach(NamedTuple):
    """How somebody stands to a round.

    `owner` is the provider that began it, None for the inspectorate; `is_given`: it was given to
    them, or they opened it; `is_led`: as `is_given`, or it is led by every inspector.
    """

    owner: str | None
    is_given: bool
    is_led: bool


def find_reach(
    session: Session, names: Mapping[str, str], staff_id: str
) -> dict[str, Reach] | None:
    """Round id → how this account stands to it, of every object that an address names.

    `names` is as in the address: "meeting_id" and so on → id. None where one does not exist.
    """
    query = select(Round.id, Round.owner_provider_id, _given(staff_id), _leads(staff_id))
    found: dict[str, Reach] = {}
    for name in _FROM.keys() & names.keys():
        row = session.execute(_FROM[name](query, names[name])).first()
        if row is None:
            return None
        found[row[0]] = Reach(row[1], bool(row[2]), bool(row[3]))
    return found


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
