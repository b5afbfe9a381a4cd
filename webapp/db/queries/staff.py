"""Reading accounts of staff."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.db.models import Staff, StaffProvider


def find_staff_by_email(session: Session, email: str) -> Staff | None:
    """The account with this address, written in small letters."""
    return session.scalar(select(Staff).where(Staff.email == email))


def list_staff(session: Session) -> list[Staff]:
    """All accounts, by address."""
    return list(session.scalars(select(Staff).order_by(Staff.email)))


def lock_staff_by_link(session: Session, link_hash: bytes) -> Staff | None:
    """The account that a link is for, held until the commit: a link is good once."""
    return session.scalar(select(Staff).where(Staff.link_hash == link_hash).with_for_update())


def list_staff_providers(session: Session, staff_id: str) -> list[StaffProvider]:
    """For which providers somebody works, as rows."""
    return list(session.scalars(select(StaffProvider).where(StaffProvider.staff_id == staff_id)))


def works_for(session: Session, provider_id: str, staff_id: str) -> bool:
    """Whether somebody works for this provider."""
    return session.get(StaffProvider, (staff_id, provider_id)) is not None
