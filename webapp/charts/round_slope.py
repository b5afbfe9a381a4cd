"""Two rounds beside each other: per bouwsteen that stayed the same, the share of one option."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import NamedTuple

from webapp.analysis.contrast_words import contrast_rule
from webapp.analysis.naming import numbered_name
from webapp.analysis.results import Results
from webapp.analysis.words import change_sentence, named_option
from webapp.charts.block_bars import group_row
from webapp.charts.options import chart_options
from webapp.charts.slope_layout import differing
from webapp.charts.spec import (
    ChartKind,
    ChartRow,
    ChartSection,
    ChartSeries,
    ChartSpec,
    row_of_marks,
)
from webapp.i18n import gettext as _
from webapp.instrument.lineage import BlockComparison, comparable_for_group, compare_versions
from webapp.instrument.model import Instrument

EARLIER, LATER = "vroeger", "later"


class RoundResults(NamedTuple):
    """A round as a slope chart needs it; `title` stands above its upright."""

    title: str
    instrument: Instrument
    results: Results


def round_slope(earlier: RoundResults, later: RoundResults, group_id: str) -> ChartSpec:
    """A panel per thema, a line per bouwsteen that the lineage calls equal, for one group.

    What was replaced, or only overlaps, is left out: a line would call it a change. KeyError
    where the later instrument does not have this group.
    """
    instrument = later.instrument
    group = instrument.group(group_id)
    option = named_option(instrument)
    codes = compare_versions(instrument, earlier.instrument).options
    blocks = comparable_for_group(instrument, earlier.instrument, group_id)
    lines = {
        block.block_ids[0]: _line(block, (earlier, later), group_id, codes) for block in blocks
    }
    far = len(differing(lines.values(), option.code))
    return ChartSpec(
        id=f"rondes-{group_id}",
        title=str(group.name),
        sentences=(change_sentence(group, len(lines), far),),
        row_name=_("Bouwsteen"),
        unit=_("mensen"),
        unit_note=_(
            "Elke lijn is het deel dat ‘%(option)s’ koos. Sterk getekend: een verschil.",
            option=option.label,
        )
        + f" {contrast_rule()}",
        options=chart_options(instrument),
        sections=tuple(_sections(instrument, lines)),
        min_group_size=later.results.min_group_size,
        kind=ChartKind.SLOPE,
        marked=option.code,
        series=(ChartSeries(EARLIER, earlier.title, 0), ChartSeries(LATER, later.title, 1)),
        is_panels=True,
    )


def _line(
    block: BlockComparison,
    rounds: tuple[RoundResults, RoundResults],
    group_id: str,
    codes: Mapping[str, str],
) -> ChartRow:
    earlier, later = rounds
    (block_id,), (earlier_id,) = block.block_ids, block.earlier_ids
    group, before = later.instrument.group(group_id), earlier.instrument.group(group_id)
    marks = (
        _recoded(group_row(earlier.results, before, earlier_id), codes),
        group_row(later.results, group, block_id),
    )
    named = tuple(
        replace(mark, key=key, label=one.title)
        for mark, key, one in zip(marks, (EARLIER, LATER), rounds, strict=True)
    )
    return row_of_marks(block_id, numbered_name(later.instrument.block(block_id)), named)


def _recoded(row: ChartRow, codes: Mapping[str, str]) -> ChartRow:
    # option codes of the earlier round, under the names of the later one
    if not row.has_figures:
        return row
    counts = {code: row.counts[there] for code, there in codes.items()}
    lost = sum(row.counts.values()) - sum(counts.values())
    return replace(row, counts=counts, blank=(row.blank or 0) + lost)


def _sections(instrument: Instrument, lines: Mapping[str, ChartRow]) -> Iterable[ChartSection]:
    for theme in instrument.themes:
        ids = [block.id for block in instrument.blocks if block.theme_id == theme.id]
        rows = tuple(lines[id_] for id_ in ids if id_ in lines)
        if rows:
            yield ChartSection(theme.id, str(theme.name), rows)
