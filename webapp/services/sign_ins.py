"""Who is signed in where: each sign-in is a row, and the cookie holds only its secret."""

import hashlib
import secrets
from datetime import UTC, datetime
from typing import NamedTuple

from sqlalchemy.orm import Session

from webapp.db.changes.staff import end_sign_in, forget_ended_sign_ins
from webapp.db.database import Database
from webapp.db.models import Staff, StaffSession
from webapp.db.queries.staff import find_sign_in
from webapp.sealing.codes import new_id


class SignIn(NamedTuple):
    """Somebody, as signed in on one device."""

    id: str
    staff: Staff


def begin_sign_in(database: Database, staff_id: str) -> str:
    """Sign somebody in on one more device; gives the secret for its cookie."""
    token = secrets.token_urlsafe(24)
    with database.writing() as session:
        staff = session.get_one(Staff, staff_id)
        forget_ended_sign_ins(session, staff_id, staff.sign_in_epoch)
        session.add(
            StaffSession(
                id=new_id(),
                staff_id=staff_id,
                token_hash=_token_hash(token),
                epoch=staff.sign_in_epoch,
                started_at=datetime.now(UTC),
            )
        )
    return token


def signed_in(session: Session, token: str) -> SignIn | None:
    """Who has this cookie; None once it was ended, by a button or by a change of the account."""
    row = find_sign_in(session, _token_hash(token))
    return SignIn(row[0].id, row[1]) if row else None


def end(database: Database, staff_id: str, session_id: str) -> None:
    """End one of somebody's sign-ins."""
    with database.writing() as session:
        end_sign_in(session, staff_id, session_id)


def _token_hash(token: str) -> bytes:
    return hashlib.sha256(b"sign-in\0" + token.encode()).digest()
