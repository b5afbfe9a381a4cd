"""Reading pupils per type, and networks with their members."""

from collections.abc import Mapping
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.db.models import Network, NetworkContact, NetworkMember, Provider, ProviderPupils


class MemberRow(NamedTuple):
    """A membership, with the name under which the school is known now."""

    member: NetworkMember
    name: str
    number: str | None


def list_pupils(session: Session) -> Mapping[str, list[tuple[int, str, int]]]:
    """Provider id → (school year, type, pupils), of all providers."""
    found: dict[str, list[tuple[int, str, int]]] = {}
    for one in session.scalars(select(ProviderPupils)):
        found.setdefault(one.provider_id, []).append((one.school_year, one.type, one.count))
    return found


def list_pupils_of(session: Session, provider_id: str) -> list[tuple[int, str, int]]:
    """(school year, type, pupils) of one provider."""
    query = select(ProviderPupils).where(ProviderPupils.provider_id == provider_id)
    return [(one.school_year, one.type, one.count) for one in session.scalars(query)]


def find_network(session: Session, provider_id: str) -> Network | None:
    """From when to when a network exists; None where nothing is known of that."""
    return session.get(Network, provider_id)


def list_members(session: Session, network_id: str) -> list[MemberRow]:
    """All memberships of a network, of now and before, by the name of the school."""
    query = (
        select(NetworkMember, Provider.name, Provider.instellingsnummer)
        .outerjoin(Provider, Provider.id == NetworkMember.member_id)
        .where(NetworkMember.network_id == network_id)
    )
    rows = (
        MemberRow(member, name or member.name, number or member.instellingsnummer)
        for member, name, number in session.execute(query)
    )
    return sorted(rows, key=lambda row: (row.name.casefold(), row.member.first_year, row.member.id))


def list_memberships(session: Session, provider_id: str) -> list[tuple[NetworkMember, Provider]]:
    """The networks that a provider is or was a member of, the newest first."""
    query = (
        select(NetworkMember, Provider)
        .join(Provider, Provider.id == NetworkMember.network_id)
        .where(NetworkMember.member_id == provider_id)
        .order_by(NetworkMember.first_year.desc(), Provider.name, NetworkMember.id)
    )
    return [(member, network) for member, network in session.execute(query)]


def list_contacts(session: Session, network_id: str) -> list[NetworkContact]:
    """Whom to turn to, the newest school year first."""
    query = (
        select(NetworkContact)
        .where(NetworkContact.network_id == network_id)
        .order_by(NetworkContact.school_year.desc())
    )
    return list(session.scalars(query))
