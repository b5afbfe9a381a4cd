"""The report's "globaal beeld": per group one bar per provider, over all bouwstenen."""

from collections.abc import Mapping

from webapp.analysis.order import joined_names, sorting_name
from webapp.analysis.results import Results
from webapp.analysis.words import absence_sentence, answers_sentence
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
from webapp.instrument.model import Instrument


def provider_bars(
    instrument: Instrument, results: Results, group_id: str, provider_names: Mapping[str, str]
) -> ChartSpec:
    """A bar of answers per provider, in the order of their names: never in that of a share."""
    total = results.total(group_id)
    reason = results.why_not(group_id)
    return ChartSpec(
        id=f"globaal-{group_id}",
        title=str(instrument.group(group_id).name),
        sentences=(
            answers_sentence(instrument, total)
            if total
            else absence_sentence(instrument, group_id, reason, results.min_group_size),
        ),
        row_name=_("Aanbieder"),
        unit=_("antwoorden"),
        unit_note=answers_note(),
        options=chart_options(instrument),
        sections=(ChartSection(None, None, _rows(results, group_id, provider_names)),),
        min_group_size=results.min_group_size,
    )


def _rows(
    results: Results, group_id: str, provider_names: Mapping[str, str]
) -> tuple[ChartRow, ...]:
    shown = {row.provider_ids: row for row in results.groups if row.group_id == group_id}
    hidden = {
        row.provider_ids
        for row in results.suppressed
        if row.group_id == group_id and row.block_id is None
    }
    rows = []
    for provider_ids in sorted(
        {*shown, *hidden}, key=lambda ids: sorting_name(ids, provider_names)
    ):
        label = joined_names(provider_ids, provider_names) or _("Zonder aanbieder, of samengenomen")
        key, group = ",".join(provider_ids), shown.get(provider_ids)
        if group:
            rows.append(row_of_blocks(key, label, group, group.of_framework))
        else:
            reason = results.why_not(group_id, provider_ids)
            rows.append(empty_row(key, label, state_without_result(reason)))
    return tuple(rows)
