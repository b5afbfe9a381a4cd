"""Groups beside each other: per bouwsteen the share of one option in each group, as marks."""

from collections.abc import Sequence

from webapp.analysis.contrast_words import contrast_rule
from webapp.analysis.gaps import largest_gaps
from webapp.analysis.naming import numbered_name
from webapp.analysis.results import Results
from webapp.analysis.words import gap_sentence, named_option, no_gap_sentence
from webapp.charts.block_bars import group_row
from webapp.charts.options import chart_options
from webapp.charts.spec import (
    ChartKind,
    ChartRow,
    ChartSection,
    ChartSeries,
    ChartSpec,
    row_of_marks,
)
from webapp.i18n import gettext as _
from webapp.instrument.model import BuildingBlock, Instrument, RespondentGroup


def group_dots(
    instrument: Instrument, results: Results, groups: Sequence[RespondentGroup]
) -> ChartSpec:
    """A panel per thema, a line per bouwsteen that two or more groups are asked.

    In the order of the framework, never in that of a gap or a share.
    """
    option = named_option(instrument)
    gaps = largest_gaps(results, groups, option.code)
    return ChartSpec(
        id="naast-elkaar",
        title=_("Gesprekspartners naast elkaar"),
        sentences=tuple(gap_sentence(instrument, gap) for gap in gaps) or (no_gap_sentence(),),
        row_name=_("Bouwsteen"),
        unit=_("mensen"),
        unit_note=_(
            "Elk teken is het deel van een groep dat ‘%(option)s’ koos.", option=option.label
        )
        + f" {contrast_rule()}",
        options=chart_options(instrument),
        sections=tuple(
            ChartSection(theme.id, str(theme.name), rows)
            for theme in instrument.themes
            if (rows := _rows(instrument, results, groups, theme.id))
        ),
        min_group_size=results.min_group_size,
        kind=ChartKind.DOTS,
        marked=option.code,
        series=tuple(
            ChartSeries(group.id, str(group.name), place) for place, group in enumerate(groups)
        ),
        is_panels=True,
    )


def _rows(
    instrument: Instrument, results: Results, groups: Sequence[RespondentGroup], theme_id: str
) -> tuple[ChartRow, ...]:
    return tuple(
        row_of_marks(block.id, numbered_name(block), _marks(results, asked, block))
        for block in instrument.blocks
        if block.theme_id == theme_id
        and len(asked := [group for group in groups if block.id in group.block_ids]) > 1
    )


def _marks(
    results: Results, asked: Sequence[RespondentGroup], block: BuildingBlock
) -> tuple[ChartRow, ...]:
    return tuple(group_row(results, group, block.id) for group in asked)
