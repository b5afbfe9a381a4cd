"""The pages and downloads of what a round brought up."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import TypeVar

from flask import Blueprint, Response, abort, render_template, request
from markupsafe import Markup

from webapp.analysis.order import sorting_name
from webapp.analysis.results import Results
from webapp.charts.block_bars import block_bars
from webapp.charts.drawing import drawing_json
from webapp.charts.legend import chart_legend
from webapp.charts.provider_bars import provider_bars
from webapp.charts.spec import ChartSpec
from webapp.charts.table import chart_table
from webapp.charts.theme_bars import theme_bars
from webapp.db.models import Round
from webapp.db.queries.providers import list_providers
from webapp.exports.heading import ExportHeading
from webapp.exports.results_csv import results_csv
from webapp.exports.results_json import results_json
from webapp.exports.results_xlsx import results_xlsx
from webapp.i18n import current_language
from webapp.instrument.model import Instrument, RespondentGroup, Theme
from webapp.services.keep_instrument import instrument_of
from webapp.services.read_results import read_results
from webapp.web.access import platform, staff_required
from webapp.web.plotly_css import installed_style_guards
from webapp.web.rounds import round_or_404

bp = Blueprint("results", __name__)
bp.add_app_template_filter(chart_legend)
bp.add_app_template_filter(chart_table)

_Found = TypeVar("_Found")

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_FORMATS: Mapping[str, tuple[str, Callable[[Results, ExportHeading], str | bytes]]] = {
    "json": ("application/json", results_json),
    "csv": ("text/csv; charset=utf-8", results_csv),
    "xlsx": (_XLSX, results_xlsx),
}


@dataclass(frozen=True, slots=True)
class Report:
    """What every page of results knows; `providers` are those with a meeting, by name."""

    round: Round
    instrument: Instrument
    results: Results
    provider_names: Mapping[str, str]

    @property
    def providers(self) -> tuple[tuple[str, str], ...]:
        shown = (row.provider_ids for row in self.results.groups)
        hidden = (row.provider_ids for row in self.results.suppressed)
        ids = set(chain(*shown, *hidden))
        by_name = sorted(ids, key=lambda id_: sorting_name((id_,), self.provider_names))
        return tuple((id_, self.provider_names[id_]) for id_ in by_name)

    @property
    def groups(self) -> tuple[RespondentGroup, ...]:
        """The groups that stand beside each other."""
        return tuple(group for group in self.instrument.groups if not group.apart)

    @property
    def groups_apart(self) -> tuple[RespondentGroup, ...]:
        """The groups that are no result of their own: shown apart, and only with the reason."""
        return tuple(group for group in self.instrument.groups if group.apart)

    @property
    def is_empty(self) -> bool:
        return not (self.results.groups or self.results.suppressed)


@bp.app_template_filter()
def chart_json(spec: ChartSpec) -> Markup:
    """The drawing for inside a script element: nothing else prints without escaping."""
    return Markup(drawing_json(spec))  # noqa: S704  # drawing_json escapes < > and &


@bp.app_template_global()
def chart_style_guards() -> tuple[str, ...]:
    """The ids that keep the parts of plotly.js from writing styles into the page."""
    return installed_style_guards()


@bp.get("/ronde/<round_id>/resultaten")
@staff_required
def overview(round_id: str) -> str:
    """The whole at a glance: per group a bar per provider, and per thema a bar per group."""
    report = _report(round_id)
    return render_template(
        "results/overview.html",
        report=report,
        by_theme=theme_bars(report.instrument, report.results, report.groups),
        by_provider=[(group, _by_provider(report, group)) for group in report.groups],
        apart=[(group, [_by_provider(report, group)]) for group in report.groups_apart],
        made_up=report.round.is_made_up,
    )


@bp.get("/ronde/<round_id>/resultaten/<theme_id>")
@staff_required
def show_theme(round_id: str, theme_id: str) -> str:
    """One thema: per bouwsteen a bar per group."""
    report = _report(round_id)
    theme = _found(lambda: report.instrument.theme(theme_id))
    return render_template(
        "results/theme.html",
        report=report,
        theme=theme,
        by_block=block_bars(report.instrument, report.results, theme, report.groups),
        apart=_blocks_apart(report, [theme]),
        made_up=report.round.is_made_up,
    )


@bp.get("/ronde/<round_id>/resultaten/aanbieder/<provider_id>")
@staff_required
def show_provider(round_id: str, provider_id: str) -> str:
    """One provider: per thema and bouwsteen a bar per group, of its own batches only."""
    report = _report(round_id, provider_id=provider_id)
    instrument, results, groups = report.instrument, report.results, report.groups
    return render_template(
        "results/provider.html",
        report=report,
        provider_id=provider_id,
        by_theme=theme_bars(instrument, results, groups),
        charts=[block_bars(instrument, results, theme, groups) for theme in instrument.themes],
        apart=_blocks_apart(report, instrument.themes),
        made_up=report.round.is_made_up,
    )


@bp.get("/ronde/<round_id>/resultaten.<any(json, csv, xlsx):extension>")
@staff_required
def download(round_id: str, extension: str) -> Response:
    """The figures as a file, of one provider or group where the address asks for it."""
    report = _report(
        round_id, provider_id=request.args.get("aanbieder"), group_id=request.args.get("groep")
    )
    heading = ExportHeading(
        round_id=report.round.id,
        title=report.round.title,
        instrument=report.instrument,
        provider_names=report.provider_names,
        made_up=report.round.is_made_up,
        language=current_language(),
    )
    mimetype, write = _FORMATS[extension]
    response = Response(write(report.results, heading), content_type=mimetype)
    response.headers.set(
        "Content-Disposition", "attachment", filename=f"resultaten-{report.round.id}.{extension}"
    )
    return response


def _report(
    round_id: str, *, provider_id: str | None = None, group_id: str | None = None
) -> Report:
    """What may be shown; a page that does not exist for an unknown round, provider or group."""
    with platform().database.reading() as session:
        round_ = round_or_404(session, round_id)
        instrument = instrument_of(session, round_.instrument_hash)
        names = {provider.id: provider.name for provider in list_providers(session)}
        if provider_id is not None:
            _found(lambda: names[provider_id])
        if group_id is not None:
            _found(lambda: instrument.group(group_id))
        results = read_results(session, round_, provider_id=provider_id, group_id=group_id)
    return Report(round_, instrument, results, names)


def _found(find: Callable[[], _Found]) -> _Found:
    try:
        return find()
    except KeyError:
        abort(404)


def _by_provider(report: Report, group: RespondentGroup) -> ChartSpec:
    return provider_bars(report.instrument, report.results, group.id, report.provider_names)


def _blocks_apart(
    report: Report, themes: Iterable[Theme]
) -> list[tuple[RespondentGroup, list[ChartSpec]]]:
    charts_per_group = (
        (
            group,
            [block_bars(report.instrument, report.results, theme, [group]) for theme in themes],
        )
        for group in report.groups_apart
    )
    return [
        (group, [chart for chart in charts if chart.rows]) for group, charts in charts_per_group
    ]
