"""The figures of an export as rows of plain cells, the same for every tabular format."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from webapp.analysis.order import in_reading_order
from webapp.analysis.results import NOT_RELEASED, GroupResult, Results, Suppression
from webapp.exports.heading import ExportHeading
from webapp.i18n import gettext as _

Cell: TypeAlias = str | int | None
Row: TypeAlias = tuple[Cell, ...]

RESULT, TOTAL, HIDDEN = "resultaat", "totaal", "niet-getoond"

_BEFORE = (
    "soort",
    "groep",
    "gesprekspartner",
    "aanbieder",
    "aanbiedernaam",
    "thema",
    "bouwsteen",
    "tekst",
)
_AFTER = ("blanco", "geldig", "n", "reden", "opmerking")


@dataclass(frozen=True, slots=True)
class ExportRows:
    """Rows under the same columns: per provider, per group over all, and what is not shown."""

    columns: tuple[str, ...]
    results: tuple[Row, ...]
    totals: tuple[Row, ...]
    hidden: tuple[Row, ...]


def export_rows(results: Results, heading: ExportHeading) -> ExportRows:
    """One row per group, provider and bouwsteen, in the order of the framework and of names.

    What may not be shown has a row with a reason and without any figure.
    """
    instrument, names = heading.instrument, heading.provider_names
    groups = in_reading_order(instrument, results.groups, names)
    suppressed = in_reading_order(instrument, results.suppressed, names)
    return ExportRows(
        columns=_columns(heading),
        results=tuple(row for group in groups for row in _rows(RESULT, group, heading)),
        totals=tuple(row for total in results.totals for row in _rows(TOTAL, total, heading)),
        hidden=tuple(_hidden_row(row, heading) for row in suppressed),
    )


def made_up_remark(heading: ExportHeading) -> str:
    """The words that mark demonstration data; empty for real data."""
    return _("verzonnen gegevens") if heading.made_up else ""


def _columns(heading: ExportHeading) -> tuple[str, ...]:
    taken = {*_BEFORE, *_AFTER}
    codes = (option.code for option in heading.instrument.scale)
    named = (f"optie-{code}" if code in taken else code for code in codes)
    return (*_BEFORE, *named, *_AFTER)


def _rows(kind: str, group: GroupResult, heading: ExportHeading) -> Iterator[Row]:
    for block in group.blocks:
        yield (
            *_start(kind, group, block.block_id, heading),
            *(block.counts[option.code] for option in heading.instrument.scale),
            block.blank,
            block.valid,
            block.n,
            "",
            made_up_remark(heading),
        )


def _hidden_row(row: Suppression, heading: ExportHeading) -> Row:
    return (
        *_start(HIDDEN, row, row.block_id, heading),
        *(None for _option in heading.instrument.scale),
        None,
        None,
        None,
        _("niet vrijgegeven") if row.reason == NOT_RELEASED else _("te weinig"),
        made_up_remark(heading),
    )


def _start(
    kind: str, about: GroupResult | Suppression, block_id: str | None, heading: ExportHeading
) -> Row:
    instrument, language = heading.instrument, heading.language
    block = instrument.block(block_id) if block_id is not None else None
    return (
        kind,
        about.group_id,
        instrument.group(about.group_id).name.in_language(language),
        ",".join(about.provider_ids),
        heading.names(about.provider_ids),
        block.theme_id if block else "",
        block.id if block else "",
        block.text.in_language(language) if block else "",
    )
