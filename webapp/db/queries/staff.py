"""Reading accounts of staff."""

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from webapp.db.models import (
    AuditEvent,
    Meeting,
    MeetingProvider,
    Provider,
    Round,
    Staff,
    StaffProvider,
    StaffSession,
)
from webapp.db.models.staff import ERASED
from webapp.i18n import gettext as _


def find_staff_by_email(session: Session, email: str) -> Staff | None:
    """The account with this address, written in small letters."""
    return session.scalar(select(Staff).where(Staff.email == email))


def list_staff(session: Session) -> list[Staff]:
    """All accounts, by address; not those that were erased."""
    query = select(Staff).where(Staff.email.contains("@")).order_by(Staff.email)
    return list(session.scalars(query))


def lock_staff(session: Session, staff_id: str) -> Staff | None:
    """An account, held until the commit."""
    return session.get(Staff, staff_id, with_for_update=True)


def name_of(email: str) -> str:
    """An address as it is shown: of an erased account its pseudonym, in the language asked for."""
    number = email.removeprefix(ERASED)
    return email if number == email else _("gewezen medewerker %(number)s", number=number)


def count_erased(session: Session) -> int:
    """How many accounts were erased so far."""
    query = select(func.count()).select_from(Staff).where(~Staff.email.contains("@"))
    return session.scalar(query) or 0


def find_staff_by_link(session: Session, link_hash: bytes) -> Staff | None:
    """The account that a link is for."""
    return session.scalar(select(Staff).where(Staff.link_hash == link_hash))


def lock_staff_by_link(session: Session, link_hash: bytes) -> Staff | None:
    """The account that a link is for, held until the commit: a link is good once."""
    return session.scalar(select(Staff).where(Staff.link_hash == link_hash).with_for_update())


def list_staff_providers(session: Session, staff_id: str) -> list[StaffProvider]:
    """For which providers somebody works, as rows."""
    return list(session.scalars(select(StaffProvider).where(StaffProvider.staff_id == staff_id)))


def works_for(session: Session, provider_id: str, staff_id: str) -> bool:
    """Whether somebody works for this provider."""
    return session.get(StaffProvider, (staff_id, provider_id)) is not None


def list_providers_of(session: Session, staff_id: str) -> list[Provider]:
    """The providers that somebody works for, by name."""
    query = (
        select(Provider)
        .join(StaffProvider, StaffProvider.provider_id == Provider.id)
        .where(StaffProvider.staff_id == staff_id)
        .order_by(Provider.name)
    )
    return list(session.scalars(query))


def list_rounds_of(session: Session, staff_id: str) -> list[Round]:
    """The rounds in which the providers that somebody works for take part, the newest first."""
    query = select(Round).where(Round.id.in_(_rounds_of(staff_id)))
    return list(session.scalars(query.order_by(Round.created_on.desc(), Round.id)))


def takes_part(session: Session, round_id: str, staff_id: str) -> bool:
    """Whether a provider that somebody works for takes part in this round."""
    query = select(Round.id).where(Round.id == round_id, Round.id.in_(_rounds_of(staff_id)))
    return session.scalar(query) is not None


def _rounds_of(staff_id: str) -> Select[str]:
    return (
        select(Meeting.round_id)
        .join(MeetingProvider, MeetingProvider.meeting_id == Meeting.id)
        .join(StaffProvider, StaffProvider.provider_id == MeetingProvider.provider_id)
        .where(StaffProvider.staff_id == staff_id, Meeting.state != "cancelled")
    )


def find_sign_in(session: Session, token_hash: bytes) -> tuple[StaffSession, Staff] | None:
    """A sign-in that is not over, with whose it is."""
    query = (
        select(StaffSession, Staff)
        .join(Staff, Staff.id == StaffSession.staff_id)
        .where(StaffSession.token_hash == token_hash, StaffSession.epoch == Staff.sign_in_epoch)
    )
    row = session.execute(query).first()
    return (row[0], row[1]) if row else None


def list_sign_ins(session: Session, staff_id: str) -> list[StaffSession]:
    """Where somebody is signed in now, the newest first."""
    query = (
        select(StaffSession)
        .join(Staff, Staff.id == StaffSession.staff_id)
        .where(StaffSession.staff_id == staff_id, StaffSession.epoch == Staff.sign_in_epoch)
        .order_by(StaffSession.started_at.desc())
    )
    return list(session.scalars(query))


def list_audit_events(session: Session, most: int) -> list[tuple[AuditEvent, str | None]]:
    """The newest lines of the log, each with somebody's address; None: the command line."""
    query = (
        select(AuditEvent, Staff.email)
        .outerjoin(Staff, Staff.id == AuditEvent.staff_id)
        .order_by(AuditEvent.day.desc(), AuditEvent.time.desc(), AuditEvent.id)
        .limit(most)
    )
    return [(row[0], row[1] and name_of(row[1])) for row in session.execute(query)]
