"""The table under a chart: the same numbers, from the same source."""

from dataclasses import dataclass

from webapp.analysis.results import NOT_RELEASED, TOO_FEW, Reason
from webapp.analysis.shares import FEW, percent
from webapp.analysis.words import absence
from webapp.charts.spec import ChartKind, ChartRow, ChartSection, ChartSpec, RowState
from webapp.i18n import gettext as _

_REASONS: dict[RowState, Reason | None] = {
    RowState.TOO_FEW: TOO_FEW,
    RowState.NOT_RELEASED: NOT_RELEASED,
    RowState.NO_DATA: None,
}


@dataclass(frozen=True, slots=True)
class TableColumn:
    """`key` is "n", "valid", "blank", "silent" or "gap", an option's code or a series' key."""

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
    """Of bars: n, the count and share of each option that counts, and what stands beside it.

    Of marks: the share and counts of each series, and the points between the furthest two.
    """
    if spec.kind != ChartKind.BARS:
        return _table_of_marks(spec)
    return ChartTable(
        row_name=spec.row_name,
        columns=(
            TableColumn("n", _("n")),
            *(TableColumn(option.code, option.label) for option in spec.counting),
            TableColumn("valid", _("Met een mening")),
            *(TableColumn(option.code, option.label) for option in spec.beside),
            TableColumn("blank", _("Niet ingevuld")),
            TableColumn("silent", _("Geen oordeel")),
        ),
        sections=tuple(_section(spec, section) for section in spec.sections),
    )


def state_message(spec: ChartSpec, row: ChartRow) -> str | None:
    """Why a row has no bar; None where it has one."""
    if row.state == RowState.SHOWN:
        return None
    return absence_of_state(row.state, spec.min_group_size)


def absence_of_state(state: RowState, min_group_size: int) -> str:
    """Why there is no share, in a few words."""
    if state == RowState.NO_OPINION:
        return _("niemand gaf een mening")
    return absence(_REASONS[state], min_group_size)


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
        _silent(row),
    )
    return TableRow(row.key, row.label, cells, None)


def _share(row: ChartRow, code: str) -> str:
    share = percent(row.counts[code], row.valid or 0)
    return (
        str(row.counts[code])
        if share is None
        else _("%(count)s (%(share)s %%)", count=row.counts[code], share=share)
    )


def _silent(row: ChartRow) -> str:
    values = {"count": row.silent, "share": percent(row.silent, row.asked)}
    if row.is_often_silent:
        return _("%(count)s (%(share)s %%, veel)", **values)
    return _("%(count)s (%(share)s %%)", **values)


def _table_of_marks(spec: ChartSpec) -> ChartTable:
    return ChartTable(
        row_name=spec.row_name,
        columns=(
            *(TableColumn(series.key, series.label) for series in spec.series),
            TableColumn("gap", _("Verschil in punten")),
        ),
        sections=tuple(
            TableSection(
                section.key, section.heading, tuple(_line(spec, row) for row in section.rows)
            )
            for section in spec.sections
        ),
    )


def _line(spec: ChartSpec, row: ChartRow) -> TableRow:
    marks = {mark.key: mark for mark in row.marks}
    cells = (_mark(spec, marks.get(series.key)) for series in spec.series)
    return TableRow(row.key, row.label, (*cells, _gap(spec, row)), None)


def _mark(spec: ChartSpec, mark: ChartRow | None) -> str:
    if mark is None:
        return _("niet gevraagd")
    if not mark.valid:
        return state_message(spec, mark) or ""
    values = {
        "share": percent(mark.counts[spec.marked], mark.valid),
        "count": mark.counts[spec.marked],
        "valid": mark.valid,
    }
    if mark.valid < FEW:
        return _("%(count)s van %(valid)s (%(share)s %%)", **values)
    return _("%(share)s %% (%(count)s van %(valid)s)", **values)


def _gap(spec: ChartSpec, row: ChartRow) -> str:
    shares = [percent(mark.counts[spec.marked], mark.valid or 0) for mark in row.drawn_marks]
    known = [share for share in shares if share is not None]
    return str(max(known) - min(known)) if len(known) > 1 else "–"
