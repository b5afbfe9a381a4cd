"""The words and figures in a chart, the same ones for the figure and for the picture."""

from webapp.analysis.shares import FEW, percent
from webapp.analysis.words import percentage
from webapp.charts.letters import text_width
from webapp.charts.spec import ChartOption, ChartRow, ChartSpec
from webapp.charts.table import state_message
from webapp.i18n import gettext as _


def people(row: ChartRow) -> str:
    """The n of a row, on one line; empty where there are no figures."""
    return f"n\u00a0=\u00a0{row.n}" if row.has_figures else ""


def label_above(row: ChartRow) -> str:
    """A label that stands above its bar, with the n."""
    return " · ".join(part for part in (row.label, people(row)) if part)


def row_message(spec: ChartSpec, row: ChartRow) -> str:
    """Why there is nothing to draw in a row; empty where there is."""
    return "" if row.valid or row.drawn_marks else state_message(spec, row) or ""


def text_in_bar(row: ChartRow, code: str, room: float) -> str:
    """The figure in a part of a bar that is `room` pixels wide; empty where none fits."""
    count, valid = row.counts[code], row.valid or 0
    if valid >= FEW:
        figures = [percentage(percent(count, valid))]
    else:
        figures = [_("%(count)s van %(valid)s", count=count, valid=valid), str(count)]
    return next((one for one in figures if count and text_width(one, 13) + 4 <= room), "")


def part_told(row: ChartRow, option: ChartOption) -> str:
    """A part of a bar in words."""
    return _(
        "%(option)s: %(count)s van %(valid)s (%(share)s %%)",
        option=option.label,
        count=row.counts[option.code],
        valid=row.valid,
        share=percent(row.counts[option.code], row.valid or 0),
    )


def silent_share(row: ChartRow) -> str:
    """Which part held no opinion, as printed in the narrow column."""
    return percentage(percent(row.silent, row.asked))


def silent_told(spec: ChartSpec, row: ChartRow) -> str:
    """The narrow column in words: what it is made of."""
    parts = [f"{option.label}: {row.counts[option.code]}" for option in spec.beside]
    made_of = ", ".join([*parts, _("Niet ingevuld: %(n)s", n=row.blank)])
    return _(
        "Geen oordeel: %(count)s van %(asked)s (%(share)s %%). %(made_of)s",
        count=row.silent,
        asked=row.asked,
        share=percent(row.silent, row.asked),
        made_of=made_of,
    )


def mark_told(spec: ChartSpec, mark: ChartRow) -> str:
    """A mark in words: of whom, and which part of how many chose the option."""
    return _(
        "%(who)s: %(count)s van %(valid)s (%(share)s %%) ‘%(option)s’",
        who=mark.label,
        count=mark.counts[spec.marked],
        valid=mark.valid,
        share=percent(mark.counts[spec.marked], mark.valid or 0),
        option=spec.marked_label,
    )


def exact_share(row: ChartRow, code: str) -> float:
    """The share of an option, 0 to 100.

    Rounded down: Plotly leaves the text out of a bar that ends a hair behind the axis.
    """
    return 100_000 * row.counts[code] // (row.valid or 1) / 1000
