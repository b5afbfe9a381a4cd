"""Filters of results: read from an address, told in words, and offered in a form.

They choose whole batches by who these are about (webapp.analysis.selection): never people.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple, cast

from werkzeug.datastructures import MultiDict

from webapp.analysis.selection import LARGE, SMALL, SMALL_PUPILS, ProviderTraits, Selection, Size
from webapp.i18n import gettext as _
from webapp.instrument.model import Instrument
from webapp.services.provider_kinds import provider_kinds

BY_KIND = "op-soort"
KEYS = (
    "gesprekspartner", "aanbieders", "net", "provincie", "type", "niveau", "grootte", "soort",
    BY_KIND,
)  # fmt: skip
LONGEST_TOLD = 60


class FilterOption(NamedTuple):
    """A value that can be chosen."""

    value: str
    label: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class FilterField:
    """One condition: `key` is its name in the address."""

    key: str
    title: str
    options: tuple[FilterOption, ...]

    @property
    def chosen(self) -> tuple[FilterOption, ...]:
        """The values that are asked for."""
        return tuple(option for option in self.options if option.chosen)


@dataclass(frozen=True, slots=True)
class Filters:
    """What is asked; `unknown` are the values in the address that this round does not have."""

    fields: tuple[FilterField, ...]
    by_kind: bool
    unknown: tuple[str, ...]

    @property
    def selection(self) -> Selection:
        """For the analysis."""
        chosen = {field.key: frozenset(o.value for o in field.chosen) for field in self.fields}
        return Selection(
            groups=chosen.get("gesprekspartner", frozenset()),
            providers=chosen.get("aanbieders", frozenset()),
            nets=chosen.get("net", frozenset()),
            provinces=chosen.get("provincie", frozenset()),
            types=chosen.get("type", frozenset()),
            levels=chosen.get("niveau", frozenset()),
            sizes=cast("frozenset[Size]", chosen.get("grootte", frozenset())),
            kinds=chosen.get("soort", frozenset()),
            by_kind=self.by_kind,
        )

    @property
    def is_active(self) -> bool:
        """Whether anything is left out."""
        return not self.selection.is_empty

    @property
    def told(self) -> tuple[str, ...]:
        """A line per condition: "Net: vrij gesubsidieerd of gemeenschapsonderwijs"."""
        joined = _(" of ")
        return tuple(
            f"{field.title}: {joined.join(option.label for option in field.chosen)}"
            for field in self.fields
            if field.chosen
        )

    @property
    def ignored(self) -> tuple[str, ...]:
        """A line per value that this round does not have, as the page says it too."""
        return tuple(
            _(
                "‘%(value)s’ in het adres komt in deze ronde niet voor: daarop is niet gekozen.",
                value=value,
            )
            for value in self.unknown
        )

    @property
    def arguments(self) -> dict[str, list[str]]:
        """As they stand in an address."""
        asked = {f.key: [o.value for o in f.chosen] for f in self.fields if f.chosen}
        return {**asked, BY_KIND: ["1"]} if self.by_kind else asked


def read_filters(
    arguments: MultiDict[str, str],
    instrument: Instrument,
    providers: Sequence[ProviderTraits],
    names: dict[str, str],
) -> Filters:
    """The conditions in an address; only what the round itself has can be asked."""
    by_kind = bool(arguments.get(BY_KIND))
    values = _values(instrument, providers, names)
    if not by_kind:
        del values["soort"]
    asked = {key: frozenset(arguments.getlist(key)) for key in KEYS[:-1]}
    fields = tuple(
        FilterField(
            key,
            title,
            tuple(FilterOption(value, label, value in asked[key]) for value, label in offered),
        )
        for key, (title, offered) in values.items()
    )
    known = {field.key: {option.value for option in field.options} for field in fields}
    unknown = (
        value[:LONGEST_TOLD]
        for key in asked
        if key != "soort" or by_kind
        for value in sorted(asked[key] - known.get(key, set()))
        if value
    )
    return Filters(fields, by_kind, tuple(unknown))


_Offered = list[tuple[str, str]]


def _values(
    instrument: Instrument, providers: Sequence[ProviderTraits], names: dict[str, str]
) -> dict[str, tuple[str, _Offered]]:
    """Key → title and what can be chosen, in the order of the form."""
    kinds = provider_kinds()
    return {
        "gesprekspartner": (
            _("Gesprekspartner"),
            [(group.id, str(group.name)) for group in instrument.groups],
        ),
        "net": (_("Net"), _texts(providers, lambda one: [one.net])),
        "provincie": (_("Provincie"), _texts(providers, lambda one: [one.province])),
        "type": (_("Type"), _texts(providers, lambda one: one.types)),
        "niveau": (_("Onderwijsniveau"), _texts(providers, lambda one: one.levels)),
        "grootte": (_("Grootte"), _sizes(providers)),
        "aanbieders": (_("Aanbieder"), [(one.id, names[one.id]) for one in providers]),
        "soort": (
            _("Soort aanbieder"),
            [(k, name) for k, name in kinds.items() if any(one.kind == k for one in providers)],
        ),
    }


def _texts(
    providers: Iterable[ProviderTraits], of: Callable[[ProviderTraits], Iterable[str]]
) -> _Offered:
    found = {value for one in providers for value in of(one) if value}
    return [(value, value) for value in sorted(found, key=str.casefold)]


def _sizes(providers: Iterable[ProviderTraits]) -> _Offered:
    labels = {
        SMALL: _("klein: minder dan %(n)s leerlingen", n=SMALL_PUPILS),
        LARGE: _("groot: %(n)s leerlingen of meer", n=SMALL_PUPILS),
    }
    found = {one.size for one in providers}
    return [(size, label) for size, label in labels.items() if size in found]
