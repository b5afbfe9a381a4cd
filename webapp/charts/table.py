"""The table under a chart: the same numbers, from the same source."""

from dataclasses import dataclass

from webapp.analysis.results import NOT_RELEASED, TOO_FEW, Reason
from webapp.analysis.shares import percent
from webapp.analysis.words import absence
from webapp.charts.spec import ChartRow, ChartSection, ChartSpec, RowState
from webapp.i18n import gettext as _

_REASONS: dict[RowState, Reason | None] = {
    RowState.TOO_FEW: TOO_FEW,
    RowState.NOT_RELEASED: NOT_RELEASED,
    RowState.NO_DATA: None,
}


@dataclass(frozen=True, slots=True)
class TableColumn:
    """`key` is "n", "valid", "blank" or the code of an option."""

    key: str
    label: str


@dataclass(frozen=True, slots=True)
class TableRow:
    """Either cells for all columns, or a message over all of them."""

    key: str
    label: str
    cells: tuple[str, ...]
    message: str | None


@dataclass(frozen=True, slots=True)
class TableSection:
    """Rows under a heading of their own, or under none."""

    key: str | None
    heading: str | None
    rows: tuple[TableRow, ...]


@dataclass(frozen=True, slots=True)
class ChartTable:
    """`columns` are the headings of the cells; `row_name` is that of the labels."""

    row_name: str
    columns: tuple[TableColumn, ...]
    sections: tuple[TableSection, ...]


def chart_table(spec: ChartSpec) -> ChartTable:
    """Per row: n, the count and share of each option that counts, and what stands beside it."""
    return ChartTable(
        row_name=spec.row_name,
        columns=(
            TableColumn("n", _("n")),
            *(TableColumn(option.code, option.label) for option in spec.counting),
            TableColumn("valid", _("Met een mening")),
            *(TableColumn(option.code, option.label) for option in spec.beside),
            TableColumn("blank", _("Niet ingevuld")),
        ),
        sections=tuple(_section(spec, section) for section in spec.sections),
    )


def state_message(spec: ChartSpec, row: ChartRow) -> str | None:
    """Why a row has no bar; None where it has one."""
    if row.state == RowState.SHOWN:
        return None
    if row.state == RowState.NO_OPINION:
        return _("niemand gaf een mening")
    return absence(_REASONS[row.state], spec.min_group_size)


def _section(spec: ChartSpec, section: ChartSection) -> TableSection:
    rows = tuple(_row(spec, row) for row in section.rows)
    return TableSection(section.key, section.heading, rows)


def _row(spec: ChartSpec, row: ChartRow) -> TableRow:
    if not row.has_figures:
        return TableRow(row.key, row.label, (), state_message(spec, row))
    cells = (
        str(row.n),
        *(_share(row, option.code) for option in spec.counting),
        str(row.valid),
        *(str(row.counts[option.code]) for option in spec.beside),
        str(row.blank),
    )
    return TableRow(row.key, row.label, cells, None)


def _share(row: ChartRow, code: str) -> str:
    share = percent(row.counts[code], row.valid or 0)
    return str(row.counts[code]) if share is None else f"{row.counts[code]} ({share} %)"
