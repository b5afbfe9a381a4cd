"""Reading a file of providers (CSV or Excel): all its mistakes at once, each with its line."""

import csv
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from io import StringIO
from typing import NamedTuple, TypeVar

from webapp.exports.register_file import PROVIDER_COLUMNS, PUPILS_PER_TYPE, without_quote
from webapp.i18n import gettext as _
from webapp.services.csv_lines import CsvFileError, Mistake, decoded
from webapp.services.provider_kinds import provider_kinds
from webapp.services.register import cells as rules
from webapp.services.register.cells import CellError, PupilCount
from webapp.services.register.xlsx_rows import is_workbook, xlsx_rows

COLUMNS = PROVIDER_COLUMNS
MOST_BYTES = 2_000_000

_REQUIRED = ("name", "kind")
_OLD_EXCEL = b"\xd0\xcf\x11\xe0"
_Value = TypeVar("_Value")


class ProviderLine(NamedTuple):
    """One provider as a file tells it; lists are parted by commas, None is unknown."""

    line: int
    name: str
    kind: str
    net: str
    province: str
    types: str
    levels: str
    instellingsnummer: str | None
    pupils: int | None
    pupils_per_type: tuple[PupilCount, ...] = ()
    notes: tuple[str, ...] = ()  # what is read otherwise than it is written


@dataclass(slots=True)
class ReadFile:
    """The good lines of a file, its mistakes, and the name that stands on each line."""

    lines: list[ProviderLine] = field(default_factory=list)
    mistakes: list[Mistake] = field(default_factory=list)
    names: dict[int, str] = field(default_factory=dict)

    def wrong(self, line: int, text: str) -> None:
        self.mistakes.append(Mistake(line, text))


def look_at_provider_file(content: bytes) -> ReadFile:
    """The lines of a CSV file (UTF-8, parted by comma or semicolon) or of an Excel workbook.

    Columns come in any order. Raises CsvFileError for what cannot be read at all.
    """
    if len(content) > MOST_BYTES:
        raise CsvFileError([Mistake(1, _("Dit bestand is te groot voor aanbieders."))])
    file = ReadFile()
    for line, cells in _named(file, _rows(file, content)):
        file.names[line] = " ".join(cells["name"].split())[:80]
        provider = _provider(file, line, cells)
        if provider is not None:
            file.lines.append(provider)
    _find_duplicates(file)
    return file


def _rows(file: ReadFile, content: bytes) -> Iterator[tuple[int, list[str]]]:
    """(line, cells) of each row that holds something."""
    if content.startswith(_OLD_EXCEL):
        advice = _("Dit is een oud Excelbestand (.xls). Bewaar het als .xlsx of als 'CSV UTF-8'.")
        raise CsvFileError([Mistake(1, advice)])
    if is_workbook(content):
        yield from xlsx_rows(content)
    else:
        yield from _csv_rows(file, decoded(content))


def _csv_rows(file: ReadFile, text: str) -> Iterator[tuple[int, list[str]]]:
    header_line = next(line for line in text.splitlines() if line.strip())
    delimiter = max(",;", key=header_line.count)
    rows = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 1
    try:
        for row in rows:
            if any(cell.strip() for cell in row):
                yield line, [without_quote(cell) for cell in row]
            line = rows.line_num + 1
    except csv.Error:
        file.wrong(line, _("Deze regel is geen CSV: kijk de aanhalingstekens na."))


def _named(
    file: ReadFile, rows: Iterator[tuple[int, list[str]]]
) -> Iterator[tuple[int, Mapping[str, str]]]:
    """(line, cell by column) of each row that has as many cells as the header."""
    line, first = next(rows, (1, []))
    header = _header(line, first)
    for line, row in rows:
        if len(row) != len(header):
            told = _("%(n)s kolommen in plaats van %(most)s.", n=len(row), most=len(header))
            file.wrong(line, told)
        else:
            yield line, {PUPILS_PER_TYPE: "", **dict(zip(header, row, strict=True))}


def _header(line: int, row: list[str]) -> list[str]:
    names = [cell.strip().lower() for cell in row]
    if sorted(names) not in (sorted(COLUMNS), sorted((*COLUMNS, PUPILS_PER_TYPE))):
        raise CsvFileError(
            [Mistake(line, _("De eerste regel moet zijn: %(columns)s", columns=",".join(COLUMNS)))]
        )
    return names


def _provider(file: ReadFile, line: int, cells: Mapping[str, str]) -> ProviderLine | None:
    before = len(file.mistakes)
    texts = {
        column: _text(file, line, column, cell)
        for column, cell in sorted(cells.items(), key=_place)
    }
    for column in _REQUIRED:
        if not texts[column] and not cells[column].strip():
            file.wrong(line, _("%(column)s is leeg.", column=column))
    kinds = provider_kinds()
    if texts["kind"] and texts["kind"] not in kinds:
        told = _(
            "kind '%(kind)s' bestaat niet. Kies uit: %(kinds)s.",
            kind=texts["kind"],
            kinds=", ".join(kinds),
        )
        file.wrong(line, told)
    texts["types"] = _checked(file, line, rules.ordered_types, texts["types"]) or ""
    typed = {column: texts[column] for column in ("province", "instellingsnummer")}
    texts["province"] = rules.known_province(texts["province"])
    number = _checked(file, line, rules.six_digits, texts.pop("instellingsnummer"))
    pupils = _checked(file, line, rules.number_of_pupils, texts.pop("pupils"))
    per_type = _checked(file, line, rules.pupils_per_type, texts.pop(PUPILS_PER_TYPE)) or ()
    if len(file.mistakes) > before:
        return None
    read = {"province": texts["province"], "instellingsnummer": number or ""}
    return ProviderLine(
        line,
        **texts,
        instellingsnummer=number,
        pupils=pupils,
        pupils_per_type=per_type,
        notes=tuple(_read_otherwise(typed, read)),
    )


def _read_otherwise(typed: Mapping[str, str], read: Mapping[str, str]) -> Iterator[str]:
    for column, text in typed.items():
        if text != read[column]:
            yield _(
                "%(column)s '%(text)s' lezen we als '%(read)s'.",
                column=column,
                text=text,
                read=read[column],
            )


def _place(cell: tuple[str, str]) -> int:
    return (*COLUMNS, PUPILS_PER_TYPE).index(cell[0])


def _text(file: ReadFile, line: int, column: str, cell: str) -> str:
    try:
        text = rules.plain_text(cell)
    except CellError as error:
        file.wrong(line, f"{column} {error}")
        return ""
    if column in {"types", "levels"}:
        text = rules.joined_list(text)
    longest = rules.LONGEST.get(column)
    if longest is not None and len(text) > longest:
        told = _("%(column)s is te lang: hoogstens %(most)s tekens.", column=column, most=longest)
        file.wrong(line, told)
        return "" if column == "types" else text
    return text


def _checked(file: ReadFile, line: int, rule: Callable[[str], _Value], text: str) -> _Value | None:
    try:
        return rule(text)
    except CellError as error:
        file.wrong(line, str(error))
        return None


def _find_duplicates(file: ReadFile) -> None:
    for column in ("name", "instellingsnummer"):
        first: dict[object, int] = {}
        for provider in file.lines:
            value = getattr(provider, column)
            if value is None:
                continue
            if first.setdefault(value, provider.line) != provider.line:
                told = _(
                    "%(column)s '%(value)s' staat ook op regel %(first)s.",
                    column=column,
                    value=value,
                    first=first[value],
                )
                file.wrong(provider.line, told)
