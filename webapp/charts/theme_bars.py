"""Per thema one bar per group, over the bouwstenen of that thema."""

from collections.abc import Sequence

from webapp.analysis.results import Results
from webapp.analysis.words import absence_sentence, themes_sentence
from webapp.charts.options import answers_note, chart_options
from webapp.charts.spec import (
    ChartRow,
    ChartSection,
    ChartSpec,
    empty_row,
    row_of_blocks,
    state_without_result,
)
from webapp.i18n import gettext as _
from webapp.instrument.model import Instrument, RespondentGroup, Theme


def theme_bars(
    instrument: Instrument, results: Results, groups: Sequence[RespondentGroup]
) -> ChartSpec:
    """A section per thema with a bar of answers for each group that is asked something in it."""
    return ChartSpec(
        id="themas-" + "-".join(group.id for group in groups),
        title=_("Per thema"),
        sentences=tuple(_sentence(instrument, results, group) for group in groups),
        row_name=_("Gesprekspartner"),
        unit=_("antwoorden"),
        unit_note=answers_note(),
        options=chart_options(instrument),
        sections=tuple(
            ChartSection(theme.id, str(theme.name), rows)
            for theme in instrument.themes
            if (rows := _rows(instrument, results, groups, theme))
        ),
        min_group_size=results.min_group_size,
        is_panels=True,
    )


def _sentence(instrument: Instrument, results: Results, group: RespondentGroup) -> str:
    total = results.total(group.id)
    if total:
        return themes_sentence(instrument, total)
    reason = results.why_not(group.id)
    return absence_sentence(instrument, group.id, reason, results.min_group_size)


def _rows(
    instrument: Instrument, results: Results, groups: Sequence[RespondentGroup], theme: Theme
) -> tuple[ChartRow, ...]:
    rows = []
    for group in groups:
        if not any(instrument.block(block_id).theme_id == theme.id for block_id in group.block_ids):
            continue
        total = results.total(group.id)
        if total:
            rows.append(row_of_blocks(group.id, str(group.name), total, total.in_theme(theme.id)))
        else:
            state = state_without_result(results.why_not(group.id))
            rows.append(empty_row(group.id, str(group.name), state))
    return tuple(rows)
