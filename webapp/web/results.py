"""The pages and downloads of what a round brought up."""

from collections.abc import Callable, Iterable, Mapping

from flask import Blueprint, Response, has_request_context, render_template, request
from flask_login import current_user

from webapp.analysis.results import Results
from webapp.charts.heat_map import heat_map
from webapp.charts.rows import chart_rows
from webapp.charts.spec import ChartSpec
from webapp.charts.svg_document import svg_document
from webapp.db.queries.views import list_views
from webapp.exports.heading import ExportHeading
from webapp.exports.plain_csv import plain_csv
from webapp.exports.results_csv import results_csv
from webapp.exports.results_json import results_json
from webapp.exports.results_xlsx import results_xlsx
from webapp.i18n import current_language
from webapp.i18n import gettext as _
from webapp.instrument.model import RespondentGroup, Theme
from webapp.web import charts
from webapp.web.access import platform
from webapp.web.comparisons import (
    beside_the_others,
    comparison_chart,
    estimates_beside,
    other_rounds,
    round_beside_round,
)
from webapp.web.filters import KEYS
from webapp.web.report import Report, found_or_404, report_or_404
from webapp.web.saved_file import CSV, JSON, SVG, XLSX, saved_file
from webapp.web.views import address_of

bp = Blueprint("results", __name__)
charts.register(bp)

_FORMATS: Mapping[str, tuple[str, Callable[[Results, ExportHeading], str | bytes]]] = {
    "json": (JSON, results_json),
    "csv": (CSV, results_csv),
    "xlsx": (XLSX, results_xlsx),
}

_WITH_FILTERS = (bp.name, "short")
_FOLLOW_FILTERS = {"short.show_round"} | frozenset(
    f"results.{name}"
    for name in (
        "overview",
        "show_theme",
        "show_map",
        "compare_groups",
        "compare_estimates",
        "choose_round",
        "compare_rounds",
        "download",
        "download_chart",
    )
)


@bp.get("/ronde/<round_id>/resultaten")
def overview(round_id: str) -> str:
    """The whole at a glance: per thema a bar per group, and per group a bar per provider."""
    report = report_or_404(round_id)
    with platform().database.reading() as session:
        views = list_views(session, round_id, current_user.staff_id)
    return render_template(
        "results/overview.html",
        report=report,
        saved=[(view, address_of(round_id, view.page, view.query)) for view in views],
        by_theme=report.by_theme(),
        by_provider=[(group, report.by_provider(group)) for group in report.groups],
        apart=[(group, [report.by_provider(group)]) for group in report.groups_apart],
        made_up=report.round.is_made_up,
    )


@bp.get("/ronde/<round_id>/resultaten/<theme_id>")
def show_theme(round_id: str, theme_id: str) -> str:
    """One thema: per bouwsteen a bar per group."""
    report = report_or_404(round_id)
    theme = found_or_404(lambda: report.instrument.theme(theme_id))
    return render_template(
        "results/theme.html",
        report=report,
        theme=theme,
        by_block=report.by_block(theme),
        apart=_blocks_apart(report, [theme]),
        made_up=report.round.is_made_up,
    )


@bp.get("/ronde/<round_id>/resultaten/vergelijken/gesprekspartners")
def compare_groups(round_id: str) -> str:
    """All bouwstenen that two or more groups are asked: where do their answers differ?"""
    report = report_or_404(round_id)
    return render_template(
        "results/side_by_side.html",
        report=report,
        side_by_side=report.side_by_side(),
        apart=[],
        made_up=report.round.is_made_up,
    )


@bp.get("/ronde/<round_id>/resultaten/kaart/<group_id>")
def show_map(round_id: str, group_id: str) -> str:
    """One group: every bouwsteen at every provider."""
    report = report_or_404(round_id, group_id=group_id)
    group = report.instrument.group(group_id)
    return render_template(
        "results/map.html",
        report=report,
        group=group,
        heat=heat_map(report.instrument, report.results, group_id, report.provider_names),
        apart=[],
        made_up=report.round.is_made_up,
    )


@bp.get("/ronde/<round_id>/resultaten/aanbieder/<provider_id>")
def show_provider(round_id: str, provider_id: str) -> str:
    """One provider: per thema and bouwsteen a bar per group, of its own batches only."""
    report = report_or_404(round_id, provider_id=provider_id)
    return render_template(
        "results/provider.html",
        report=report,
        provider_id=provider_id,
        overall=[report.by_theme(), report.side_by_side()],
        charts=[report.by_block(theme) for theme in report.instrument.themes],
        apart=_blocks_apart(report, report.instrument.themes),
        made_up=report.round.is_made_up,
    )


@bp.get("/ronde/<round_id>/resultaten/aanbieder/<provider_id>/naast-anderen")
def beside_others(round_id: str, provider_id: str) -> str:
    """One provider beside all others together, from three others on."""
    report = report_or_404(round_id, provider_id=provider_id)
    return render_template(
        "results/beside_others.html",
        report=report,
        provider_id=provider_id,
        compared=beside_the_others(report, provider_id),
        apart=[],
        made_up=report.round.is_made_up,
    )


@bp.get("/ronde/<round_id>/resultaten/vergelijken/rondes")
def choose_round(round_id: str) -> str:
    """Which round to set beside this one."""
    report = report_or_404(round_id)
    return render_template(
        "results/choose_round.html",
        report=report,
        others=other_rounds(report),
        apart=[],
        made_up=report.round.is_made_up,
    )


@bp.get("/ronde/<round_id>/resultaten/vergelijken/rondes/<other_id>")
def compare_rounds(round_id: str, other_id: str) -> str:
    """Two rounds beside each other, per group."""
    report = report_or_404(round_id)
    other, compared = round_beside_round(report, other_id)
    return render_template(
        "results/rounds.html",
        report=report,
        other=other,
        compared=compared,
        apart=[],
        made_up=report.round.is_made_up or other.is_made_up,
    )


@bp.get("/ronde/<round_id>/resultaten/vergelijken/inschatting")
def compare_estimates(round_id: str) -> str:
    """What inspectors estimated beside what people answered."""
    report = report_or_404(round_id)
    return render_template(
        "results/estimates.html",
        report=report,
        estimates=estimates_beside(report),
        apart=[],
        made_up=report.round.is_made_up,
    )


@bp.get("/ronde/<round_id>/resultaten.<any(json, csv, xlsx):extension>")
def download(round_id: str, extension: str) -> Response:
    """The figures as a file, of one provider or group where the address asks for it."""
    report = report_or_404(
        round_id,
        provider_id=request.args.get("aanbieder") or None,
        group_id=request.args.get("groep") or None,
    )
    heading = ExportHeading(
        round_id=report.round.id,
        title=report.about,
        instrument=report.instrument,
        provider_names=report.provider_names,
        made_up=report.round.is_made_up,
        language=current_language(),
    )
    content_type, write = _FORMATS[extension]
    name = f"resultaten-{report.round.id}.{extension}"
    return saved_file(write(report.results, heading), content_type, name)


@bp.get("/ronde/<round_id>/resultaten/grafiek/<chart_id>.<any(svg, csv):extension>")
def download_chart(round_id: str, chart_id: str, extension: str) -> Response:
    """One chart of the round, or of one provider in it, as a picture or as its figures."""
    provider_id = request.args.get("aanbieder") or None
    report = report_or_404(round_id, provider_id=provider_id)
    spec = comparison_chart(report, chart_id, provider_id) or report.chart_or_404(chart_id)
    name = f"{chart_id}-{report.round.id}.{extension}"
    if extension == "csv":
        return saved_file(plain_csv(chart_rows(spec)), CSV, name)
    about = report.provider_names[provider_id] if provider_id else report.about
    picture = svg_document(spec, f"{spec.title} – {about}", _notes(report))
    return saved_file(picture, SVG, name)


@bp.app_url_defaults
def keep_filters(endpoint: str, values: dict[str, object]) -> None:
    """What is downloaded from a filtered page is filtered in the same way."""
    followed = endpoint in _FOLLOW_FILTERS and has_request_context()
    if followed and request.blueprint in _WITH_FILTERS:
        for key in KEYS:
            if request.args.get(key) and key not in values:
                values[key] = request.args.getlist(key)


def _notes(report: Report) -> Iterable[str]:
    if report.round.is_made_up:
        yield _("Verzonnen gegevens: geen enkel cijfer gaat over een echte aanbieder.")
    yield f"{report.round.title}. {report.instrument.title}."
    if report.instrument.scale_note:
        yield str(report.instrument.scale_note)


def _blocks_apart(
    report: Report, themes: Iterable[Theme]
) -> list[tuple[RespondentGroup, list[ChartSpec]]]:
    charts_per_group = (
        (group, [report.block_apart(theme, group) for theme in themes])
        for group in report.groups_apart
    )
    return [
        (group, [chart for chart in charts if chart.rows]) for group, charts in charts_per_group
    ]
