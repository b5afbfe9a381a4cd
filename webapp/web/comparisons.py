"""What is set beside what: a provider beside the others, a round beside a round, estimates."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple

from flask import abort
from sqlalchemy.orm import Session

from webapp.analysis.beside_others import BesideOthers, beside_others
from webapp.analysis.contrast_words import contrast_counts, contrast_words, left_out_words
from webapp.analysis.contrasts import Contrast, contrasts, share_of
from webapp.analysis.estimate_tally import tally_estimates
from webapp.analysis.naming import numbered_name
from webapp.analysis.rounds_beside import NotComparable, RoundSide, rounds_beside
from webapp.analysis.words import named_option
from webapp.charts.beside_dots import beside_dots, contrasts_beside
from webapp.charts.estimate_dots import ESTIMATE, estimate_dots
from webapp.charts.round_slope import RoundResults, round_slope
from webapp.charts.spec import ChartSpec
from webapp.db.models import Round
from webapp.db.queries.providers import list_traits
from webapp.db.queries.rounds import list_rounds_of_inspectorate
from webapp.db.queries.self_evaluations import list_rounds_of_owner
from webapp.db.queries.signed_estimates import list_estimate_rows
from webapp.i18n import gettext as _
from webapp.instrument.model import Instrument, RespondentGroup
from webapp.services.read_results import choose_results, read_rows
from webapp.web.access import may_open, may_read_results, platform
from webapp.web.report import Report
from webapp.web.rounds import round_or_404


class WordedLine(NamedTuple):
    """A bouwsteen on which two sides stand beside each other, in counts and in words."""

    label: str
    counts: str
    words: str
    is_carried: bool


class LeftOut(NamedTuple):
    """What cannot be set beside each other, and why."""

    label: str
    cause: str
    reason: str


class Compared(NamedTuple):
    """One group of a comparison: its chart, the same in words, and what is left out.

    `has_both`: whether there are figures on both sides; without them a chart would be empty.
    """

    group: RespondentGroup
    chart: ChartSpec
    lines: tuple[WordedLine, ...]
    left_out: tuple[LeftOut, ...] = ()
    has_both: bool = True


def beside_the_others(report: Report, provider_id: str) -> list[Compared]:
    """A provider beside all others together, per group that it has batches of."""
    with platform().database.reading() as session:
        beside = beside_others(read_rows(session, report.round), provider_id)
    return worded_beside(report, beside, report.provider_names[provider_id])


def worded_beside(report: Report, beside: BesideOthers, name: str) -> list[Compared]:
    """The same from what may be seen already; `name` is of the provider or providers."""
    return [
        Compared(
            group,
            beside_dots(report.instrument, beside, group.id, name),
            tuple(
                _worded(report.instrument, contrasts_beside(report.instrument, beside, group.id))
            ),
        )
        for group in report.groups
        if _has_something(beside, group.id)
    ]


def other_rounds(report: Report) -> list[Round]:
    """The rounds that this one can be set beside: others of the same owner, the newest first."""
    owner = report.round.owner_provider_id
    with platform().database.reading() as session:
        if owner is None:
            rows = list_rounds_of_inspectorate(session)
            rounds = [row.round for row in rows if may_read_results(session, row.round)]
        else:
            rounds = list_rounds_of_owner(session, owner)
    return [one for one in rounds if one.id != report.round.id]


def round_beside_round(report: Report, other_id: str) -> tuple[Round, list[Compared]]:
    """The earlier round first; only what the lineage calls equal, with the reason for the rest.

    The same filter is put on both rounds.
    """
    with platform().database.reading() as session:
        other = round_or_404(session, other_id)
        if not _may_stand_beside(session, report.round, other):
            abort(404)
        rows = read_rows(session, other)
        traits = list_traits(session)
    results = choose_results(rows, report.filters.selection, traits).results
    here = (report.round, RoundSide(report.instrument, report.results))
    there = (other, RoundSide(rows.instrument, results))
    is_earlier = (other.created_on, other.id) <= (report.round.created_on, report.round.id)
    sides = (there, here) if is_earlier else (here, there)
    chosen = report.filters.selection.groups
    return other, [
        _beside_round(sides, group, other_id)
        for group in sides[1][1].instrument.groups
        if not group.apart and (not chosen or group.id in chosen)
    ]


def _may_stand_beside(session: Session, round_: Round, other: Round) -> bool:
    """A round of the inspectorate beside its like, one of a provider beside its own."""
    if other.id == round_.id or other.owner_provider_id != round_.owner_provider_id:
        return False
    return may_read_results(session, other)


def estimates_beside(report: Report) -> ChartSpec | None:
    """Signed estimates beside what the groups answered; None as long as none is signed."""
    with platform().database.reading() as session:
        rows = list_estimate_rows(session, report.round.id)
        traits = list_traits(session)
    selection = report.filters.selection
    if selection.asks_of_providers:
        matching = {id_ for id_, one in traits.items() if selection.matches(one)}
        rows = [row for row in rows if row.provider_id in matching]
    if not rows:
        return None
    estimates = tally_estimates(report.instrument, rows)
    return estimate_dots(report.instrument, estimates, report.results, report.groups)


def _has_something(beside: BesideOthers, group_id: str) -> bool:
    own = beside.own.total(group_id) or beside.shared.total(group_id)
    return own is not None or beside.own.why_not(group_id) is not None


def _beside_round(
    sides: tuple[tuple[Round, RoundSide], tuple[Round, RoundSide]],
    group: RespondentGroup,
    other_id: str,
) -> Compared:
    (first, earlier), (last, later) = sides
    beside = rounds_beside(earlier, later, group.id)
    code = named_option(later.instrument).code
    pairs = {
        pair.block_id: (
            share_of("vroeger", pair.earlier, code),
            share_of("later", pair.later, code),
        )
        for pair in beside.pairs
    }
    spec = round_slope(
        RoundResults(_("vroeger"), *earlier), RoundResults(_("later"), *later), group.id
    )
    which = _("Vroeger: %(first)s. Later: %(last)s.", first=first.title, last=last.title)
    return Compared(
        group,
        replace(spec, id=f"rondes-{other_id}-{group.id}", sentences=(which, *spec.sentences)),
        tuple(_worded(later.instrument, contrasts(pairs))),
        tuple(_left_out(earlier.instrument, later.instrument, one) for one in beside.left_out),
        has_both=all(side.results.total(group.id) for side in (earlier, later)),
    )


def _left_out(earlier: Instrument, later: Instrument, one: NotComparable) -> LeftOut:
    now = [numbered_name(later.block(id_)) for id_ in one.block_ids]
    before = [numbered_name(earlier.block(id_)) for id_ in one.earlier_ids]
    label = ", ".join(now)
    if before and before != now:
        earlier_names = _("vroeger: %(names)s", names=", ".join(before))
        label = f"{label} ({earlier_names})" if label else earlier_names
    return LeftOut(label, left_out_words(one), str(one.reason or ""))


def _worded(instrument: Instrument, found: Mapping[str, Contrast]) -> Iterator[WordedLine]:
    for block_id, contrast in found.items():
        label = numbered_name(instrument.block(block_id))
        words = contrast_words(contrast)
        yield WordedLine(label, contrast_counts(contrast), words, contrast.is_carried)


def comparison_chart(report: Report, chart_id: str, provider_id: str | None) -> ChartSpec | None:
    """The chart of a comparison by its id, for a download; None where there is none."""
    if chart_id == ESTIMATE:
        is_shown = may_open("results.compare_estimates", report.round)
        return estimates_beside(report) if is_shown else None
    compared: list[Compared] = []
    if provider_id is not None and chart_id.startswith("naast-anderen-"):
        compared = beside_the_others(report, provider_id)
    elif chart_id.startswith("rondes-"):
        _other, compared = round_beside_round(report, chart_id.split("-")[1])
    return next((one.chart for one in compared if one.chart.id == chart_id), None)
