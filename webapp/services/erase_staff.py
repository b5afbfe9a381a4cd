"""Exporting what is stored of an account of staff, and erasing it."""

import json

from webapp.db.database import Database
from webapp.db.models import Staff
from webapp.db.models.staff import ERASED
from webapp.db.queries.staff import count_erased, lock_staff, name_of
from webapp.db.scrub import scrub
from webapp.db.staff_tables import erase_staff_rows, read_staff_rows
from webapp.i18n import gettext as _
from webapp.sealing.codes import new_id
from webapp.services.errors import BadInputError, NotFoundError
from webapp.services.staff_accounts import keep_one_administrator
from webapp.services.today import today


def export_staff(database: Database, staff_id: str, *, with_writings: bool) -> str:
    """All that is stored of an account, as JSON: table → rows; nothing with which to sign in."""
    with database.reading() as session:
        rows = read_staff_rows(session.connection(), staff_id, with_writings=with_writings)
        return json.dumps(dict(rows), ensure_ascii=False, indent=2) + "\n"


def erase_staff(database: Database, staff_id: str, typed_email: str) -> str:
    """Erase an account; gives the pseudonym under which what it wrote and did stays.

    It is in the current language. Its address was typed to confirm it. Raises BadInputError,
    NotFoundError, RefusedError.
    """
    with database.writing() as session:
        staff = lock_staff(session, staff_id)
        if staff is None or staff.is_erased:
            raise NotFoundError(_("Dit account bestaat niet."))
        if typed_email.strip().lower() != staff.email:
            raise BadInputError(
                _("Typ het e-mailadres precies over: %(email)s.", email=staff.email)
            )
        keep_one_administrator(session, staff)
        erase_staff_rows(session.connection(), staff_id)
        pseudonym = f"{ERASED}{count_erased(session) + 1}"
        _empty(staff, pseudonym)
    scrub(database)
    return name_of(pseudonym)


def _empty(staff: Staff, pseudonym: str) -> None:
    staff.email = pseudonym
    staff.sign_in_epoch = new_id()
    staff.password_hash = staff.link_hash = staff.link_ends_on = None
    staff.factor_salt = staff.factor_step = None
    staff.ended_on = staff.ended_on or today()
