"""Reading a file of context figures: long (a line per number) or wide (a table as printed)."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from webapp.analysis.context import CONTEXT_KINDS, ContextCell, ContextFigure
from webapp.i18n import gettext as _
from webapp.services.csv_lines import CsvFileError, CsvLine, Mistake, csv_lines

MOST_BYTES = 1_000_000
MOST_CELLS = 2_000
HIGHEST = 100_000_000
LONGEST_NAME, LONGEST_SOURCE = 120, 300
REQUIRED = ("figuur", "rij", "kolom", "aantal")
OPTIONAL = ("percentage", "bron")

_TOTALS = {"totaal", "gedrukt_totaal", "gedrukt totaal"}
_WIDE = {"type": "leerlingen-type-provincie", "herkomst": "herkomst-expertise"}  # by first cell
_TYPE = re.compile(r"(?:type[ _-]?)?([0-9]{1,2}|[A-Za-z]{1,3})$", re.IGNORECASE)


def read_context_file(content: bytes, *, kind_id: str | None = None) -> tuple[ContextFigure, ...]:
    """The figures of a file, in its order; `kind_id` names the figure of a wide table.

    Long: a header `figuur,rij,kolom,aantal` with `percentage` and `bron` if wanted. Wide: names of
    columns in the header and of rows in front. A row or column called "totaal" is a printed total.
    Raises CsvFileError with every mistake.
    """
    lines = list(csv_lines(content, most_bytes=MOST_BYTES))
    header, body = lines[0], lines[1:]
    names = [cell.lower() for cell in header.cells]
    reader = _Reader()
    if "figuur" in names:
        _read_long(reader, header, body)
    else:
        _read_wide(reader, kind_id or _WIDE.get(names[0]), header, body)
    if not reader.mistakes and not body:
        reader.wrong(header.line, _("Onder de eerste regel staat niets."))
    if reader.mistakes:
        raise CsvFileError(reader.mistakes)
    return tuple(reader.figures())


@dataclass(slots=True)
class _Reader:
    mistakes: list[Mistake] = field(default_factory=list)
    cells: dict[str, dict[tuple[str | None, str | None], ContextCell]] = field(default_factory=dict)
    sources: dict[str, str] = field(default_factory=dict)

    def wrong(self, line: int, text: str) -> None:
        self.mistakes.append(Mistake(line, text))

    def add(self, line: int, kind_id: str, cell: ContextCell) -> None:
        of_kind = self.cells.setdefault(kind_id, {})
        place = cell.row, cell.column
        if place in of_kind:
            where = ", ".join(name or _("totaal") for name in place)
            self.wrong(line, _("%(where)s staat twee keer in het bestand.", where=where))
        elif len(of_kind) >= MOST_CELLS:
            self.wrong(line, _("Deze figuur heeft meer dan %(most)s getallen.", most=MOST_CELLS))
        of_kind[place] = cell

    def figures(self) -> Iterator[ContextFigure]:
        for kind_id, cells in self.cells.items():
            kind = CONTEXT_KINDS[kind_id]
            yield ContextFigure(kind, self.sources.get(kind_id, ""), tuple(cells.values()))


def _read_long(reader: _Reader, header: CsvLine, body: Sequence[CsvLine]) -> None:
    names = [cell.lower() for cell in header.cells]
    if not set(REQUIRED) <= set(names) <= {*REQUIRED, *OPTIONAL} or len(set(names)) != len(names):
        told = ",".join((*REQUIRED, *OPTIONAL))
        text = _("De eerste regel moet zijn: %(columns)s", columns=told)
        reader.wrong(header.line, text)
        return
    for line in body:
        if _has_width(reader, line, len(names)):
            _read_long_line(reader, line.line, dict(zip(names, line.cells, strict=True)))


def _read_long_line(reader: _Reader, line: int, cells: Mapping[str, str]) -> None:
    kind_id = cells["figuur"].lower()
    if not _is_kind(reader, line, kind_id):
        return
    kind = CONTEXT_KINDS[kind_id]
    row = _name(reader, line, kind.rows, cells["rij"])
    column = _name(reader, line, kind.columns or "", cells["kolom"])
    if not cells["rij"]:
        reader.wrong(line, _("%(column)s is leeg.", column="rij"))
    if kind.columns is None and column is not None:
        reader.wrong(line, _("Deze figuur heeft geen kolommen: laat 'kolom' leeg."))
    if kind.columns is not None and not cells["kolom"]:
        reader.wrong(line, _("%(column)s is leeg.", column="kolom"))
    number = _number(reader, line, cells["aantal"], HIGHEST)
    percent = _number(reader, line, cells["percentage"], 100) if cells.get("percentage") else None
    source = cells.get("bron", "")
    if len(source) > LONGEST_SOURCE:
        text = _("bron is te lang: hoogstens %(most)s tekens.", most=LONGEST_SOURCE)
        reader.wrong(line, text)
    if source:
        reader.sources.setdefault(kind_id, source)
    reader.add(line, kind_id, ContextCell(row, column, number or 0, percent))


def _read_wide(
    reader: _Reader, kind_id: str | None, header: CsvLine, body: Sequence[CsvLine]
) -> None:
    if kind_id is None:
        told = ", ".join(CONTEXT_KINDS)
        reader.wrong(
            header.line,
            _("Welke figuur is dit? Geef --figure met een van: %(kinds)s.", kinds=told),
        )
        return
    if not _is_kind(reader, header.line, kind_id):
        return
    kind = CONTEXT_KINDS[kind_id]
    columns = [_name(reader, header.line, kind.columns or "", one) for one in header.cells[1:]]
    if kind.columns is None and len(columns) != 1:
        reader.wrong(header.line, _("Deze figuur heeft één kolom met getallen."))
        return
    for line in body:
        if not _has_width(reader, line, len(header.cells)):
            continue
        row = _name(reader, line.line, kind.rows, line.cells[0])
        for column, text in zip(columns, line.cells[1:], strict=True):
            number = _number(reader, line.line, text, HIGHEST)
            of_column = column if kind.columns else None
            reader.add(line.line, kind_id, ContextCell(row, of_column, number or 0))


def _is_kind(reader: _Reader, line: int, kind_id: str) -> bool:
    if kind_id not in CONTEXT_KINDS:
        told = ", ".join(CONTEXT_KINDS)
        text = _("figuur '%(kind)s' bestaat niet. Kies uit: %(kinds)s.", kind=kind_id, kinds=told)
        reader.wrong(line, text)
    return kind_id in CONTEXT_KINDS


def _has_width(reader: _Reader, line: CsvLine, width: int) -> bool:
    if len(line.cells) != width:
        text = _("%(n)s kolommen in plaats van %(most)s.", n=len(line.cells), most=width)
        reader.wrong(line.line, text)
    return len(line.cells) == width


def _name(reader: _Reader, line: int, axis: str, text: str) -> str | None:
    """The name of a row or column as it is shown; None for a total."""
    if not text or text.lower() in _TOTALS:
        return None
    if len(text) > LONGEST_NAME:
        told = _("'%(name)s…' is te lang: hoogstens %(most)s tekens.", name=text[:30], most=120)
        reader.wrong(line, told)
    found = _TYPE.match(text) if axis == "type" else None
    return f"type {found[1]}" if found else text


def _number(reader: _Reader, line: int, text: str, highest: int) -> int | None:
    digits = text.replace(".", "") if re.fullmatch(r"[0-9]{1,3}(\.[0-9]{3})+", text) else text
    if digits.isascii() and digits.isdecimal() and len(digits) < 12 and int(digits) <= highest:
        return int(digits)
    reader.wrong(
        line,
        _("'%(text)s' is geen geheel getal van 0 tot %(most)s.", text=text[:40], most=highest),
    )
    return None
