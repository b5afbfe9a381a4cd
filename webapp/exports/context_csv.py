"""A context figure as CSV, in the form in which it can be imported again."""

from collections.abc import Iterator

from webapp.analysis.context import ContextFigure
from webapp.exports.plain_csv import plain_csv

COLUMNS = ("figuur", "rij", "kolom", "aantal", "percentage", "bron")
_TOTAL = "totaal"


def context_csv(figure: ContextFigure) -> str:
    """A line per printed number; totals are called "totaal", as in the file it came from."""
    return plain_csv((COLUMNS, *_rows(figure)))


def _rows(figure: ContextFigure) -> Iterator[tuple[str | int | None, ...]]:
    for cell in figure.cells:
        column = (cell.column or _TOTAL) if figure.kind.columns else None
        row = cell.row or _TOTAL
        yield figure.kind.id, row, column, cell.number, cell.percent, figure.source
