"""Counting failed tries to sign in."""

from sqlalchemy import delete, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from webapp.db.models import FailedSignIn


def lock_failures(session: Session, name_hash: bytes, now: int) -> FailedSignIn:
    """The count of an address, held until the commit; one of 0 where nobody failed with it."""
    dialect = sqlite if session.get_bind().dialect.name == "sqlite" else postgresql
    row = dialect.insert(FailedSignIn).values(name_hash=name_hash, times=0, last_at=now)
    session.execute(row.on_conflict_do_nothing())
    query = select(FailedSignIn).where(FailedSignIn.name_hash == name_hash).with_for_update()
    return session.scalars(query).one()


def forget_failures(session: Session, name_hash: bytes) -> None:
    """Begin anew with an address."""
    session.execute(delete(FailedSignIn).where(FailedSignIn.name_hash == name_hash))


def forget_old_failures(session: Session, before: int) -> None:
    """Begin anew with every address with which nobody failed since."""
    session.execute(delete(FailedSignIn).where(FailedSignIn.last_at < before))
