"""What people who work for a provider see: its own results, and the others only together."""

from flask import Blueprint, redirect, render_template, url_for
from flask_login import current_user
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from webapp.analysis.beside_others import BesideOthers, for_provider
from webapp.analysis.remarks import LEAST_WRITERS
from webapp.db.models import Provider
from webapp.db.queries.follow_up import provider_takes_part
from webapp.db.queries.staff import list_providers_of, list_rounds_of
from webapp.services.keep_instrument import instrument_of
from webapp.services.read_remarks import read_remarks
from webapp.services.read_results import read_rows
from webapp.web.access import platform
from webapp.web.comparisons import worded_beside
from webapp.web.filters import read_filters
from webapp.web.remark_lists import in_order, sections
from webapp.web.report import Report
from webapp.web.rounds import round_or_404

bp = Blueprint("own_results", __name__)


@bp.get("/mijn-resultaten")
def list_all() -> str:
    """The rounds in which one's own providers take part: the first page of who works for them."""
    with platform().database.reading() as session:
        rounds = list_rounds_of(session, current_user.staff_id)
        providers = list_providers_of(session, current_user.staff_id)
    made_up = any(round_.is_made_up for round_ in rounds)
    return render_template(
        "own_results/list.html", rounds=rounds, providers=providers, made_up=made_up
    )


@bp.get("/mijn-resultaten/<round_id>")
def show(round_id: str) -> str | Response:
    """One round: the rule of webapp/analysis/beside_others.py says what may be seen of it.

    In a self-evaluation there are no others: its results have pages of their own.
    """
    with platform().database.reading() as session:
        if round_or_404(session, round_id).owner_provider_id is not None:
            return redirect(url_for("results.overview", round_id=round_id))
        own = list_providers_of(session, current_user.staff_id)
        report, beside = _read(session, round_id, own)
        taking_part = [one for one in own if provider_takes_part(session, round_id, one.id)]
    name = ", ".join(one.name for one in own)
    charts = [report.by_block(theme) for theme in report.instrument.themes]
    return render_template(
        "own_results/show.html",
        report=report,
        name=name,
        taking_part=taking_part,
        compared=worded_beside(report, beside, name),
        charts=[one for one in charts if one.rows] if beside.own.groups else [],
        shared=_shared(report, beside),
        made_up=report.round.is_made_up,
    )


@bp.get("/mijn-resultaten/<round_id>/opmerkingen")
def remarks(round_id: str) -> str:
    """What a coder left of the remarks of its own people; never on the page of the answers."""
    with platform().database.reading() as session:
        round_ = round_or_404(session, round_id)
        own = frozenset(one.id for one in list_providers_of(session, current_user.staff_id))
        instrument = instrument_of(session, round_.instrument_hash)
        shown = in_order(instrument, read_remarks(session, round_, "provider", own))
    return render_template(
        "own_results/remarks.html",
        round=round_,
        instrument=instrument,
        sections=sections(instrument, shown),
        least_writers=LEAST_WRITERS,
        made_up=round_.is_made_up,
    )


def _read(session: Session, round_id: str, own: list[Provider]) -> tuple[Report, BesideOthers]:
    round_ = round_or_404(session, round_id)
    rows = read_rows(session, round_)
    names = {one.id: one.name for one in own}
    beside = for_provider(rows, names, round_is_closed=round_.state == "closed")
    # nothing is filtered: two filters beside each other would tell of the others
    filters = read_filters(MultiDict[str, str](), rows.instrument, [], names)
    return Report(round_, rows.instrument, beside.own, names, filters), beside


def _shared(report: Report, beside: BesideOthers) -> Report | None:
    """What its people said in one conversation with people of others, apart."""
    if not beside.shared.groups:
        return None
    return Report(
        report.round, report.instrument, beside.shared, report.provider_names, report.filters
    )
