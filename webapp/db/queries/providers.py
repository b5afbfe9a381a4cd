"""Reading providers."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.analysis.selection import ProviderTraits
from webapp.db.models import Meeting, MeetingProvider, Provider

NUMBER_LENGTH = 6


def find_provider(session: Session, name: str) -> Provider | None:
    """The provider with this id, this instellingsnummer or exactly this name, in that order."""
    by_id = session.get(Provider, name)
    if by_id is not None:
        return by_id
    number = name.zfill(NUMBER_LENGTH) if name.isascii() and name.isdecimal() else name
    query = select(Provider).where(Provider.instellingsnummer == number)
    by_number = session.scalar(query)
    if by_number is not None:
        return by_number
    return session.scalar(select(Provider).where(Provider.name == name))


def list_providers(session: Session) -> list[Provider]:
    """All providers by name, in one order on every database; never by a result."""
    return sorted(session.scalars(select(Provider)), key=lambda one: (one.name.casefold(), one.id))


def list_providers_of_round(session: Session, round_id: str) -> list[Provider]:
    """Those with a meeting in the round, by name."""
    query = (
        select(Provider)
        .join(MeetingProvider)
        .join(Meeting, Meeting.id == MeetingProvider.meeting_id)
        .where(Meeting.round_id == round_id)
        .distinct()
    )
    return sorted(session.scalars(query), key=lambda one: (one.name.casefold(), one.id))


def list_traits(session: Session) -> dict[str, ProviderTraits]:
    """What a filter can ask of each provider, by id."""
    return {one.id: traits_of(one) for one in session.scalars(select(Provider))}


def traits_of(provider: Provider) -> ProviderTraits:
    """What a filter can ask of a provider."""
    return ProviderTraits(
        id=provider.id,
        kind=provider.kind,
        net=provider.net,
        province=provider.province,
        types=frozenset(filter(None, provider.types.split(","))),
        levels=frozenset(filter(None, provider.levels.split(","))),
        pupils=provider.pupils,
    )


def lock_providers(session: Session) -> list[Provider]:
    """All providers, held until the commit; in the order of their ids."""
    return list(session.scalars(select(Provider).order_by(Provider.id).with_for_update()))
