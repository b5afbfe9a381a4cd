"""A self-evaluation that runs: its slips, beginning all of it, and sharing what came of it."""

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask_login import current_user
from werkzeug.wrappers import Response as AnyResponse
from wtforms import BooleanField

from webapp.db.queries.meetings import MeetingRow, list_meetings
from webapp.db.queries.self_evaluations import find_share
from webapp.db.queries.visits import count_slips
from webapp.i18n import gettext as _
from webapp.i18n import ngettext
from webapp.services.errors import RefusedError
from webapp.services.hold_meeting import begin_meeting
from webapp.services.print_slips import draw_slips, keep_round_slips
from webapp.services.self_evaluation.share import share_round, stop_sharing
from webapp.services.visit_papers import print_slips
from webapp.web.access import platform
from webapp.web.report import report_or_404
from webapp.web.rounds import round_or_404
from webapp.web.saved_file import PDF, saved_file
from webapp.web.self_evaluation.round_page import planned_of
from webapp.web.staff_form import StaffForm

bp = Blueprint("self_evaluation_rounds", __name__)


class ShareForm(StaffForm):
    """Sharing, or stopping, confirmed."""

    confirm = BooleanField()


@bp.post("/ronde/<round_id>/beginnen")
def begin(round_id: str) -> AnyResponse:
    """Begin every meeting whose slips are printed, or that has none."""
    if not StaffForm().validate_on_submit():
        abort(400)
    with platform().database.reading() as session:
        rows = planned_of(list_meetings(session, round_id))
    begun, problems = 0, []
    for row in rows:
        try:
            begin_meeting(platform().database, row.meeting.id)
            begun += 1
        except RefusedError as error:
            problems.append(str(error))
    if begun:
        flash(ngettext("%(n)s groep kan invullen.", "%(n)s groepen kunnen invullen.", begun))
    for problem in dict.fromkeys(problems):
        flash(problem)
    return redirect(url_for("rounds.show", round_id=round_id), 303)


@bp.route("/ronde/<round_id>/strookjes", methods=["GET", "POST"])
def slips(round_id: str) -> str | AnyResponse:
    """The slips of all groups: the reply to the button is the only place where they are."""
    form = StaffForm()
    with platform().database.reading() as session:
        round_ = round_or_404(session, round_id)
        planned = [row for row in planned_of(list_meetings(session, round_id)) if _has_slips(row)]
        if not form.validate_on_submit():
            printed = count_slips(session, [row.meeting.id for row in planned])
            return render_template(
                "self_evaluation/slips.html",
                round=round_,
                form=form,
                count=sum(row.meeting.slip_count for row in planned),
                printed=sum(printed.values()),
            )
        drawn = draw_slips(row.meeting for row in planned)
        pdf = print_slips(session, round_, drawn, url_for("participant.start", _external=True))
    keep_round_slips(platform().database, round_id, drawn)
    response = saved_file(pdf, PDF, f"strookjes-{round_id}.pdf")
    response.headers["Cache-Control"] = "no-store"
    return response


@bp.route("/ronde/<round_id>/delen", methods=["GET", "POST"])
def share(round_id: str) -> str | AnyResponse:
    """Show what the inspectorate would see, and share it after asking."""
    form, problem = ShareForm(), None
    if form.validate_on_submit():
        if form.confirm.data:
            share_round(platform().database, round_id, current_user.staff_id)
            flash(_("De inspectie ziet deze resultaten nu."))
            return redirect(url_for(".share", round_id=round_id), 303)
        problem = _("Kruis aan dat u dit wilt delen.")
    report = report_or_404(round_id)
    with platform().database.reading() as session:
        shared = find_share(session, round_id)
    return render_template(
        "self_evaluation/share.html",
        report=report,
        form=form,
        problem=problem,
        share=shared,
        charts=[report.by_block(theme) for theme in report.instrument.themes],
        made_up=report.round.is_made_up,
    )


@bp.post("/ronde/<round_id>/delen/stoppen")
def stop(round_id: str) -> AnyResponse:
    """Let the inspectorate see nothing of it any more."""
    if not StaffForm().validate_on_submit():
        abort(400)
    stop_sharing(platform().database, round_id, current_user.staff_id)
    flash(_("U deelt deze zelfevaluatie niet meer: de inspectie ziet er niets meer van."))
    return redirect(url_for("rounds.show", round_id=round_id), 303)


def _has_slips(row: MeetingRow) -> bool:
    return row.meeting.slip_count > 0
