"""Accounts of people who sign in: adding one, setting its password, signing in."""

import hashlib
import secrets
from collections.abc import Sequence
from datetime import timedelta
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy.orm import Session

from webapp.db.database import Database
from webapp.db.models import Provider, Staff, StaffProvider
from webapp.db.queries.staff import (
    find_staff_by_email,
    list_staff_providers,
    lock_staff_by_link,
)
from webapp.i18n import gettext as _
from webapp.sealing.codes import new_id
from webapp.services.errors import BadInputError, NotFoundError
from webapp.services.today import today

ROLES = ("beheerder", "inspecteur", "waarnemer", "aanbieder")
SHORTEST_PASSWORD = 15
LONGEST_PASSWORD = 200
LINK_DAYS = 7

_hasher = PasswordHasher()


def add_staff(database: Database, email: str, role: str, provider_ids: Sequence[str] = ()) -> str:
    """Add an account, or give an existing one a new link; gives the link's secret.

    The link is good once, for LINK_DAYS days, to set a password. Raises BadInputError,
    NotFoundError.
    """
    email = email.strip().lower()
    _check(email, role, provider_ids)
    secret = secrets.token_urlsafe(24)
    with database.writing() as session:
        staff = find_staff_by_email(session, email)
        if staff is None:
            staff = Staff(id=new_id(), email=email, password_hash=None, sign_in_epoch=new_id())
            session.add(staff)
        staff.role = role
        staff.link_hash = _link_hash(secret)
        staff.link_ends_on = today() + timedelta(days=LINK_DAYS)
        session.flush()
        _set_providers(session, staff.id, provider_ids)
    return secret


def set_password(database: Database, secret: str, password: str) -> Staff:
    """Use a link up. All older sign-ins of the account end. Raises BadInputError."""
    if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
        raise BadInputError(
            _(
                "Een wachtwoord heeft %(least)s tot %(most)s tekens."
                " Enkele woorden na elkaar is ook goed.",
                least=SHORTEST_PASSWORD,
                most=LONGEST_PASSWORD,
            )
        )
    password_hash = _hasher.hash(password)
    with database.writing() as session:
        staff = lock_staff_by_link(session, _link_hash(secret))
        if staff is None or staff.link_ends_on is None or staff.link_ends_on < today():
            raise BadInputError(
                _("Deze link is al gebruikt of te oud. Vraag uw beheerder om een nieuwe.")
            )
        staff.password_hash = password_hash
        staff.sign_in_epoch = new_id()
        staff.link_hash = staff.link_ends_on = None
        session.flush()
        session.expunge(staff)
        return staff


def sign_in(session: Session, email: str, password: str) -> Staff | None:
    """The account, or None. An unknown address takes as long as a wrong password."""
    staff = find_staff_by_email(session, email.strip().lower())
    kept = staff.password_hash if staff and staff.password_hash else _hash_of_nobody()
    try:
        _hasher.verify(kept, password)
    except (VerificationError, InvalidHashError):
        return None
    return staff if staff and staff.password_hash else None


def _check(email: str, role: str, provider_ids: Sequence[str]) -> None:
    name, at, host = email.partition("@")
    if not (name and at and host) or len(email) > 254 or not email.isprintable() or " " in email:
        raise BadInputError(_("'%(email)s' is geen e-mailadres.", email=email))
    if role not in ROLES:
        raise BadInputError(_("Kies een rol uit: %(roles)s.", roles=", ".join(ROLES)))
    if role == "aanbieder" and not provider_ids:
        raise BadInputError(_("Zeg met --provider voor welke aanbieder dit account is."))


def _set_providers(session: Session, staff_id: str, provider_ids: Sequence[str]) -> None:
    for old in list_staff_providers(session, staff_id):
        session.delete(old)
    session.flush()
    for provider_id in dict.fromkeys(provider_ids):
        if session.get(Provider, provider_id) is None:
            raise NotFoundError(_("Er is geen aanbieder %(id)s.", id=provider_id))
        session.add(StaffProvider(staff_id=staff_id, provider_id=provider_id))


@cache
def _hash_of_nobody() -> str:
    return _hasher.hash(secrets.token_urlsafe())


def _link_hash(secret: str) -> bytes:
    return hashlib.sha256(b"link\0" + secret.encode()).digest()
