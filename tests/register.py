"""A made-up network with members and a double that was merged into it, as the pages have them."""

from datetime import date

from tests import builders
from webapp.db.models import Provider
from webapp.db.queries.networks import list_members
from webapp.db.queries.provider_merges import list_merges_into
from webapp.platform import Platform
from webapp.services.register.change_network import (
    Report,
    School,
    change_contact,
    join_network,
)
from webapp.services.register.merge_providers import merge_providers

NAME, DOUBLE, MEMBER = "456", "789", "123 - 456"  # no words: the same in every language


def ids_of_network(platform: Platform) -> dict[str, str]:
    """Ids of the network, of a school in it, and of the merge; made where they are not there."""
    with platform.database.reading() as session:
        found = [one.id for one in session.query(Provider) if one.name == NAME]
    network_id = found[0] if found else _made(platform)
    with platform.database.reading() as session:
        [row] = list_members(session, network_id)
        [merge] = list_merges_into(session, network_id)
        return {"network": network_id, "member": row.member.id, "merge": merge.id}


def _made(platform: Platform) -> str:
    network_id, double = (builders.provider(platform, name) for name in (NAME, DOUBLE))
    with platform.database.writing() as session:
        session.get_one(Provider, network_id).kind = "ondersteuningsnetwerk"
    report = Report(date(2026, 3, 2), is_confirmed=True)
    join_network(platform.database, network_id, School(name=MEMBER), 2026, report=report)
    change_contact(platform.database, network_id, 2026, school=MEMBER, person="0123")
    merge_providers(platform.database, network_id, double)
    return network_id
