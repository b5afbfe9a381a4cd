"""What the page of a network shows: its members in a school year, and all that went before."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from webapp.db.models import Network, NetworkContact, NetworkMember, Provider
from webapp.db.queries.networks import MemberRow, find_network, list_contacts, list_members
from webapp.services.school_years import is_late, named, read_school_year, school_year_of
from webapp.services.today import today


@dataclass(frozen=True, slots=True)
class NetworkView:
    """A network as it is in the chosen school year."""

    school_year: int
    years: Sequence[int]  # that can be chosen, the newest first
    life: Network | None
    members: Sequence[MemberRow]
    others: Sequence[MemberRow]  # who are no members in that school year
    contact: NetworkContact | None  # the newest of that school year or before
    contacts: Sequence[NetworkContact]

    def named(self, year: int) -> str:
        """2026 → "2026-2027"."""
        return named(year)

    def joined_late(self, member: NetworkMember) -> bool:
        """Whether joining was written down after the last day for it."""
        return is_late(member.first_year, member.joined_on)

    def left_late(self, member: NetworkMember) -> bool:
        """Whether leaving was: it counts for the first school year without the member."""
        return (
            member.last_year is not None
            and member.left_on is not None
            and is_late(member.last_year + 1, member.left_on)
        )

    @property
    def founded_late(self) -> bool:
        """Whether founding was reported after the last day for it."""
        life = self.life
        return bool(
            life
            and life.first_year
            and life.founded_on
            and is_late(life.first_year, life.founded_on)
        )

    @property
    def ended_late(self) -> bool:
        """Whether ending was."""
        life = self.life
        return bool(
            life and life.last_year and life.ended_on and is_late(life.last_year + 1, life.ended_on)
        )

    @property
    def exists(self) -> bool:
        """Whether the network goes on in that school year, as far as is known."""
        return self.life is None or goes_on(self.life, self.school_year)


def network_view(session: Session, provider: Provider, asked: str) -> NetworkView:
    """The network in the school year that was asked for, or else in that of today."""
    this_year = school_year_of(today())
    year = read_school_year(asked) or this_year
    life = find_network(session, provider.id)
    members = list_members(session, provider.id)
    contacts = list_contacts(session, provider.id)
    in_year = [row for row in members if is_member_in(row.member, year)]
    if life is not None and not goes_on(life, year):
        in_year = []
    return NetworkView(
        school_year=year,
        years=_years(this_year, year, members, contacts),
        life=life,
        members=in_year,
        others=[row for row in members if row not in in_year],
        contact=next((one for one in contacts if one.school_year <= year), None),
        contacts=contacts,
    )


def is_member_in(member: NetworkMember, year: int) -> bool:
    """Whether a school is a member in a school year."""
    return member.first_year <= year and (member.last_year is None or year <= member.last_year)


def goes_on(life: Network, year: int) -> bool:
    """Whether a network exists in a school year."""
    return (life.first_year is None or life.first_year <= year) and (
        life.last_year is None or year <= life.last_year
    )


def _years(
    this_year: int, year: int, members: Sequence[MemberRow], contacts: Sequence[NetworkContact]
) -> list[int]:
    """All school years of which something is known, with the one before and after this one."""
    known = {row.member.first_year for row in members} | {one.school_year for one in contacts}
    first, last = min({this_year - 1, year} | known), max({this_year + 1, year} | known)
    return list(range(last, first - 1, -1))
