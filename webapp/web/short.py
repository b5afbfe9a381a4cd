"""In het kort: two pages on paper, in words and four figures, of a round or of one provider."""

from collections.abc import Iterable, Iterator

from flask import Blueprint, render_template

from webapp.analysis.gaps import largest_gaps
from webapp.analysis.words import gap_sentence, named_option, no_gap_sentence
from webapp.charts.short_charts import apart_bars, furthest_rows, group_bars
from webapp.charts.spec import ChartSpec
from webapp.i18n import gettext as _
from webapp.i18n import ngettext
from webapp.web.comparisons import Compared, beside_the_others
from webapp.web.report import Report, report_or_404

bp = Blueprint("short", __name__)


@bp.get("/ronde/<round_id>/resultaten/kort")
def show_round(round_id: str) -> str:
    """What came out of a round."""
    report = report_or_404(round_id)
    gaps = furthest_rows(
        report.side_by_side(), _("Waar de gesprekspartners het verst uit elkaar liggen")
    )
    return render_template(
        "results/short.html",
        report=report,
        title=report.round.title,
        reach=list(_reach(report)),
        words=list(_gaps_in_words(report)),
        charts=_charts(report, gaps),
        made_up=report.round.is_made_up,
    )


@bp.get("/ronde/<round_id>/resultaten/aanbieder/<provider_id>/kort")
def show_provider(round_id: str, provider_id: str) -> str:
    """What came out for one provider, and where it stands apart from the others together."""
    report = report_or_404(round_id, provider_id=provider_id)
    compared = beside_the_others(report, provider_id)
    return render_template(
        "results/short.html",
        report=report,
        title=report.provider_names[provider_id],
        provider_id=provider_id,
        reach=list(_reach(report)),
        words=list(_contrasts_in_words(compared)),
        charts=_charts(report, *_beside(compared)),
        made_up=report.round.is_made_up,
    )


def _charts(report: Report, *between: ChartSpec) -> list[ChartSpec]:
    """In the order of the pages: what fits under the words, then the themas on the second."""
    return [
        group_bars(report.instrument, report.results, report.groups),
        *between,
        apart_bars(report.instrument, report.results, report.groups),
        report.by_theme(),
    ]


def _reach(report: Report) -> Iterator[str]:
    """How many people of which group, and how many providers."""
    totals = [(group, report.results.total(group.id)) for group in report.groups]
    told = [f"{group.name} {total.n}" for group, total in totals if total]
    if told:
        yield _("Aantal mensen dat sprak: %(groups)s.", groups=", ".join(told))
    number = len(report.providers)
    if number > 1:
        yield ngettext("%(n)s aanbieder.", "%(n)s aanbieders.", number)


def _gaps_in_words(report: Report) -> Iterator[str]:
    code = named_option(report.instrument).code
    gaps = largest_gaps(report.results, report.groups, code, most=3)
    if not gaps:
        yield no_gap_sentence()
    for gap in gaps:
        yield gap_sentence(report.instrument, gap)


def _contrasts_in_words(compared: Iterable[Compared]) -> Iterator[str]:
    for one in compared:
        carried = [line for line in one.lines if line.is_carried]
        for line in carried[:2]:
            yield f"{one.group.name}, {line.label}: {line.counts} ({line.words})."
        if one.lines and not carried:
            yield _(
                "%(group)s: over geen enkele bouwsteen draagt de toets een verschil met de "
                "anderen.",
                group=one.group.name,
            )


def _beside(compared: Iterable[Compared]) -> Iterator[ChartSpec]:
    """Of the group with most opinions: one figure is enough for a short page."""
    charts = [one.chart for one in compared if one.lines]
    most = max(charts, key=lambda chart: sum(_opinions(chart)), default=None)
    if most is not None:
        title = _("%(group)s: waar deze aanbieder het verst van de anderen ligt", group=most.title)
        yield furthest_rows(most, title)


def _opinions(chart: ChartSpec) -> Iterator[int]:
    return (row.marks[0].valid or 0 for row in chart.rows if row.marks)
