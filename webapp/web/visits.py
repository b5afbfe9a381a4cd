"""Visits: the list of a round, one's own, the day of one, and calling it off."""

from collections.abc import Sequence

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask_login import current_user
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse
from wtforms import BooleanField

from webapp.db.queries.visits import (
    VisitRow,
    count_slips,
    find_visit,
    list_visits,
    list_visits_observed,
    list_visits_of,
)
from webapp.i18n import ngettext
from webapp.services.keep_instrument import instrument_of
from webapp.services.plan_visit import cancel_visit
from webapp.web.access import platform, reached
from webapp.web.access_table import LEADS_ROUNDS, OBSERVES
from webapp.web.live_part import live_part
from webapp.web.rounds import round_or_404
from webapp.web.staff_form import StaffForm

bp = Blueprint("visits", __name__)


class CancelForm(StaffForm):
    """Calling a visit off, confirmed."""

    confirm = BooleanField()


@bp.get("/ronde/<round_id>/werkbezoeken")
def list_all(round_id: str) -> str:
    """The visits of a round: what is still to come by day, and then what is over."""
    with platform().database.reading() as session:
        round_ = round_or_404(session, round_id)
        rows = _ahead_first(list_visits(session, round_id))
    return render_template("visits/list.html", round=round_, rows=rows)


@bp.get("/werkbezoeken")
def mine() -> str:
    """Where somebody leads or observes: the first page of who only observes."""
    with platform().database.reading() as session:
        if current_user.role == OBSERVES:
            rows = list_visits_observed(session, current_user.staff_id)
        else:
            rows = reached(session, list_visits_of(session, current_user.staff_id))
    made_up = any(row.round.is_made_up for row in rows)
    return render_template("visits/mine.html", rows=_ahead_first(rows), made_up=made_up)


@bp.get("/werkbezoek/<visit_id>")
def show(visit_id: str) -> str:
    """The plan of the day, with how each conversation stands."""
    return _draw(visit_id, "visits/show.html")


@bp.get("/werkbezoek/<visit_id>/stand")
def state(visit_id: str) -> AnyResponse:
    """The live part of it; 304 when nothing changed."""
    return live_part(_draw(visit_id, "visits/_day.html"))


@bp.route("/werkbezoek/<visit_id>/annuleren", methods=["GET", "POST"])
def cancel(visit_id: str) -> str | AnyResponse:
    """Call it off, after asking."""
    form = CancelForm()
    with platform().database.reading() as session:
        row = visit_or_404(session, visit_id)
    if not (form.validate_on_submit() and form.confirm.data):
        open_ones = [one for one in row.kept if one.state == "open"]
        received = sum(one.received for one in open_ones)
        return render_template(
            "visits/cancel.html", row=row, form=form, count=len(open_ones), received=received
        )
    ended = cancel_visit(platform(), visit_id)
    flash(ngettext("%(n)s gesprek is geannuleerd.", "%(n)s gesprekken zijn geannuleerd.", ended))
    return redirect(url_for("visits.show", visit_id=visit_id), 303)


def visit_or_404(session: Session, visit_id: str) -> VisitRow:
    """The visit, or a page that says it does not exist."""
    return find_visit(session, visit_id) or abort(404)


def _ahead_first(rows: Sequence[VisitRow]) -> list[VisitRow]:
    """From rows by day: the next visit first, and after those to come the last one that was."""
    ahead = [row for row in rows if row.phase in {"planned", "running"}]
    over = [row for row in rows if row.phase not in {"planned", "running"}]
    return ahead + over[::-1]


def _draw(visit_id: str, template: str) -> str:
    with platform().database.reading() as session:
        row = visit_or_404(session, visit_id)
        instrument = instrument_of(session, row.round.instrument_hash)
        printed = count_slips(session, [meeting.id for meeting in row.meetings])
    leads = current_user.role in LEADS_ROUNDS
    return render_template(template, row=row, instrument=instrument, printed=printed, leads=leads)
