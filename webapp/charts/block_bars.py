"""Of one thema: per bouwsteen one bar per group that is asked about it."""

from collections.abc import Sequence

from webapp.analysis.naming import number_of
from webapp.analysis.results import Results
from webapp.analysis.words import absence_sentence, blocks_sentence
from webapp.charts.options import chart_options
from webapp.charts.spec import (
    ChartRow,
    ChartSection,
    ChartSpec,
    RowState,
    empty_row,
    row_of_block,
    state_without_result,
)
from webapp.i18n import gettext as _
from webapp.instrument.model import BuildingBlock, Instrument, RespondentGroup, Theme


def block_bars(
    instrument: Instrument, results: Results, theme: Theme, groups: Sequence[RespondentGroup]
) -> ChartSpec:
    """A section per bouwsteen, with a bar of people for each of these groups that is asked it."""
    blocks = [block for block in instrument.blocks if block.theme_id == theme.id]
    asked = [group for group in groups if any(block.id in group.block_ids for block in blocks)]
    return ChartSpec(
        id="-".join(("thema", theme.id, *(group.id for group in asked))),
        title=str(theme.name),
        sentences=tuple(_sentence(instrument, results, group, theme) for group in asked),
        row_name=_("Gesprekspartner"),
        unit=_("mensen"),
        unit_note=None,
        options=chart_options(instrument),
        sections=tuple(
            ChartSection(block.id, f"{number_of(block.id)}. {block.text}", rows)
            for block in blocks
            if (rows := _rows(results, asked, block))
        ),
        min_group_size=results.min_group_size,
    )


def group_row(results: Results, group: RespondentGroup, block_id: str) -> ChartRow:
    """The row of one group over all providers, with why it has no figures where it has none."""
    total = results.total(group.id)
    shown = total.block(block_id) if total else None
    if shown:
        return row_of_block(group.id, str(group.name), shown)
    if total:
        return empty_row(group.id, str(group.name), RowState.TOO_FEW)
    return empty_row(group.id, str(group.name), state_without_result(results.why_not(group.id)))


def _sentence(
    instrument: Instrument, results: Results, group: RespondentGroup, theme: Theme
) -> str:
    total = results.total(group.id)
    shown = total.in_theme(theme.id) if total else ()
    if shown:
        return blocks_sentence(instrument, group.id, shown)
    reason = "te-weinig" if total else results.why_not(group.id)
    return absence_sentence(instrument, group.id, reason, results.min_group_size)


def _rows(
    results: Results, groups: Sequence[RespondentGroup], block: BuildingBlock
) -> tuple[ChartRow, ...]:
    return tuple(
        group_row(results, group, block.id) for group in groups if block.id in group.block_ids
    )
