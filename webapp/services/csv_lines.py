"""Reading a CSV file that people made: UTF-8, parted by commas or semicolons, lines known."""

import csv
import unicodedata
from collections.abc import Iterator
from io import StringIO
from typing import NamedTuple

from webapp.i18n import gettext as _
from webapp.services.errors import RefusedError


class Mistake(NamedTuple):
    """What is wrong, and on which line of the file (from 1)."""

    line: int
    text: str


class CsvFileError(RefusedError):
    """A file has mistakes; nothing of it was imported."""

    def __init__(self, mistakes: list[Mistake]) -> None:
        self.mistakes = sorted(mistakes)
        lines = (_("regel %(line)s: %(text)s", line=m.line, text=m.text) for m in self.mistakes)
        super().__init__("\n".join(lines))


class CsvLine(NamedTuple):
    """The cells of a line, tidied: no white space around them, none double inside."""

    line: int
    cells: tuple[str, ...]


def csv_lines(content: bytes, *, most_bytes: int) -> Iterator[CsvLine]:
    """The lines that hold something. Raises CsvFileError where the file cannot be read at all."""
    if len(content) > most_bytes:
        raise CsvFileError([Mistake(1, _("Dit bestand is te groot."))])
    text = decoded(content)
    header = next(line for line in text.splitlines() if line.strip())
    delimiter = max(",;", key=header.count)
    rows = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 1
    try:
        for row in rows:
            if any(cell.strip() for cell in row):
                yield CsvLine(line, tuple(_tidy(line, cell) for cell in row))
            line = rows.line_num + 1
    except csv.Error:
        wrong = _("Deze regel is geen CSV: kijk de aanhalingstekens na.")
        raise CsvFileError([Mistake(line, wrong)]) from None


def decoded(content: bytes) -> str:
    """The text of a file. Raises CsvFileError where it is not UTF-8, or nothing but white space."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        advice = _("Dit is geen UTF-8. Bewaar het bestand als 'CSV UTF-8'.")
        raise CsvFileError([Mistake(line, advice)]) from None
    if not text.strip():
        raise CsvFileError([Mistake(1, _("Het bestand is leeg."))])
    return text


def _tidy(line: int, cell: str) -> str:
    text = unicodedata.normalize("NFC", " ".join(cell.split()))
    if not text.isprintable():
        raise CsvFileError([Mistake(line, _("In deze regel staat een onzichtbaar teken."))])
    return text
