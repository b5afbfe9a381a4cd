"""The figures of one chart as plain rows, for a file."""

from collections.abc import Iterator
from typing import TypeAlias

from webapp.charts.spec import ChartKind, ChartRow, ChartSection, ChartSpec
from webapp.charts.table import state_message

Cell: TypeAlias = str | int | None

_BEFORE = ("deel", "deelnaam", "rij", "rijnaam", "reeks")
_AFTER = ("geldig", "blanco", "geen-oordeel", "n", "opmerking")


def chart_rows(spec: ChartSpec) -> tuple[tuple[Cell, ...], ...]:
    """A head, then a row per bar or mark: ids and names, the count of every option, n and why not.

    Names of columns are codes and stay the same in every language, as in the other exports.
    """
    taken = {*_BEFORE, *_AFTER}
    codes = (option.code for option in spec.options)
    named = (f"optie-{code}" if code in taken else code for code in codes)
    return ((*_BEFORE, *named, *_AFTER), *_rows(spec))


def _rows(spec: ChartSpec) -> Iterator[tuple[Cell, ...]]:
    for section in spec.sections:
        for row in section.rows:
            if spec.kind == ChartKind.BARS:
                yield _row(spec, section, row, None)
            for mark in row.marks:
                yield _row(spec, section, row, mark)


def _row(
    spec: ChartSpec, section: ChartSection, row: ChartRow, mark: ChartRow | None
) -> tuple[Cell, ...]:
    names = (section.key, section.heading, row.key, row.label, mark.label if mark else None)
    told = mark or row
    if not told.has_figures:
        silent = (None,) * (len(spec.options) + len(_AFTER) - 1)
        return (*names, *silent, state_message(spec, told))
    counts = (told.counts.get(option.code) for option in spec.options)
    return (*names, *counts, told.valid, told.blank, told.silent, told.n, None)
