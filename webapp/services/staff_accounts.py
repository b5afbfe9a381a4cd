"""Accounts of people who sign in: adding one, setting its password, signing in."""

import hashlib
import secrets
from collections.abc import Sequence
from datetime import timedelta
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy.orm import Session

from webapp.db.changes.round_rights import take_all_rounds
from webapp.db.changes.staff import replace_recovery_codes
from webapp.db.database import Database
from webapp.db.models import Provider, Staff, StaffProvider
from webapp.db.queries.staff import (
    find_staff_by_email,
    find_staff_by_link,
    list_staff,
    list_staff_providers,
    lock_staff_by_link,
)
from webapp.i18n import gettext as _
from webapp.sealing.codes import new_id
from webapp.services.errors import BadInputError, NotFoundError, RefusedError
from webapp.services.give_rounds import give_rounds
from webapp.services.passwords import check_password
from webapp.services.second_factor import NEEDS_SECOND_FACTOR
from webapp.services.today import today

ROLES = ("beheerder", "inspecteur", "waarnemer", "lezer", "aanbieder")
SHORTEST_PASSWORD = 15
SHORTEST_BESIDE_SECOND_FACTOR = 8
LINK_DAYS = 7

_hasher = PasswordHasher()


def add_staff(
    database: Database,
    email: str,
    role: str,
    provider_ids: Sequence[str] = (),
    *,
    round_ids: Sequence[str] = (),
) -> str:
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
            staff = Staff(id=new_id(), email=email, role=role, sign_in_epoch=new_id())
            session.add(staff)
        if staff.role != role:
            keep_one_administrator(session, staff)
            take_all_rounds(session, staff.id)
            staff.sign_in_epoch = new_id()
        staff.role, staff.ended_on = role, None
        staff.link_hash = _link_hash(secret)
        staff.link_ends_on = today() + timedelta(days=LINK_DAYS)
        session.flush()
        _set_providers(session, staff.id, provider_ids)
        give_rounds(session, staff, round_ids)
    return secret


def set_password(
    database: Database, secret: str, password: str, *, with_second_factor: bool = False
) -> Staff:
    """Use a link up. Older sign-ins of the account end, and its second factor is set up anew.

    `with_second_factor`: whether the installation asks for one. Raises BadInputError.
    """
    with database.reading() as session:
        staff = _of_link(find_staff_by_link(session, _link_hash(secret)))
        has_factor = with_second_factor and staff.role in NEEDS_SECOND_FACTOR
        check_password(
            password,
            staff.email,
            shortest=SHORTEST_BESIDE_SECOND_FACTOR if has_factor else SHORTEST_PASSWORD,
        )
    password_hash = _hasher.hash(password)
    with database.writing() as session:
        staff = _of_link(lock_staff_by_link(session, _link_hash(secret)))
        staff.password_hash = password_hash
        staff.sign_in_epoch = new_id()
        staff.link_hash = staff.link_ends_on = None
        staff.factor_salt = staff.factor_step = None
        replace_recovery_codes(session, staff.id, ())
        session.flush()
        session.expunge(staff)
        return staff


def change_staff(
    database: Database, staff_id: str, role: str, provider_ids: Sequence[str] = ()
) -> None:
    """Give somebody another role or other providers; who is signed in has to do so again.

    What was given to the old role is not the new one's: a change of role takes all rounds back.

    Raises BadInputError, NotFoundError, RefusedError.
    """
    with database.writing() as session:
        staff = _existing(session, staff_id)
        _check(staff.email, role, provider_ids)
        if role != "beheerder":
            keep_one_administrator(session, staff)
        if role != staff.role:
            take_all_rounds(session, staff_id)
        staff.role = role
        staff.sign_in_epoch = new_id()
        _set_providers(session, staff_id, provider_ids if role == "aanbieder" else ())


def end_account(database: Database, staff_id: str) -> None:
    """Let nobody sign in with it any more; what was written under its name stays.

    Raises NotFoundError, RefusedError.
    """
    with database.writing() as session:
        staff = _existing(session, staff_id)
        keep_one_administrator(session, staff)
        staff.ended_on = today()
        staff.sign_in_epoch = new_id()
        staff.password_hash = staff.link_hash = staff.link_ends_on = None
        staff.factor_salt = staff.factor_step = None
        replace_recovery_codes(session, staff_id, ())


def sign_in(session: Session, email: str, password: str) -> Staff | None:
    """The account, or None. An unknown address takes as long as a wrong password."""
    staff = find_staff_by_email(session, email.strip().lower())
    kept = staff.password_hash if staff and staff.password_hash else _hash_of_nobody()
    try:
        _hasher.verify(kept, password)
    except (VerificationError, InvalidHashError):
        return None
    return staff if staff and staff.password_hash else None


def keep_one_administrator(session: Session, staff: Staff) -> None:
    """Raises RefusedError where nobody else could manage the platform."""
    others = (one for one in list_staff(session) if one.id != staff.id)
    if staff.role == "beheerder" and not any(
        one.role == "beheerder" and one.password_hash for one in others
    ):
        raise RefusedError(_("Dit is de enige beheerder. Maak eerst een andere beheerder."))


def _existing(session: Session, staff_id: str) -> Staff:
    staff = session.get(Staff, staff_id, with_for_update=True)
    if staff is None or staff.is_erased:
        raise NotFoundError(_("Dit account bestaat niet."))
    return staff


def _of_link(staff: Staff | None) -> Staff:
    if staff is None or staff.link_ends_on is None or staff.link_ends_on < today():
        raise BadInputError(
            _("Deze link is al gebruikt of te oud. Vraag uw beheerder om een nieuwe.")
        )
    return staff


def _check(email: str, role: str, provider_ids: Sequence[str]) -> None:
    name, at, host = email.partition("@")
    if not (name and at and host) or len(email) > 254 or not email.isprintable() or " " in email:
        raise BadInputError(_("'%(email)s' is geen e-mailadres.", email=email))
    if role not in ROLES:
        raise BadInputError(_("Kies een rol uit: %(roles)s.", roles=", ".join(ROLES)))
    if role == "aanbieder" and not provider_ids:
        raise BadInputError(
            _("Kies voor welke aanbieder dit account is (op de opdrachtregel: --provider).")
        )


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
