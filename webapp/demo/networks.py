"""Made-up member schools of the networks of the demonstration."""

from collections.abc import Sequence
from datetime import date

from webapp.db.models import Provider
from webapp.platform import Platform
from webapp.services.provider_kinds import NETWORK_KINDS
from webapp.services.register.change_network import (
    Report,
    School,
    change_contact,
    join_network,
)
from webapp.services.school_years import school_year_of
from webapp.services.today import today

_SCHOOLS = ("Basisschool aan de {}", "Vrije lagere school {}", "Atheneum {}")
_YEARS_AGO = 2


def fill_networks(platform: Platform, providers: Sequence[Provider]) -> None:
    """Each network gets a buo-school of its province, or of another, and three other schools."""
    schools = [one for one in providers if one.kind == "buo-school"]
    first_year = school_year_of(today()) - _YEARS_AGO
    report = Report(date(first_year, 1, 15))
    for number, network in enumerate(one for one in providers if one.kind in NETWORK_KINDS):
        near = [one for one in schools if one.province == network.province]
        school = (near or [schools[number % len(schools)]])[0]
        name = network.name.split()[-1]
        joining = [School(school.id), *(School(name=one.format(name)) for one in _SCHOOLS)]
        for one in joining:
            join_network(platform.database, network.id, one, first_year, report=report)
        change_contact(
            platform.database,
            network.id,
            first_year,
            school=school.name,
            person="zorgloket (verzonnen)",
        )
