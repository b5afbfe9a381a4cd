"""Counts of a context figure, before they are drawn: bars of one colour, and the same as a table.

Not a chart of a scale: nothing here was answered by anybody.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from webapp.analysis.context import ContextCell, ContextFigure
from webapp.analysis.context_words import axis_title, counted_in, figure_title, total_sentence
from webapp.analysis.shares import percent
from webapp.i18n import gettext as _

_MATRICES = ("netoverstijgend",)  # read as a table first


@dataclass(frozen=True, slots=True)
class CountBar:
    """A bar as long as its number; `told` stands behind it."""

    label: str
    number: int
    told: str


@dataclass(frozen=True, slots=True)
class CountSection:
    """Bars that belong together, with a heading where there are several sections."""

    heading: str | None
    bars: tuple[CountBar, ...]


@dataclass(frozen=True, slots=True)
class CountRow:
    """A row of the table; `is_total` where it adds up the others."""

    label: str
    cells: tuple[str, ...]
    is_total: bool = False


@dataclass(frozen=True, slots=True)
class CountChart:
    """A context figure to draw and to read: the bars share one axis that begins at 0."""

    id: str
    title: str
    sentence: str
    unit: str
    source: str
    sections: tuple[CountSection, ...]
    row_name: str
    columns: tuple[str, ...]
    rows: tuple[CountRow, ...]
    is_matrix: bool = False

    @property
    def highest(self) -> int:
        """The longest bar; at least 1."""
        numbers = (bar.number for section in self.sections for bar in section.bars)
        return max(numbers, default=1) or 1


def count_bars(figure: ContextFigure) -> CountChart:
    """A section per row with a bar per column, or one section of rows where there is one axis."""
    kind = figure.kind
    columns = figure.columns if kind.columns else (counted_in(figure),)
    return CountChart(
        id=kind.id,
        title=figure_title(kind.id),
        sentence=total_sentence(figure),
        unit=counted_in(figure),
        source=figure.source,
        sections=tuple(_sections(figure)),
        row_name=axis_title(kind.rows),
        columns=(*columns, *((_("Totaal"),) if kind.columns else ())),
        rows=tuple(_rows(figure)),
        is_matrix=kind.id in _MATRICES,
    )


def _sections(figure: ContextFigure) -> Iterator[CountSection]:
    if figure.kind.columns is None:
        parts = [cell for row in figure.rows for cell in figure.parts(row)]
        of = sum(cell.number for cell in parts)
        yield CountSection(None, tuple(_bar(cell.row or "", cell, of) for cell in parts))
        return
    for row in figure.rows:
        parts = list(figure.parts(row))
        of = sum(cell.number for cell in parts)
        bars = tuple(_bar(cell.column or "", cell, of) for cell in parts)
        if bars:
            yield CountSection(row, bars)


def _bar(label: str, cell: ContextCell, of: int) -> CountBar:
    """With the share that was printed, also where it is not what the numbers give."""
    share = percent(cell.number, of) if cell.percent is None else cell.percent
    if share is None:
        return CountBar(label, cell.number, str(cell.number))
    told = _("%(count)s (%(share)s %%)", count=cell.number, share=share)
    return CountBar(label, cell.number, told)


def _rows(figure: ContextFigure) -> Iterator[CountRow]:
    if figure.kind.columns is None:
        for row in figure.rows:
            yield CountRow(row, tuple(str(cell.number) for cell in figure.parts(row)))
        yield CountRow(_("Totaal"), (_total(figure, None, None),), is_total=True)
        return
    for row in figure.rows:
        cells = (figure.cell(row, column) for column in figure.columns)
        numbers = ("–" if cell is None else str(cell.number) for cell in cells)
        yield CountRow(row, (*numbers, _total(figure, row, None)))
    totals = (_total(figure, None, column) for column in figure.columns)
    yield CountRow(_("Totaal"), (*totals, _total(figure, None, None)), is_total=True)


def _total(figure: ContextFigure, row: str | None, column: str | None) -> str:
    """As printed, with what its parts add up to where that is something else."""
    for one in figure.differences():
        if (one.row, one.column, one.is_percent) == (row, column, False):
            return _("%(printed)s gedrukt, %(found)s geteld", printed=one.printed, found=one.found)
    return str(figure.total(row, column))
