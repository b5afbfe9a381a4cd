"""Estimates of inspectors beside what people answered: two sources, never added together."""

from collections.abc import Sequence

from webapp.analysis.estimate_tally import EstimateTally
from webapp.analysis.naming import numbered_name
from webapp.analysis.results import Results
from webapp.analysis.words import named_option, percentage
from webapp.charts.block_bars import group_row
from webapp.charts.options import chart_options
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
)
from webapp.i18n import gettext as _
from webapp.i18n import ngettext
from webapp.instrument.model import BuildingBlock, Instrument, RespondentGroup

ESTIMATE = "inschatting"


def estimate_dots(
    instrument: Instrument,
    estimates: EstimateTally,
    results: Results,
    groups: Sequence[RespondentGroup],
) -> ChartSpec:
    """A panel per thema, a line per bouwsteen: the estimates first, then each group asked."""
    option = named_option(instrument)
    series = [(ESTIMATE, _("Inschatting van inspecteurs"))]
    series += [(group.id, _("%(group)s, zelf", group=group.name)) for group in groups]
    return ChartSpec(
        id=ESTIMATE,
        title=_("Inschattingen naast antwoorden"),
        sentences=(
            _sentence(estimates),
            _("De antwoorden ernaast gaan over alle aanbieders, ook over die zonder inschatting."),
            _how_often(instrument, estimates),
        ),
        row_name=_("Bouwsteen"),
        unit=_("mensen"),
        unit_note=_(
            "Van de inschattingen is elk teken het deel van de inschattingen dat ‘%(option)s’ "
            "zegt, van een groep het deel van de mensen. Het zijn twee bronnen: ze worden nooit "
            "samengeteld.",
            option=option.label,
        ),
        options=chart_options(instrument),
        sections=tuple(
            ChartSection(theme.id, str(theme.name), rows)
            for theme in instrument.themes
            if (rows := _rows(instrument, estimates, results, groups=groups, theme_id=theme.id))
        ),
        min_group_size=results.min_group_size,
        kind=ChartKind.DOTS,
        marked=option.code,
        series=tuple(ChartSeries(key, label, place) for place, (key, label) in enumerate(series)),
        is_panels=True,
    )


def _sentence(estimates: EstimateTally) -> str:
    return ngettext(
        "%(n)s ondertekende inschatting, van één aanbieder.",
        "%(n)s ondertekende inschattingen, elk van één aanbieder.",
        estimates.n,
    )


def _how_often(instrument: Instrument, estimates: EstimateTally) -> str:
    option = named_option(instrument)
    chosen = sum(block.counts[option.code] for block in estimates.blocks)
    valid = sum(block.valid for block in estimates.blocks)
    share = percentage((200 * chosen + valid) // (2 * valid)) if valid else "–"
    return _(
        "Alle bouwstenen samen: %(chosen)s van de %(valid)s keer luidt de inschatting "
        "‘%(option)s’ (%(share)s).",
        chosen=chosen,
        valid=valid,
        option=option.label,
        share=share,
    )


def _rows(
    instrument: Instrument,
    estimates: EstimateTally,
    results: Results,
    *,
    groups: Sequence[RespondentGroup],
    theme_id: str,
) -> tuple[ChartRow, ...]:
    return tuple(
        row_of_marks(block.id, numbered_name(block), _marks(estimates, results, groups, block))
        for block in instrument.blocks
        if block.theme_id == theme_id
    )


def _marks(
    estimates: EstimateTally,
    results: Results,
    groups: Sequence[RespondentGroup],
    block: BuildingBlock,
) -> tuple[ChartRow, ...]:
    told, label = estimates.block(block.id), _("Inschatting van inspecteurs")
    estimate = (
        row_of_block(ESTIMATE, label, told)
        if told
        else empty_row(ESTIMATE, label, RowState.NO_DATA)
    )
    asked = (group for group in groups if block.id in group.block_ids)
    return (estimate, *(group_row(results, group, block.id) for group in asked))
