"""One provider beside all others together: per bouwsteen two shares, with their intervals."""

from collections.abc import Mapping
from typing import NamedTuple

from webapp.analysis.beside_others import BesideOthers
from webapp.analysis.contrast_words import contrast_counts, contrast_rule, contrast_words
from webapp.analysis.contrasts import Contrast, contrast_results
from webapp.analysis.naming import numbered_name, short_name
from webapp.analysis.results import GroupResult, Reason
from webapp.analysis.words import named_option
from webapp.charts.options import chart_options, interval_note
from webapp.charts.spec import (
    ChartKind,
    ChartRow,
    ChartSection,
    ChartSeries,
    ChartSpec,
    RowState,
    empty_row,
    row_of_block,
    row_of_marks,
    state_without_result,
)
from webapp.i18n import gettext as _
from webapp.i18n import ngettext
from webapp.instrument.model import Instrument

OWN, OTHERS = "eigen", "anderen"


class _Side(NamedTuple):
    key: str
    label: str
    result: GroupResult | None
    reason: Reason | None

    def row(self, block_id: str) -> ChartRow:
        shown = self.result.block(block_id) if self.result else None
        if shown:
            return row_of_block(self.key, self.label, shown)
        state = RowState.TOO_FEW if self.result else state_without_result(self.reason)
        return empty_row(self.key, self.label, state)


def beside_dots(
    instrument: Instrument, beside: BesideOthers, group_id: str, provider_name: str
) -> ChartSpec:
    """A panel per thema, a line per bouwsteen that the group is asked, for one group."""
    own = _Side(OWN, provider_name, beside.own.total(group_id), beside.own.why_not(group_id))
    others = _Side(
        OTHERS, _("De anderen samen"), beside.other(group_id), beside.why_not.get(group_id)
    )
    option = named_option(instrument)
    return ChartSpec(
        id=f"naast-anderen-{group_id}",
        title=str(instrument.group(group_id).name),
        sentences=_sentences(instrument, beside, group_id, (own, others)),
        row_name=_("Bouwsteen"),
        unit=_("mensen"),
        unit_note=_(
            "Elk teken is het deel van een groep dat ‘%(option)s’ koos.", option=option.label
        )
        + f" {interval_note()} {contrast_rule()}",
        options=chart_options(instrument),
        sections=tuple(
            ChartSection(
                theme.id,
                str(theme.name),
                tuple(
                    row_of_marks(
                        block.id, numbered_name(block), (own.row(block.id), others.row(block.id))
                    )
                    for block in blocks
                ),
            )
            for theme, blocks in instrument.themes_for(group_id)
        ),
        min_group_size=beside.own.min_group_size,
        kind=ChartKind.DOTS,
        marked=option.code,
        series=(ChartSeries(OWN, own.label, 0), ChartSeries(OTHERS, others.label, 1)),
        is_panels=True,
        has_intervals=True,
    )


def contrasts_beside(
    instrument: Instrument, beside: BesideOthers, group_id: str
) -> Mapping[str, Contrast]:
    """Per bouwsteen the provider and the others, tested as one family; empty without one side."""
    own, others = beside.own.total(group_id), beside.other(group_id)
    if own is None or others is None:
        return {}
    return contrast_results(own, others, named_option(instrument).code, (OWN, OTHERS))


def _sentences(
    instrument: Instrument, beside: BesideOthers, group_id: str, sides: tuple[_Side, _Side]
) -> tuple[str, ...]:
    missing = [side for side in sides if side.result is None]
    if missing:
        return tuple(_absent(side) for side in missing)
    found = contrasts_beside(instrument, beside, group_id)
    carried = [(id_, one) for id_, one in found.items() if one.is_carried]
    people = ngettext(
        "%(n)s deelnemer", "%(n)s deelnemers", sides[0].result.n if sides[0].result else 0
    )
    return (
        _("%(provider)s: %(people)s.", provider=sides[0].label, people=people),
        *(
            _(
                "%(block)s: %(counts)s (%(words)s).",
                block=short_name(instrument.block(id_)),
                counts=contrast_counts(one),
                words=contrast_words(one),
            )
            for id_, one in carried
        ),
        *(
            ()
            if carried
            else [
                _(
                    "Over geen enkele bouwsteen draagt de toets een verschil met de anderen: de "
                    "aantallen zijn er te klein voor, of de antwoorden liggen dicht bij elkaar."
                )
            ]
        ),
    )


def _absent(side: _Side) -> str:
    if side.key == OTHERS and side.reason != "niet-vrijgegeven":
        return _("De anderen samen: er zijn nog geen drie andere aanbieders met genoeg antwoorden.")
    if side.reason == "niet-vrijgegeven":
        return _("%(who)s: nog niet vrijgegeven.", who=side.label)
    if side.reason is None:
        return _("%(who)s: geen gegevens.", who=side.label)
    return _("%(who)s: te weinig antwoorden.", who=side.label)
