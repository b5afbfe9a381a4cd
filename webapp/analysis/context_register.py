"""Two context figures that the register of providers itself can tell, where none were loaded."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from webapp.analysis.context import CONTEXT_KINDS, ContextCell, ContextFigure
from webapp.i18n import gettext as _
from webapp.i18n import ngettext

SIZES = (35, 100, 250, 500, 1000)  # the first is where the report ends its "kleine aanbieders"


class RegisteredProvider(NamedTuple):
    """What the register knows of a provider; None is unknown."""

    pupils: int | None
    types: tuple[str, ...]


def registered_figures(providers: Iterable[RegisteredProvider]) -> Iterator[ContextFigure]:
    """How large the providers are and how many types they support, of those that say so."""
    providers = tuple(providers)
    sizes = [one.pupils for one in providers if one.pupils is not None]
    if sizes:
        edges = (0, *SIZES)
        cells = (
            ContextCell(_size_name(low, high), None, sum(_within(n, low, high) for n in sizes))
            for low, high in zip(edges, (*SIZES, None), strict=True)
        )
        yield ContextFigure(CONTEXT_KINDS["schaal"], "", tuple(cells))
    ranges = [len(one.types) for one in providers if one.types]
    if ranges:
        counted = sorted(set(ranges))
        cells = (ContextCell(_range_name(one), None, ranges.count(one)) for one in counted)
        yield ContextFigure(CONTEXT_KINDS["types-per-school"], "", tuple(cells))


def _within(pupils: int, low: int, high: int | None) -> bool:
    return pupils >= low and (high is None or pupils < high)


def _size_name(low: int, high: int | None) -> str:
    if high is None:
        return _("%(n)s leerlingen of meer", n=low)
    if low == 0:
        return _("minder dan %(n)s leerlingen", n=high)
    return _("%(low)s tot %(high)s leerlingen", low=low, high=high - 1)


def _range_name(types: int) -> str:
    return ngettext("%(n)s type", "%(n)s types", types)
