"""Which batches a filter chooses: always whole ones, by who the batch is about.

A filter never looks at a person: there is nothing about persons to look at. It looks at the
gesprekspartner of a batch and at the attributes of its providers, and takes the batch or leaves
it. So whatever is chosen, what is shown stays a sum of whole batches, and every difference of two
such sums is a combination of whole batches of at least k people.

A batch of several providers is chosen only where *all* of them match: their people can't be told
apart. A batch without a provider (pooled over providers, or about none) is chosen only where
nothing is asked of providers.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from webapp.analysis.tally import BatchRow, WaitingRow

Size: TypeAlias = Literal["klein", "groot"]

SMALL: Size = "klein"
LARGE: Size = "groot"
SMALL_PUPILS = 35  # the report: kleine aanbieders support fewer than 35 pupils


@dataclass(frozen=True, slots=True)
class ProviderTraits:
    """What is known of a provider; `pupils` is how many it supports, None where unknown."""

    id: str
    kind: str
    net: str
    province: str
    types: frozenset[str]
    levels: frozenset[str]
    pupils: int | None

    @property
    def size(self) -> Size | None:
        """`klein` under 35 pupils, else `groot`; None where nobody knows."""
        if self.pupils is None:
            return None
        return SMALL if self.pupils < SMALL_PUPILS else LARGE


@dataclass(frozen=True, slots=True)
class Selection:
    """A filter; an empty set asks nothing. All conditions hold at once.

    Within one condition any value will do: `types={"2", "7"}` chooses providers that offer type
    2 or type 7. `kinds` only counts with `by_kind`, which whoever looks has switched on.
    """

    groups: frozenset[str] = frozenset()
    providers: frozenset[str] = frozenset()
    nets: frozenset[str] = frozenset()
    provinces: frozenset[str] = frozenset()
    types: frozenset[str] = frozenset()
    levels: frozenset[str] = frozenset()
    sizes: frozenset[Size] = frozenset()
    kinds: frozenset[str] = frozenset()
    by_kind: bool = False

    @property
    def asks_of_providers(self) -> bool:
        """Whether it asks anything of providers, so that batches without one fall out."""
        return any(self._conditions_on_providers())

    @property
    def is_empty(self) -> bool:
        """Whether it chooses everything."""
        return not (self.groups or self.asks_of_providers)

    def matches(self, provider: ProviderTraits) -> bool:
        """Whether a provider meets every condition; what is not known meets none."""
        return all(
            not wanted or wanted & has
            for wanted, has in zip(
                self._conditions_on_providers(), _attributes(provider), strict=True
            )
        )

    def _conditions_on_providers(self) -> tuple[frozenset[str], ...]:
        kinds = self.kinds if self.by_kind else frozenset[str]()
        sizes = frozenset[str](self.sizes)
        return (
            self.providers, self.nets, self.provinces, self.types, self.levels, sizes, kinds,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Selected:
    """What a filter chose, to be given to `release`.

    `partly` are the sets of providers of which some match and others do not: their batches are
    left out, since their people can't be told apart. Worth a line on the page.
    """

    batches: tuple[BatchRow, ...]
    waiting: tuple[WaitingRow, ...]
    partly: tuple[tuple[str, ...], ...]


def select(
    batches: Iterable[BatchRow],
    waiting: Iterable[WaitingRow],
    selection: Selection,
    providers: Mapping[str, ProviderTraits],
) -> Selected:
    """The whole batches (and meetings that wait) that a filter chooses, in the order given.

    `providers` is id → traits; a provider that is not in it meets no condition.
    """
    matching = {id_ for id_, traits in providers.items() if selection.matches(traits)}
    kept = tuple(row for row in batches if _in_group(row, selection))
    waits = tuple(row for row in waiting if _in_group(row, selection))
    if not selection.asks_of_providers:
        return Selected(kept, waits, ())
    return Selected(
        batches=tuple(row for row in kept if _is_within(row, matching)),
        waiting=tuple(row for row in waits if _is_within(row, matching)),
        partly=tuple(
            sorted({tuple(sorted(row.provider_ids)) for row in kept if _is_partly(row, matching)})
        ),
    )


def _attributes(provider: ProviderTraits) -> tuple[frozenset[str], ...]:
    sizes = frozenset[str]({provider.size} if provider.size else ())
    return (
        frozenset({provider.id}),
        frozenset({provider.net}),
        frozenset({provider.province}),
        provider.types,
        provider.levels,
        sizes,
        frozenset({provider.kind}),
    )


def _in_group(row: BatchRow | WaitingRow, selection: Selection) -> bool:
    return not selection.groups or row.group_id in selection.groups


def _is_within(row: BatchRow | WaitingRow, provider_ids: set[str]) -> bool:
    return bool(row.provider_ids) and provider_ids.issuperset(row.provider_ids)


def _is_partly(row: BatchRow, provider_ids: set[str]) -> bool:
    return not provider_ids.isdisjoint(row.provider_ids) and not _is_within(row, provider_ids)
