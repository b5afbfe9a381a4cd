"""What every page of results knows: the round, what may be shown of it, and its charts."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import TypeVar

from flask import abort, request
from werkzeug.datastructures import MultiDict

from webapp.analysis.beside_others import RoundRows
from webapp.analysis.order import sorting_name
from webapp.analysis.results import Results
from webapp.analysis.selection import ProviderTraits
from webapp.analysis.words import group_sentence
from webapp.charts.block_bars import block_bars
from webapp.charts.group_dots import group_dots
from webapp.charts.provider_bars import provider_bars
from webapp.charts.spec import ChartSpec
from webapp.charts.theme_bars import theme_bars
from webapp.db.models import Round
from webapp.db.queries.providers import list_providers, traits_of
from webapp.instrument.model import Instrument, RespondentGroup, Theme
from webapp.services.read_results import choose_results, read_rows
from webapp.web.access import platform
from webapp.web.filters import Filters, read_filters
from webapp.web.rounds import round_or_404

_Found = TypeVar("_Found")


@dataclass(frozen=True, slots=True)
class Report:
    """What may be shown of a round, or of one provider or group in it."""

    round: Round
    instrument: Instrument
    results: Results
    provider_names: Mapping[str, str]
    filters: Filters
    partly: tuple[tuple[str, ...], ...] = ()

    @property
    def about(self) -> str:
        """The round, and what was chosen of it: for files, which travel without their page."""
        return " – ".join((self.round.title, *self.filters.told, *self.filters.ignored))

    @property
    def providers(self) -> tuple[tuple[str, str], ...]:
        """Id and name of those with a meeting, by name."""
        shown = (row.provider_ids for row in self.results.groups)
        hidden = (row.provider_ids for row in self.results.suppressed)
        ids = set(chain(*shown, *hidden))
        by_name = sorted(ids, key=lambda id_: sorting_name((id_,), self.provider_names))
        return tuple((id_, self.provider_names[id_]) for id_ in by_name)

    @property
    def groups(self) -> tuple[RespondentGroup, ...]:
        """The groups that stand beside each other, of those that are asked for."""
        return tuple(group for group in self._asked if not group.apart)

    @property
    def groups_apart(self) -> tuple[RespondentGroup, ...]:
        """The groups that are no result of their own: shown apart, and only with the reason."""
        return tuple(group for group in self._asked if group.apart)

    @property
    def _asked(self) -> tuple[RespondentGroup, ...]:
        chosen = self.filters.selection.groups
        return tuple(one for one in self.instrument.groups if not chosen or one.id in chosen)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing yet, not even something that may not be shown."""
        return not (self.results.groups or self.results.suppressed)

    @property
    def in_short(self) -> tuple[str, ...]:
        """A sentence per group, over all its bouwstenen."""
        return tuple(group_sentence(self.instrument, self.results, group) for group in self.groups)

    def by_theme(self) -> ChartSpec:
        """Per thema a bar per group."""
        return theme_bars(self.instrument, self.results, self.groups)

    def by_provider(self, group: RespondentGroup) -> ChartSpec:
        """Per provider a bar of one group."""
        return provider_bars(self.instrument, self.results, group.id, self.provider_names)

    def by_block(self, theme: Theme) -> ChartSpec:
        """Per bouwsteen of a thema a bar per group."""
        return block_bars(self.instrument, self.results, theme, self.groups)

    def block_apart(self, theme: Theme, group: RespondentGroup) -> ChartSpec:
        """The same for a group that stands apart."""
        return block_bars(self.instrument, self.results, theme, [group])

    def side_by_side(self) -> ChartSpec:
        """Per bouwsteen the share of one option in each group."""
        return group_dots(self.instrument, self.results, self.groups)

    def chart_or_404(self, chart_id: str) -> ChartSpec:
        """One of the charts above, by its id."""
        return next((one for one in self._charts() if one.id == chart_id), None) or abort(404)

    def _charts(self) -> Iterator[ChartSpec]:
        yield self.by_theme()
        yield self.side_by_side()
        for group in self.instrument.groups:
            yield self.by_provider(group)
        for theme in self.instrument.themes:
            yield self.by_block(theme)
            for group in self.groups_apart:
                yield self.block_apart(theme, group)


def report_or_404(
    round_id: str, *, provider_id: str | None = None, group_id: str | None = None
) -> Report:
    """What may be shown; a page that does not exist for an unknown round, provider or group."""
    with platform().database.reading() as session:
        round_ = round_or_404(session, round_id)
        rows = read_rows(session, round_)
        providers = list_providers(session)
    names = {provider.id: provider.name for provider in providers}
    if provider_id is not None:
        if provider_id != (round_.owner_provider_id or provider_id):
            abort(404)  # in its own round a provider asks after no other
        found_or_404(lambda: names[provider_id])
    if group_id is not None:
        found_or_404(lambda: rows.instrument.group(group_id))
    traits = {provider.id: traits_of(provider) for provider in providers}
    asked = request.args if provider_id is None else MultiDict[str, str]()  # one is chosen already
    filters = read_filters(asked, rows.instrument, _in_round(rows, traits), names)
    results, partly = choose_results(
        rows, filters.selection, traits, provider_id=provider_id, group_id=group_id
    )
    return Report(round_, rows.instrument, results, names, filters, partly)


def _in_round(rows: RoundRows, traits: Mapping[str, ProviderTraits]) -> list[ProviderTraits]:
    """The providers of the round, in the order of `traits`."""
    sets = chain((r.provider_ids for r in rows.batches), (r.provider_ids for r in rows.waiting))
    met = set(chain(*sets))
    return [one for id_, one in traits.items() if id_ in met]


def found_or_404(find: Callable[[], _Found]) -> _Found:
    """What is found by an id, or a page that does not exist."""
    try:
        return find()
    except KeyError:
        abort(404)
