"""Providers beside bouwstenen: the share of one option in every cell, as a table of the page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from webapp.analysis.naming import numbered_name
from webapp.analysis.order import joined_names, sorting_name
from webapp.analysis.results import GroupResult, Results
from webapp.analysis.shares import FEW, percent
from webapp.analysis.words import named_option, percentage
from webapp.charts.spec import RowState, state_without_result
from webapp.charts.table import absence_of_state
from webapp.i18n import gettext as _
from webapp.instrument.model import BuildingBlock, Instrument

STEPS = 5
WIDEST = 17  # providers in one table: what fits on a landscape page


@dataclass(frozen=True, slots=True)
class HeatCell:
    """A share as printed and the counts behind it, or words for why there is none.

    Where few people gave an opinion, the counts stand first: in `share`, and the share in `counts`.
    `css` is the end of the class name: one of five steps, or that of a state.
    """

    css: str
    share: str
    counts: str
    words: str


@dataclass(frozen=True, slots=True)
class HeatRow:
    """A bouwsteen with a cell for each column."""

    key: str
    label: str
    cells: tuple[HeatCell, ...]


@dataclass(frozen=True, slots=True)
class HeatSection:
    """The bouwstenen of a thema."""

    key: str
    heading: str
    rows: tuple[HeatRow, ...]


@dataclass(frozen=True, slots=True)
class HeatTable:
    """As many providers as fit beside each other; `columns` are their names."""

    columns: tuple[str, ...]
    sections: tuple[HeatSection, ...]


@dataclass(frozen=True, slots=True)
class HeatMap:
    """All tables, under the label of the option whose share is in the cells."""

    option: str
    tables: tuple[HeatTable, ...]

    @property
    def legend(self) -> tuple[tuple[str, str], ...]:
        """Class and words of each step, then of the states without a share."""
        edges = [100 * step // STEPS for step in range(STEPS + 1)]
        steps = [
            (f"step-{number}", percentage(f"{low}–{high}"))
            for number, (low, high) in enumerate(pairwise(edges), start=1)
        ]
        return (
            *steps,
            (RowState.TOO_FEW, _("te weinig antwoorden")),
            (RowState.NO_OPINION, _("niemand gaf een mening, niet vrijgegeven of geen gegevens")),
        )


def heat_map(
    instrument: Instrument, results: Results, group_id: str, provider_names: Mapping[str, str]
) -> HeatMap:
    """One group: its bouwstenen in the order of the framework, providers in that of their names.

    Shares are of those with an opinion, in steps of 20 points; each stands there in figures.
    """
    shown = {row.provider_ids: row for row in results.groups if row.group_id == group_id}
    hidden = {
        row.provider_ids
        for row in results.suppressed
        if row.group_id == group_id and row.block_id is None
    }
    ids = sorted({*shown, *hidden}, key=lambda one: sorting_name(one, provider_names))
    columns = [
        _Column(instrument, results, ids=one, group_id=group_id, group=shown.get(one))
        for one in ids
    ]
    parts = [columns[start : start + WIDEST] for start in range(0, len(columns), WIDEST)]
    pooled = _("Zonder aanbieder, of samengenomen")
    names = {one: joined_names(one, provider_names) or pooled for one in ids}
    return HeatMap(
        option=str(named_option(instrument).label),
        tables=tuple(
            HeatTable(
                tuple(names[column.ids] for column in part),
                tuple(_sections(instrument, group_id, part)),
            )
            for part in parts
        ),
    )


class _Column:
    """What one provider, or set of providers, has in its cells."""

    def __init__(
        self,
        instrument: Instrument,
        results: Results,
        *,
        ids: tuple[str, ...],
        group_id: str,
        group: GroupResult | None,
    ) -> None:
        self.ids = ids
        self.code = named_option(instrument).code
        self.blocks = {block.block_id: block for block in group.blocks} if group else {}
        self.min_group_size = results.min_group_size
        reason = results.why_not(group_id, ids)
        self.absent = RowState.TOO_FEW if group else state_without_result(reason)

    def cell(self, block_id: str) -> HeatCell:
        block = self.blocks.get(block_id)
        if block is None:
            words = absence_of_state(self.absent, self.min_group_size)
            return HeatCell(self.absent, "–", "", words)
        chosen = block.counts[self.code]
        share = percent(chosen, block.valid)
        if share is None:
            words = absence_of_state(RowState.NO_OPINION, self.min_group_size)
            return HeatCell(RowState.NO_OPINION, "–", "", words)
        step = min(STEPS, 1 + STEPS * chosen // block.valid)
        told = (percentage(share), f"{chosen}/{block.valid}")
        first, second = told if block.valid >= FEW else told[::-1]
        return HeatCell(f"step-{step}", first, second, "")


def _sections(
    instrument: Instrument, group_id: str, columns: Sequence[_Column]
) -> list[HeatSection]:
    return [
        HeatSection(theme.id, str(theme.name), tuple(_row(block, columns) for block in blocks))
        for theme, blocks in instrument.themes_for(group_id)
    ]


def _row(block: BuildingBlock, columns: Sequence[_Column]) -> HeatRow:
    cells = tuple(column.cell(block.id) for column in columns)
    return HeatRow(block.id, numbered_name(block), cells)
