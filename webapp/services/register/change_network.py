"""What happens to a network: schools join and leave, it is founded and ended, its contact changes.

Joining, leaving, founding and ending are to be reported by 1 March of the school year before
(circular NO/2017/01, 3.2 and 3.3): what was reported later is stored after a warning. A change of
name, contact school or contact for parents has no last day (3.1).
"""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from webapp.db.changes.networks import (
    add_member,
    forget_contact,
    forget_member,
    put_contact,
    put_life,
)
from webapp.db.database import Database
from webapp.db.models import Network, NetworkContact, NetworkMember, Provider
from webapp.db.queries.networks import MemberRow, find_network, list_members
from webapp.db.queries.providers import find_provider, lock_providers
from webapp.i18n import gettext as _
from webapp.sealing.codes import new_id
from webapp.services.errors import BadInputError, NotFoundError, WrongStateError
from webapp.services.provider_kinds import NETWORK_KINDS
from webapp.services.register import cells
from webapp.services.register.cells import CellError
from webapp.services.school_years import is_late, last_day_to_report, named
from webapp.services.today import today


class LateError(WrongStateError):
    """It was reported after the last day for it: it can be stored, by whoever confirms it."""

    def __init__(self, school_year: int) -> None:
        self.school_year = school_year
        self.last_day: date = last_day_to_report(school_year)
        super().__init__(named(school_year))


@dataclass(frozen=True, slots=True)
class Report:
    """When something was reported; `is_confirmed`: store it although that was late."""

    reported_on: date
    is_confirmed: bool = False

    def check(self, school_year: int) -> None:
        """Raises LateError, and BadInputError for a day to come."""
        if self.reported_on > today():
            raise BadInputError(_("De dag van de melding moet al geweest zijn."))
        if is_late(school_year, self.reported_on) and not self.is_confirmed:
            raise LateError(school_year)


@dataclass(frozen=True, slots=True)
class School:
    """A school that joins: a provider of the register by its id, or else its name and number."""

    provider_id: str = ""
    name: str = ""
    instellingsnummer: str = ""


def join_network(
    database: Database, network_id: str, school: School, first_year: int, *, report: Report
) -> None:
    """A school joins from a school year on. Raises LateError, BadInputError, NotFoundError."""
    with database.writing() as session:
        _locked_network(session, network_id)
        member = _member(session, network_id, school)
        member.first_year, member.joined_on = first_year, report.reported_on
        for row in list_members(session, network_id):
            if _is_same(row, member) and _goes_on(row.member, first_year):
                told = _("'%(name)s' is al lid vanaf %(year)s.", name=row.name, year=_first(row))
                raise BadInputError(told)
        report.check(first_year)
        add_member(session, member)


def leave_network(
    database: Database, network_id: str, row_id: str, last_year: int, *, report: Report
) -> None:
    """A school leaves after a school year. Raises LateError, BadInputError, NotFoundError."""
    with database.writing() as session:
        member = _membership(session, network_id, row_id)
        if last_year < member.first_year:
            told = _("Deze school werd pas lid in %(year)s.", year=named(member.first_year))
            raise BadInputError(told)
        report.check(last_year + 1)
        member.last_year, member.left_on = last_year, report.reported_on


def forget_membership(database: Database, network_id: str, row_id: str) -> None:
    """A membership was a mistake of whoever typed it. Raises NotFoundError."""
    with database.writing() as session:
        forget_member(session, _membership(session, network_id, row_id))


def change_contact(
    database: Database, network_id: str, school_year: int, *, school: str, person: str
) -> None:
    """Whom to turn to from a school year on; both empty: nothing new from then on.

    Raises BadInputError, NotFoundError.
    """
    contact = NetworkContact(
        network_id=network_id,
        school_year=school_year,
        contact_school=_text(school, _("De contactschool")),
        contact_person=_text(person, _("Het aanspreekpunt")),
    )
    with database.writing() as session:
        _locked_network(session, network_id)
        if contact.contact_school or contact.contact_person:
            put_contact(session, contact)
        else:
            forget_contact(session, network_id, school_year)


def change_life(
    database: Database,
    network_id: str,
    *,
    first_year: int | None,
    last_year: int | None,
    report: Report,
) -> None:
    """From which to which school year a network exists; None: not known, or it goes on.

    Only what changes is reported. Raises LateError, BadInputError, NotFoundError.
    """
    if first_year is not None and last_year is not None and last_year < first_year:
        raise BadInputError(_("Het laatste schooljaar komt voor het eerste."))
    with database.writing() as session:
        _locked_network(session, network_id)
        before = find_network(session, network_id) or Network(provider_id=network_id)
        life = Network(provider_id=network_id, first_year=first_year, last_year=last_year)
        life.founded_on = before.founded_on if first_year is not None else None
        life.ended_on = before.ended_on if last_year is not None else None
        if first_year is not None and first_year != before.first_year:
            report.check(first_year)
            life.founded_on = report.reported_on
        if last_year is not None and last_year != before.last_year:
            report.check(last_year + 1)
            life.ended_on = report.reported_on
        put_life(session, life)


def _locked_network(session: Session, network_id: str) -> Provider:
    there = {one.id: one for one in lock_providers(session)}
    network = there.get(network_id)
    if network is None or network.kind not in NETWORK_KINDS:
        raise NotFoundError(_("Dit netwerk bestaat niet meer."))
    return network


def _membership(session: Session, network_id: str, row_id: str) -> NetworkMember:
    _locked_network(session, network_id)
    member = session.get(NetworkMember, row_id)
    if member is None or member.network_id != network_id:
        raise NotFoundError(_("Deze school staat er niet meer bij."))
    return member


def _member(session: Session, network_id: str, school: School) -> NetworkMember:
    """The membership to be; a number of the register makes it that provider."""
    number = _number(school.instellingsnummer)
    provider = session.get(Provider, school.provider_id) if school.provider_id else None
    if provider is None and number:
        provider = find_provider(session, number)
    name = _text(school.name, _("De naam"))
    if provider is None and not name:
        raise BadInputError(_("Kies een school uit het register, of typ haar naam."))
    if provider is not None and provider.id == network_id:
        raise BadInputError(_("Een netwerk is geen lid van zichzelf."))
    return NetworkMember(
        id=new_id(),
        network_id=network_id,
        member_id=provider.id if provider else None,
        name="" if provider else name,
        instellingsnummer=None if provider else number,
    )


def _is_same(row: MemberRow, member: NetworkMember) -> bool:
    if row.member.member_id or member.member_id:
        return row.member.member_id == member.member_id
    if row.number and member.instellingsnummer:
        return row.number == member.instellingsnummer
    return row.name.casefold() == member.name.casefold()


def _goes_on(member: NetworkMember, year: int) -> bool:
    """Whether a school that joins in this year would be a member twice."""
    return member.last_year is None or member.last_year >= year


def _first(row: MemberRow) -> str:
    return named(row.member.first_year)


def _number(text: str) -> str | None:
    tidy = " ".join(text.split())
    if tidy and not (len(tidy) == cells.NUMBER_LENGTH and cells.is_number(tidy)):
        raise BadInputError(_("Een instellingsnummer heeft zes cijfers."))
    return tidy or None


def _text(text: str, what: str) -> str:
    try:
        tidy = cells.plain_text(text)
    except CellError as error:
        raise BadInputError(f"{what} {error}") from None
    if len(tidy) > cells.LONGEST["name"]:
        most = cells.LONGEST["name"]
        told = _("%(what)s is te lang: hoogstens %(most)s tekens.", what=what, most=most)
        raise BadInputError(told)
    return tidy
