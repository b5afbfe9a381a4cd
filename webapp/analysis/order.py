"""The order in which results stand: that of the framework, then of the names of providers.

Never that of a share: providers in the order of a result would be a ranking.
"""

from collections.abc import Iterable, Mapping
from typing import TypeVar

from webapp.analysis.results import GroupResult, Suppression
from webapp.instrument.model import Instrument

_Row = TypeVar("_Row", GroupResult, Suppression)


def in_reading_order(
    instrument: Instrument, rows: Iterable[_Row], provider_names: Mapping[str, str]
) -> tuple[_Row, ...]:
    """The rows by group and then by the names of their providers; those without come last."""
    place = {group.id: number for number, group in enumerate(instrument.groups)}
    return tuple(
        sorted(
            rows,
            key=lambda row: (place[row.group_id], *sorting_name(row.provider_ids, provider_names)),
        )
    )


def sorting_name(
    provider_ids: tuple[str, ...], provider_names: Mapping[str, str]
) -> tuple[bool, str, tuple[str, ...]]:
    """Sorts by name, letter case aside, and what has no provider behind the rest."""
    return (not provider_ids, joined_names(provider_ids, provider_names).casefold(), provider_ids)


def joined_names(provider_ids: Iterable[str], provider_names: Mapping[str, str]) -> str:
    """The names of one or several providers, in alphabetical order; an id where there is none."""
    names = (provider_names.get(provider_id, provider_id) for provider_id in provider_ids)
    return ", ".join(sorted(names, key=str.casefold))
