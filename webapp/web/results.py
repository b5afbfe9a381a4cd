"""The pages and downloads of what a round brought up."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from flask import Blueprint, Response, abort, render_template, request
from markupsafe import Markup
from sqlalchemy.orm import Session

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
from webapp.instrument.model import Instrument, RespondentGroup
from webapp.services.keep_instrument import instrument_of
from webapp.services.read_results import read_results
from webapp.web.access import platform, staff_required
from webapp.web.plotly_css import installed_style_guards
from webapp.web.rounds import round_or_404

bp = Blueprint("results", __name__)
bp.add_app_template_filter(chart_legend)
bp.add_app_template_filter(chart_table)

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
        rows = (*self.results.groups, *self.results.suppressed)
        ids = {provider_id for row in rows for provider_id in row.provider_ids}
        by_name = sorted(ids, key=lambda id_: sorting_name((id_,), self.provider_names))
        return tuple((id_, self.provider_names[id_]) for id_ in by_name)

    @property
    def groups(self) -> tuple[RespondentGroup, ...]:
        """The groups that stand beside each other."""
        return tuple(group for group in self.instrument.groups if group.note is None)

    @property
    def groups_apart(self) -> tuple[RespondentGroup, ...]:
        """The groups that the instrument has a reservation about: shown by themselves, with it."""
        return tuple(group for group in self.instrument.groups if group.note is not None)

    @property
    def is_empty(self) -> bool:
        return not (self.results.groups or self.results.suppressed)


@bp.app_template_filter()
def chart_json(spec: ChartSpec) -> Markup:
    """The drawing for inside a script element: the one place where a page prints without escaping."""
    return Markup(drawing_json(spec))  # noqa: S704  # drawing_json escapes < > and &


@bp.app_template_global()
def chart_style_guards() -> tuple[str, ...]:
    """The ids that keep the parts of plotly.js from writing styles into the page."""
    return installed_style_guards()


@bp.get("/ronde/<round_id>/resultaten")
@staff_required
def overview(round_id: str) -> str:
    """The whole at a glance: per group a bar per provider, and per thema a bar per group."""
    with platform().database.reading() as session:
        report = _report(session, round_id)
    names = report.provider_names
    return _page(
        "overview",
        report,
        by_provider=[_by_provider(report, group, names) for group in report.groups],
        by_theme=theme_bars(report.instrument, report.results, report.groups),
        apart=[(group, _by_provider(report, group, names)) for group in report.groups_apart],
    )


@bp.get("/ronde/<round_id>/resultaten/<theme_id>")
@staff_required
def show_theme(round_id: str, theme_id: str) -> str:
    """One thema: per bouwsteen a bar per group."""
    with platform().database.reading() as session:
        report = _report(session, round_id)
    ...
