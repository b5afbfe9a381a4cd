"""The register of providers as CSV and as an Excel workbook, in the form in which it is read."""

import io
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from xlsxwriter import Workbook

from webapp.exports.plain_csv import plain_csv

PROVIDER_COLUMNS = (
    *("name", "kind", "net", "province", "types", "levels"),
    *("instellingsnummer", "pupils"),
)
PUPILS_PER_TYPE = "pupils_per_type"  # a column that a file may have

_WIDTHS = (48, 24, 26, 20, 14, 26, 18, 10, 60)
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


class RegisterRow(NamedTuple):
    """One provider: the cells of the columns above, in their order."""

    name: str
    kind: str
    net: str
    province: str
    types: str
    levels: str
    instellingsnummer: str | None
    pupils: int | None
    pupils_per_type: str


def register_csv(rows: Iterable[RegisterRow]) -> str:
    """A file that an import reads back without a change; no cell is a formula."""
    return plain_csv(_quoted(row) for row in _table(rows))


def register_xlsx(rows: Iterable[RegisterRow]) -> bytes:
    """The same as a workbook of one sheet; numbers of schools are text and keep their noughts."""
    file = io.BytesIO()
    with Workbook(file, _OPTIONS) as workbook:
        sheet = workbook.add_worksheet("aanbieders")
        sheet.freeze_panes(1, 0)
        for column, width in enumerate(_WIDTHS):
            sheet.set_column(column, column, width)
        head = workbook.add_format({"bold": True, "bottom": 1})
        for number, row in enumerate(_table(rows)):
            _write(sheet, number, row, None if number else head)
    return file.getvalue()


def with_quote(text: str) -> str:
    """The text as a cell of a CSV file in which no spreadsheet sees a formula."""
    return f"'{text}" if _would_run(text) else text


def without_quote(cell: str) -> str:
    """What `with_quote` made a cell of."""
    return cell[1:] if cell.startswith("'") and _would_run(cell[1:]) else cell


def _would_run(text: str) -> bool:
    """Whether a spreadsheet takes it for a formula, also behind apostrophes of its own."""
    first = unicodedata.normalize("NFKC", text.lstrip("' "))[:1]
    return first in {"=", "+", "-", "@"}


def _table(rows: Iterable[RegisterRow]) -> Iterator[tuple[str | int | None, ...]]:
    yield (*PROVIDER_COLUMNS, PUPILS_PER_TYPE)
    yield from rows


def _write(sheet: Any, number: int, row: tuple[str | int | None, ...], look: Any) -> None:
    for column, cell in enumerate(row):
        if isinstance(cell, int):
            sheet.write_number(number, column, cell)
        elif cell:
            sheet.write_string(number, column, cell, look)


def _quoted(row: tuple[str | int | None, ...]) -> tuple[str | int | None, ...]:
    return tuple(with_quote(cell) if isinstance(cell, str) else cell for cell in row)
