"""The focus points of a provider with their actions, as a file that opens in a spreadsheet."""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from xlsxwriter import Workbook

from webapp.exports.inert import inert
from webapp.exports.plain_csv import plain_csv
from webapp.i18n import gettext as _
from webapp.instrument.model import BuildingBlock

_WIDTHS = (30, 30, 11, 60, 50, 50, 24, 12, 12)
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


class FocusRow(NamedTuple):
    """A focus point; an action is what, who, when and how far."""

    block: BuildingBlock
    why: str
    actions: tuple[tuple[str, str, date, str], ...]


@dataclass(frozen=True, slots=True)
class FocusList:
    """What a provider chose after a round, and what it will do."""

    round_title: str
    provider_name: str
    rows: tuple[FocusRow, ...]
    is_made_up: bool


def focus_csv(listed: FocusList) -> str:
    """A line per action, and one for a focus point that has none; no cell is a formula."""
    return plain_csv(_lines(listed))


def focus_xlsx(listed: FocusList) -> bytes:
    """The same as a workbook of one sheet; no cell is a formula or a link."""
    file = io.BytesIO()
    with Workbook(file, _OPTIONS) as workbook:
        sheet = workbook.add_worksheet(_("Aandachtspunten"))
        head = workbook.add_format({"bold": True, "bottom": 1, "valign": "top"})
        wrapped = workbook.add_format({"text_wrap": True, "valign": "top"})
        sheet.freeze_panes(1, 0)
        for column, width in enumerate(_WIDTHS):
            sheet.set_column(column, column, width)
        for number, line in enumerate(_lines(listed)):
            for column, cell in enumerate(line):
                sheet.write_string(number, column, inert(cell), wrapped if number else head)
    return file.getvalue()


def _lines(listed: FocusList) -> Iterator[tuple[str, ...]]:
    yield (
        *(_("ronde"), _("aanbieder"), _("bouwsteen"), _("tekst"), _("waarom")),
        *(_("wat"), _("wie"), _("wanneer"), _("stand")),
    )
    about = listed.round_title, listed.provider_name
    if listed.is_made_up:
        yield (_("Verzonnen gegevens: dit is een demonstratie."), *[""] * (len(_WIDTHS) - 1))
    for row in listed.rows:
        point = (*about, row.block.id, str(row.block.text), row.why)
        for what, who, due, state in row.actions:
            yield (*point, what, who, due.isoformat(), state)
        if not row.actions:
            yield (*point, "", "", "", "")
