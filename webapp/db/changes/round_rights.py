"""Giving rounds to accounts, and taking them back."""

from collections.abc import Iterable

from sqlalchemy import delete
from sqlalchemy.orm import Session

from webapp.db.models import RoundRight


def give_round(session: Session, round_id: str, staff_ids: Iterable[str]) -> None:
    """Give it to these accounts too; nothing happens for those who have it."""
    for staff_id in sorted(set(staff_ids)):
        if session.get(RoundRight, (round_id, staff_id)) is None:
            session.add(RoundRight(round_id=round_id, staff_id=staff_id))


def take_round(session: Session, round_id: str) -> None:
    """Take a round back from everybody."""
    session.execute(delete(RoundRight).where(RoundRight.round_id == round_id))


def take_all_rounds(session: Session, staff_id: str) -> None:
    """Take every round back from an account."""
    session.execute(delete(RoundRight).where(RoundRight.staff_id == staff_id))
