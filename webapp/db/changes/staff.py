"""Changing what belongs to an account of staff."""

from collections.abc import Iterable

from sqlalchemy import delete
from sqlalchemy.orm import Session

from webapp.db.models import AuditEvent, RecoveryCode, StaffSession


def replace_recovery_codes(session: Session, staff_id: str, hashes: Iterable[bytes]) -> None:
    """Let only these codes be good."""
    session.execute(delete(RecoveryCode).where(RecoveryCode.staff_id == staff_id))
    session.add_all(RecoveryCode(staff_id=staff_id, code_hash=one) for one in hashes)


def use_recovery_code(session: Session, staff_id: str, code_hash: bytes) -> bool:
    """Use a code up; whether it was there."""
    query = delete(RecoveryCode).where(
        RecoveryCode.staff_id == staff_id, RecoveryCode.code_hash == code_hash
    )
    return bool(session.execute(query.returning(RecoveryCode.staff_id)).all())


def end_sign_in(session: Session, staff_id: str, session_id: str) -> None:
    """End one sign-in of somebody; nothing happens when it is over already."""
    query = delete(StaffSession).where(StaffSession.staff_id == staff_id)
    session.execute(query.where(StaffSession.id == session_id))


def forget_ended_sign_ins(session: Session, staff_id: str, epoch: str) -> None:
    """Remove the rows of sign-ins that a change of the account ended."""
    query = delete(StaffSession).where(StaffSession.staff_id == staff_id)
    session.execute(query.where(StaffSession.epoch != epoch))


def add_audit_event(session: Session, event: AuditEvent) -> None:
    """Add to the log: the only change there is."""
    session.add(event)
