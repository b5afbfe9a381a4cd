"""The accounts of the demonstration: every role, all with one password that is printed."""

from sqlalchemy.orm import Session

from webapp.db.queries.providers import list_providers
from webapp.db.queries.staff import find_staff_by_email, list_staff_providers
from webapp.platform import Platform
from webapp.sealing.codes import new_slip
from webapp.services.give_rounds import set_round_rights, staff_ids_of
from webapp.services.staff_accounts import add_staff, set_password

INSPECTOR = "inspecteur@example.org"
COLLEAGUE = "collega@example.org"
OBSERVER = "waarnemer@example.org"
ADMINISTRATOR = "beheer@example.org"
READER = "lezer@example.org"
COORDINATOR = "coordinator@example.org"
PROVIDER = "Ondersteuningsnetwerk Klaverzicht"  # for which the coordinator works
_ROLES = {
    INSPECTOR: "inspecteur",
    COLLEAGUE: "inspecteur",
    OBSERVER: "waarnemer",
    ADMINISTRATOR: "beheerder",
    READER: "lezer",
}


def new_password() -> str:
    """One that nobody chose, in parts that can be typed over."""
    code = (new_slip() + new_slip()).lower()
    return "-".join(code[start : start + 6] for start in range(0, len(code), 6))


def renew_staff(platform: Platform, password: str) -> None:
    """Make the accounts that belong to no provider, or give them another password."""
    for email, role in _ROLES.items():
        set_password(platform.database, add_staff(platform.database, email, role), password)


def renew_coordinator(platform: Platform, password: str) -> str:
    """The same for somebody who works for a provider; gives the id of the account."""
    with platform.database.reading() as session:
        provider_ids = _providers(session)
    secret = add_staff(platform.database, COORDINATOR, "aanbieder", provider_ids)
    return set_password(platform.database, secret, password).id


def give_to_reader(platform: Platform, round_id: str) -> None:
    """Let the reader see the results of a round, beside every inspector."""
    reader = staff_ids_of(platform.database, [READER])
    set_round_rights(platform.database, round_id, reader, every_inspector=True)


def _providers(session: Session) -> list[str]:
    """Those that the coordinator has; at first PROVIDER, or any where that was renamed."""
    staff = find_staff_by_email(session, COORDINATOR)
    kept = list_staff_providers(session, staff.id) if staff else []
    if kept:
        return [one.provider_id for one in kept]
    providers = sorted(list_providers(session), key=lambda one: one.name != PROVIDER)
    return [one.id for one in providers[:1]]
