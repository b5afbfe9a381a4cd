"""Reading the first sheet of an Excel workbook as text, without running or trusting anything in it.

A workbook is a zip with XML: sizes are looked at before a part is unpacked, entities are refused
(openpyxl reads through defusedxml where that is installed), a formula is a mistake, and links to
other workbooks are not followed.
"""

import io
import warnings
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from typing import Any
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException

from webapp.i18n import gettext as _
from webapp.services.csv_lines import CsvFileError, Mistake

MOST_PARTS = 200
MOST_UNPACKED = (
    20_000_000  # bytes; the sum of what the zip's directory says, which zipfile holds to
)
MOST_ROWS = 20_000
MOST_COLUMNS = 40

_BROKEN = (
    *(zipfile.BadZipFile, zlib.error, ParseError, DefusedXmlException),
    *(KeyError, ValueError, TypeError, AttributeError, IndexError, EOFError, OSError),
    *(NotImplementedError, RuntimeError),
)  # what openpyxl and zipfile raise on files that are no workbook, found by fuzzing


def is_workbook(content: bytes) -> bool:
    """Whether this is a zip: what is neither that nor text is refused by whoever reads it."""
    return content.startswith(b"PK\x03\x04")


def xlsx_rows(content: bytes) -> Iterator[tuple[int, list[str]]]:
    """(row number from 1, its cells as text) of each row that holds something.

    All rows have as many cells as the first, or more. Raises CsvFileError for what cannot be read
    at all and for formulas.
    """
    _check_size(content)
    try:
        with warnings.catch_warnings(action="ignore"):  # of parts that nobody reads here
            rows = list(_cells(content))
    except _BROKEN:
        raise CsvFileError([Mistake(1, _("Dit is geen leesbaar Excelbestand (.xlsx)."))]) from None
    mistakes = [found for line, cells in rows for found in _mistakes(line, cells)]
    if len(rows) > MOST_ROWS:
        too_long = _("Dit blad heeft meer dan %(most)s rijen.", most=MOST_ROWS)
        mistakes.append(Mistake(MOST_ROWS, too_long))
    if mistakes:
        raise CsvFileError(mistakes)
    written = ((line, _trimmed([_text(cell) for cell in cells])) for line, cells in rows)
    filled = [(line, cells) for line, cells in written if cells]
    width = len(filled[0][1]) if filled else 0
    for line, cells in filled:
        yield line, cells + [""] * (width - len(cells))


def _check_size(content: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as file:
            parts = file.infolist()
    except _BROKEN:
        raise CsvFileError([Mistake(1, _("Dit is geen leesbaar Excelbestand (.xlsx)."))]) from None
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise CsvFileError([Mistake(1, _("Dit Excelbestand is uitgepakt te groot."))])


def _cells(content: bytes) -> Iterator[tuple[int, tuple[Any, ...]]]:
    from openpyxl import (  # noqa: PLC0415  # most commands read no workbook
        DEFUSEDXML,
        load_workbook,
    )

    assert DEFUSEDXML, "defusedxml is a dependency, and openpyxl uses it where it is there"
    workbook = load_workbook(io.BytesIO(content), read_only=True, keep_links=False)
    try:
        sheet = workbook.worksheets[0]
        sheet.reset_dimensions()  # what the file says of its own size may be wrong
        yield from enumerate(sheet.iter_rows(max_row=MOST_ROWS + 1, max_col=MOST_COLUMNS), 1)
    finally:
        workbook.close()


def _mistakes(line: int, cells: Iterable[Any]) -> Iterator[Mistake]:
    for cell in cells:
        if cell.value is None:
            continue
        if cell.data_type == "f":
            told = _("Cel %(cell)s is een formule. Plak er de waarde.", cell=cell.coordinate)
            yield Mistake(line, told)
        elif cell.data_type in "eb" or not isinstance(cell.value, str | int | float):
            told = _("Cel %(cell)s is geen tekst en geen getal.", cell=cell.coordinate)
            yield Mistake(line, told)


def _text(cell: Any) -> str:
    value = cell.value
    if value is None:
        return ""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _trimmed(cells: list[str]) -> list[str]:
    while cells and not cells[-1].strip():
        cells.pop()
    return cells
