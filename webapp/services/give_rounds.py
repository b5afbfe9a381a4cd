"""Giving rounds: who leads one, sits in at its visits, or reads its results."""

from collections.abc import Collection, Iterable, Sequence

from sqlalchemy.orm import Session

from webapp.db.changes.round_rights import give_round, take_round
from webapp.db.database import Database
from webapp.db.models import Round, Staff
from webapp.db.queries.round_rights import EVERY_INSPECTOR
from webapp.db.queries.staff import find_staff_by_email
from webapp.i18n import gettext as _
from webapp.services.errors import BadInputError, NotFoundError, WrongStateError
from webapp.services.existing import existing_round

CAN_BE_GIVEN = ("inspecteur", "waarnemer", "lezer")


def set_round_rights(
    database: Database, round_id: str, staff_ids: Collection[str], *, every_inspector: bool
) -> None:
    """Let exactly these accounts have the round, beside every inspector where that is asked.

    Raises BadInputError, NotFoundError, WrongStateError.
    """
    with database.writing() as session:
        round_ = _own_round(session, round_id)
        _check(session, staff_ids)
        round_.led_by = EVERY_INSPECTOR if every_inspector else None
        take_round(session, round_id)
        session.flush()
        give_round(session, round_id, staff_ids)


def give_rounds(session: Session, staff: Staff, round_ids: Iterable[str]) -> None:
    """Give these rounds to an account too. Raises BadInputError, NotFoundError, WrongStateError."""
    for round_id in dict.fromkeys(round_ids):
        _own_round(session, round_id)
        _check(session, [staff.id])
        give_round(session, round_id, [staff.id])


def give_to_leaders(session: Session, round_id: str, staff_ids: Iterable[str]) -> None:
    """Give it to these inspectors; administrators lead every round without being given it.

    Raises BadInputError, NotFoundError.
    """
    for staff_id in staff_ids:
        staff = session.get(Staff, staff_id)
        if staff is None:
            raise NotFoundError(_("Er is geen account %(id)s.", id=staff_id))
        if staff.role == "inspecteur":
            give_round(session, round_id, [staff_id])
        elif staff.role != "beheerder":
            raise BadInputError(_("%(email)s kan geen gesprek leiden.", email=staff.email))


def staff_ids_of(database: Database, emails: Sequence[str]) -> tuple[str, ...]:
    """The accounts with these addresses, each once. Raises NotFoundError."""
    with database.reading() as session:
        return tuple(dict.fromkeys(_named(session, email).id for email in emails))


def _named(session: Session, email: str) -> Staff:
    staff = find_staff_by_email(session, email.strip().lower())
    if staff is None:
        raise NotFoundError(_("Er is geen account %(id)s.", id=email))
    return staff


def _own_round(session: Session, round_id: str) -> Round:
    round_ = existing_round(session, round_id)
    if round_.owner_provider_id is not None:
        raise WrongStateError(_("Dit is de zelfevaluatie van een aanbieder: die deelt ze zelf."))
    return round_


def _check(session: Session, staff_ids: Collection[str]) -> None:
    for staff_id in staff_ids:
        staff = session.get(Staff, staff_id)
        if staff is None:
            raise NotFoundError(_("Er is geen account %(id)s.", id=staff_id))
        if staff.role not in CAN_BE_GIVEN:
            raise BadInputError(
                _(
                    "%(email)s krijgt geen rondes: dat kan bij een %(roles)s.",
                    email=staff.email,
                    roles=", ".join(CAN_BE_GIVEN),
                )
            )
