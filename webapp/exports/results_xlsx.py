"""Results as an Excel workbook: figures, totals, what is not shown, and how to read them."""

import io
from collections.abc import Iterable
from typing import Any

from xlsxwriter import Workbook

from webapp.analysis.results import Results
from webapp.exports.heading import ExportHeading
from webapp.exports.inert import inert
from webapp.exports.reading_guide import reading_guide
from webapp.exports.rows import Cell, Row, export_rows, made_up_remark
from webapp.i18n import gettext as _
from webapp.i18n import use_language

_LONGEST_CELL = 32_767  # Excel's own limit; a longer text would be left out without a word
_WIDTHS = {"tekst": 60, "aanbiedernaam": 40, "gesprekspartner": 26, "opmerking": 20}
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def results_xlsx(results: Results, heading: ExportHeading) -> bytes:
    """A workbook with the sheets of `sheet_names`; no cell is a formula or a link."""
    with use_language(heading.language):
        rows = export_rows(results, heading)
        guide = reading_guide(heading, results.min_group_size)
        remark = made_up_remark(heading)
        *tables, about = sheet_names()
    file = io.BytesIO()
    with Workbook(file, _OPTIONS) as workbook:
        workbook.set_properties({"title": inert(heading.title), "comments": remark})
        for name, part in zip(tables, (rows.results, rows.totals, rows.hidden), strict=True):
            _write_table(workbook, name, (rows.columns, *part))
        _write_guide(workbook, about, guide)
    return file.getvalue()


def sheet_names() -> tuple[str, ...]:
    """The names of the sheets, in the current language; Excel takes at most 31 signs."""
    return (
        _("Resultaten"),
        _("Totalen"),
        _("Te weinig of niet vrijgegeven"),
        _("Leeswijzer"),
    )


def _write_table(workbook: Any, name: str, rows: tuple[Row, ...]) -> None:
    sheet = workbook.add_worksheet(name)
    head = workbook.add_format({"bold": True, "bottom": 1})
    sheet.freeze_panes(1, 0)
    for column, title in enumerate(rows[0]):
        sheet.set_column(column, column, _WIDTHS.get(str(title), 12))
    _write_row(sheet, 0, rows[0], head)
    for number, row in enumerate(rows[1:], start=1):
        _write_row(sheet, number, row)
    sheet.autofilter(0, 0, max(len(rows) - 1, 1), len(rows[0]) - 1)


def _write_row(sheet: Any, number: int, row: Iterable[Cell], look: Any = None) -> None:
    for column, cell in enumerate(row):
        if isinstance(cell, int):
            sheet.write_number(number, column, cell, look)
        elif cell:
            sheet.write_string(number, column, inert(cell)[:_LONGEST_CELL], look)


def _write_guide(workbook: Any, name: str, lines: Iterable[str]) -> None:
    sheet = workbook.add_worksheet(name)
    sheet.set_column(0, 0, 110)
    wrapped = workbook.add_format({"text_wrap": True, "valign": "top"})
    for number, line in enumerate(lines):
        sheet.write_string(number, 0, inert(line)[:_LONGEST_CELL], wrapped)
