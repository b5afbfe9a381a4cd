"""Reading a file of providers: all its mistakes at once, each with its line."""

import csv
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from io import StringIO
from typing import NamedTuple

from webapp.db.models import Provider
from webapp.i18n import gettext as _
from webapp.services.errors import RefusedError
from webapp.services.provider_kinds import provider_kinds

COLUMNS = ("name", "kind", "net", "province", "types", "levels", "instellingsnummer", "pupils")
MOST_BYTES = 5_000_000
MOST_PUPILS = 1_000_000
NUMBER_LENGTH = 6

_LONGEST = {
    name: Provider.__table__.c[name].type.length  # type: ignore[attr-defined]  # all are String
    for name in COLUMNS
    if name not in ("instellingsnummer", "pupils")
}
_REQUIRED = ("name", "kind")
_LISTS = ("types", "levels")


class Mistake(NamedTuple):
    """What is wrong, and on which line of the file (from 1)."""

    line: int
    text: str


class ProviderFileError(RefusedError):
    """A file of providers has mistakes; nothing of it was imported."""

    def __init__(self, mistakes: list[Mistake]) -> None:
        self.mistakes = sorted(mistakes)
        lines = (_("regel %(line)s: %(text)s", line=m.line, text=m.text) for m in self.mistakes)
        super().__init__("\n".join(lines))


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


@dataclass(slots=True)
class _Reader:
    mistakes: list[Mistake] = field(default_factory=list)

    def wrong(self, line: int, text: str) -> None:
        self.mistakes.append(Mistake(line, text))


def read_provider_file(content: bytes) -> list[ProviderLine]:
    """The providers of a CSV file (UTF-8, parted by comma or semicolon, columns in any order).

    Raises ProviderFileError with every mistake.
    """
    reader = _Reader()
    rows = list(_rows(reader, _decode(content)))
    providers = [
        provider for line, cells in rows if (provider := _provider(reader, line, cells)) is not None
    ]
    _find_duplicates(reader, providers)
    if reader.mistakes:
        raise ProviderFileError(reader.mistakes)
    return providers


def _decode(content: bytes) -> str:
    if len(content) > MOST_BYTES:
        raise ProviderFileError([Mistake(1, _("Dit bestand is te groot voor aanbieders."))])
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        advice = _("Dit is geen UTF-8. Bewaar het bestand als 'CSV UTF-8'.")
        raise ProviderFileError([Mistake(line, advice)]) from None
    if not text.strip():
        raise ProviderFileError([Mistake(1, _("Het bestand is leeg."))])
    return text


def _rows(reader: _Reader, text: str) -> Iterator[tuple[int, Mapping[str, str]]]:
    """(line, cell by column) of each row that has as many cells as the header."""
    header_line = next(line for line in text.splitlines() if line.strip())
    delimiter = max(",;", key=header_line.count)
    rows = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    header: list[str] | None = None
    line = 1
    try:
        for row in rows:
            if not any(cell.strip() for cell in row):
                pass
            elif header is None:
                header = _header(line, row)
            elif len(row) != len(header):
                reader.wrong(
                    line,
                    _("%(n)s kolommen in plaats van %(most)s.", n=len(row), most=len(header)),
                )
            else:
                yield line, dict(zip(header, row, strict=True))
            line = rows.line_num + 1
    except csv.Error:
        reader.wrong(line, _("Deze regel is geen CSV: kijk de aanhalingstekens na."))


def _header(line: int, row: list[str]) -> list[str]:
    names = [cell.strip().lower() for cell in row]
    if sorted(names) != sorted(COLUMNS):
        raise ProviderFileError(
            [Mistake(line, _("De eerste regel moet zijn: %(columns)s", columns=",".join(COLUMNS)))]
        )
    return names


def _provider(reader: _Reader, line: int, cells: Mapping[str, str]) -> ProviderLine | None:
    before = len(reader.mistakes)
    texts = {column: _text(reader, line, column, cells[column]) for column in COLUMNS}
    for column in _REQUIRED:
        if not texts[column]:
            reader.wrong(line, _("%(column)s is leeg.", column=column))
    kinds = provider_kinds()
    if texts["kind"] and texts["kind"] not in kinds:
        reader.wrong(
            line,
            _(
                "kind '%(kind)s' bestaat niet. Kies uit: %(kinds)s.",
                kind=texts["kind"],
                kinds=", ".join(kinds),
            ),
        )
    number = _institution(reader, line, texts.pop("instellingsnummer"))
    pupils = _pupils(reader, line, texts.pop("pupils"))
    if len(reader.mistakes) > before:
        return None
    return ProviderLine(line, **texts, instellingsnummer=number, pupils=pupils)


def _text(reader: _Reader, line: int, column: str, cell: str) -> str:
    has_control = any(unicodedata.category(sign) == "Cc" for sign in cell)
    text = unicodedata.normalize("NFC", " ".join(cell.split()))
    if column in _LISTS:
        parts = (part.strip() for part in text.replace(";", ",").replace("|", ",").split(","))
        text = ",".join(part for part in parts if part)
    longest = _LONGEST.get(column, MOST_BYTES)
    if has_control or not text.isprintable():
        reader.wrong(line, _("%(column)s bevat een onzichtbaar teken.", column=column))
    elif len(text) > longest:
        reader.wrong(
            line,
            _("%(column)s is te lang: hoogstens %(most)s tekens.", column=column, most=longest),
        )
    return text


def _institution(reader: _Reader, line: int, text: str) -> str | None:
    if not text:
        return None
    if not _is_number(text) or len(text) > NUMBER_LENGTH:
        reader.wrong(
            line,
            _("instellingsnummer '%(text)s' heeft geen zes cijfers.", text=text),
        )
    return text.zfill(NUMBER_LENGTH)  # a spreadsheet eats the noughts in front


def _pupils(reader: _Reader, line: int, text: str) -> int | None:
    if not text:
        return None
    if not _is_number(text) or int(text) > MOST_PUPILS:
        reader.wrong(line, _("pupils '%(text)s' is geen aantal leerlingen.", text=text))
        return None
    return int(text)


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 10


def _find_duplicates(reader: _Reader, providers: list[ProviderLine]) -> None:
    for column in ("name", "instellingsnummer"):
        first: dict[object, int] = {}
        for provider in providers:
            value = getattr(provider, column)
            if value is None:
                continue
            if first.setdefault(value, provider.line) != provider.line:
                reader.wrong(
                    provider.line,
                    _(
                        "%(column)s '%(value)s' staat ook op regel %(first)s.",
                        column=column,
                        value=value,
                        first=first[value],
                    ),
                )
