"""The page of context figures: what was printed elsewhere, beside the results of a round."""

from collections.abc import Iterable

from flask import Blueprint, Response, abort, render_template

from webapp.analysis.context import ContextFigure, Difference, differences_between
from webapp.analysis.context_words import difference_sentence
from webapp.charts.count_bars import CountChart, count_bars
from webapp.charts.svg_counts import counts_document
from webapp.exports.context_csv import context_csv
from webapp.i18n import gettext as _
from webapp.services.read_context import RoundContext, read_context
from webapp.web.access import platform
from webapp.web.rounds import round_or_404
from webapp.web.saved_file import CSV, SVG, saved_file

bp = Blueprint("context", __name__)


@bp.get("/ronde/<round_id>/context")
def show(round_id: str) -> str:
    """Every context figure, with where its printed numbers and their parts differ."""
    with platform().database.reading() as session:
        round_ = round_or_404(session, round_id)
        context = read_context(session, round_id)
    return render_template(
        "results/context.html",
        round=round_,
        loaded=_with_differences(context.loaded),
        registered=[count_bars(figure) for figure in context.registered],
    )


@bp.get("/ronde/<round_id>/context/<kind_id>.<any(svg, csv):extension>")
def download(round_id: str, kind_id: str, extension: str) -> Response:
    """One context figure as a picture, or as its numbers in the form of an import."""
    with platform().database.reading() as session:
        round_ = round_or_404(session, round_id)
        context = read_context(session, round_id)
    figure = _figure_or_404(context, kind_id)
    name = f"{kind_id}-{round_.id}.{extension}"
    if extension == "csv":
        return saved_file(context_csv(figure), CSV, name)
    differences = [difference_sentence(one) for one in figure.differences()]
    picture = counts_document(count_bars(figure), [*differences, _source(figure), round_.title])
    return saved_file(picture, SVG, name)


def _with_differences(
    figures: Iterable[ContextFigure],
) -> list[tuple[CountChart, list[str]]]:
    figures = tuple(figures)
    between: dict[str, list[Difference]] = {}
    for kind_id, difference in differences_between(figures):
        between.setdefault(kind_id, []).append(difference)
    return [
        (
            count_bars(figure),
            [
                difference_sentence(one)
                for one in (*figure.differences(), *between.get(figure.kind.id, ()))
            ],
        )
        for figure in figures
    ]


def _figure_or_404(context: RoundContext, kind_id: str) -> ContextFigure:
    figures = (*context.loaded, *context.registered)
    return next((one for one in figures if one.kind.id == kind_id), None) or abort(404)


def _source(figure: ContextFigure) -> str:
    if figure.source:
        return _("Bron: %(source)s.", source=figure.source.rstrip("."))
    return _("Zo ingelezen; er is geen bron opgegeven.")
