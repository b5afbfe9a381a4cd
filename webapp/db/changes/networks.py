"""Changing networks: who is a member, whom to turn to, from when to when they exist."""

from sqlalchemy import delete
from sqlalchemy.orm import Session

from webapp.db.models import Network, NetworkContact, NetworkMember


def add_member(session: Session, member: NetworkMember) -> None:
    """Store a membership."""
    session.add(member)


def forget_member(session: Session, member: NetworkMember) -> None:
    """A membership that never was."""
    session.delete(member)


def put_contact(session: Session, contact: NetworkContact) -> None:
    """Store whom to turn to from a school year on, instead of what was known for that year."""
    session.merge(contact)


def forget_contact(session: Session, network_id: str, school_year: int) -> None:
    """Nothing is known for that school year any more; an older one counts again."""
    session.execute(
        delete(NetworkContact).where(
            NetworkContact.network_id == network_id, NetworkContact.school_year == school_year
        )
    )


def put_life(session: Session, life: Network) -> None:
    """Store from when to when a network exists."""
    session.merge(life)
