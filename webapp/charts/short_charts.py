"""The charts of "In het kort": few rows each, chosen by rules that are told beside them."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from babel.numbers import format_decimal

from webapp.analysis.consensus import consensus
from webapp.analysis.gaps import LEAST_OPINIONS, runs_apart
from webapp.analysis.naming import numbered_name
from webapp.analysis.results import Results
from webapp.analysis.shares import percent
from webapp.analysis.words import absence_sentence, answers_sentence
from webapp.charts.options import answers_note, chart_options
from webapp.charts.spec import (
    ChartRow,
    ChartSection,
    ChartSpec,
    empty_row,
    row_of_block,
    row_of_blocks,
    state_without_result,
)
from webapp.i18n import current_locale
from webapp.i18n import gettext as _
from webapp.instrument.model import Instrument, RespondentGroup

MOST_ROWS = 6


class _Spread(NamedTuple):
    agreement: float
    place: int
    row: ChartRow


def group_bars(
    instrument: Instrument, results: Results, groups: Sequence[RespondentGroup]
) -> ChartSpec:
    """One bar of answers per group, over all its bouwstenen."""
    return ChartSpec(
        id="kort-alles",
        title=_("Alle bouwstenen samen, per gesprekspartner"),
        sentences=tuple(_told(instrument, results, group) for group in groups),
        row_name=_("Gesprekspartner"),
        unit=_("antwoorden"),
        unit_note=answers_note(),
        options=chart_options(instrument),
        sections=(ChartSection(None, None, tuple(_group_row(results, one) for one in groups)),),
        min_group_size=results.min_group_size,
    )


def furthest_rows(spec: ChartSpec, title: str) -> ChartSpec:
    """The lines of a dot plot whose marks are furthest apart: at most six, on one axis.

    Only lines on which every mark has at least 8 opinions. They stand in the order of the
    framework; bouwstenen are chosen, never groups or providers.
    """
    enough = [row for row in spec.rows if _is_told(row)]
    far = sorted(enough, key=lambda row: -_points(row, spec.marked))[:MOST_ROWS]
    rows = tuple(row for row in spec.rows if row in far and _points(row, spec.marked))
    return replace(
        spec,
        id=f"kort-{spec.id}",
        title=title,
        sections=(ChartSection(None, None, rows),) if rows else (),
        is_panels=False,
    )


def apart_bars(
    instrument: Instrument, results: Results, groups: Sequence[RespondentGroup]
) -> ChartSpec:
    """Where the answers within one group run apart: a bar of people per bouwsteen and group.

    At most six, those with the least consensus; they stand in the order of the framework.
    """
    found = sorted(_spreads(instrument, results, groups))[:MOST_ROWS]
    rows = tuple(one.row for one in sorted(found, key=lambda one: one.place))
    words = _(
        "Bij elk van deze bouwstenen staat minstens een kwart van de groep aan elk uiteinde. "
        "Tussen haakjes de overeenstemming volgens Tastle en Wierman: 1 als iedereen hetzelfde "
        "koos, 0 als de helft aan elk uiteinde staat."
    )
    none = _("Binnen geen enkele groep lopen de antwoorden op een bouwsteen sterk uiteen.")
    return ChartSpec(
        id="kort-uiteen",
        title=_("Waar de antwoorden binnen een groep uiteenlopen"),
        sentences=(words if rows else none,),
        row_name=_("Bouwsteen"),
        unit=_("mensen"),
        unit_note=None,
        options=chart_options(instrument),
        sections=(ChartSection(None, None, rows),) if rows else (),
        min_group_size=results.min_group_size,
    )


def _told(instrument: Instrument, results: Results, group: RespondentGroup) -> str:
    total = results.total(group.id)
    if total:
        return answers_sentence(instrument, total)
    reason = results.why_not(group.id)
    return absence_sentence(instrument, group.id, reason, results.min_group_size)


def _group_row(results: Results, group: RespondentGroup) -> ChartRow:
    total = results.total(group.id)
    if total:
        return row_of_blocks(group.id, str(group.name), total, total.of_framework)
    return empty_row(group.id, str(group.name), state_without_result(results.why_not(group.id)))


def _is_told(row: ChartRow) -> bool:
    enough = [mark for mark in row.drawn_marks if (mark.valid or 0) >= LEAST_OPINIONS]
    return len(enough) == len(row.drawn_marks) > 1


def _points(row: ChartRow, code: str) -> int:
    shares = [percent(mark.counts[code], mark.valid or 0) or 0 for mark in row.drawn_marks]
    return max(shares) - min(shares)


def _spreads(
    instrument: Instrument, results: Results, groups: Sequence[RespondentGroup]
) -> Iterator[_Spread]:
    place = 0
    for block in instrument.blocks:
        for group in groups:
            total = results.total(group.id)
            shown = total.block(block.id) if total else None
            agreement = consensus(shown, instrument.scale) if shown else None
            if shown and agreement is not None and runs_apart(shown, instrument.scale):
                number = format_decimal(round(agreement, 2), locale=current_locale())
                label = f"{numbered_name(block)} – {group.name} ({number})"
                place += 1
                yield _Spread(agreement, place, row_of_block(block.id, label, shown))
