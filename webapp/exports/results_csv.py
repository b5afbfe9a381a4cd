"""Results as CSV that a Belgian Excel opens at once: semicolons, UTF-8 with BOM, CRLF."""

import csv
import io

from webapp.analysis.results import Results
from webapp.exports.heading import ExportHeading
from webapp.exports.inert import inert
from webapp.exports.rows import Cell, export_rows
from webapp.i18n import use_language

BOM = "\ufeff"


def results_csv(results: Results, heading: ExportHeading) -> str:
    """One row per group, provider and bouwsteen; then the totals; then what is not shown.

    The text starts with a byte order mark: encode it as UTF-8. No cell is ever a formula.
    """
    with use_language(heading.language):
        rows = export_rows(results, heading)
    file = io.StringIO(newline="")
    writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
    file.write(BOM)
    writer.writerow(map(_written, rows.columns))
    for row in (*rows.results, *rows.totals, *rows.hidden):
        writer.writerow(map(_written, row))
    return file.getvalue()


def _written(cell: Cell) -> str:
    if cell is None:
        return ""
    return inert(cell) if isinstance(cell, str) else str(cell)
