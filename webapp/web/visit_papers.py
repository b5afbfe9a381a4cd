"""What comes with a visit: its agenda, the questions beforehand, the slips of the day."""

from datetime import UTC, datetime
from urllib.parse import quote

from flask import Blueprint, Response, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from webapp.db.queries.visits import VisitRow, count_slips, list_visits
from webapp.exports.calendar import calendar_file
from webapp.exports.question_mail import mail_subject, mail_text, when_and_where
from webapp.paper.question_list import question_list
from webapp.services.keep_instrument import instrument_of
from webapp.services.print_slips import draw_day_slips, keep_day_slips
from webapp.services.visit_papers import invitation_to, print_day_slips, visit_events
from webapp.web.access import platform
from webapp.web.rounds import round_or_404
from webapp.web.saved_file import PDF, saved_file
from webapp.web.staff_form import StaffForm
from webapp.web.visits import visit_or_404

bp = Blueprint("visit_papers", __name__)

_ICS = "text/calendar; charset=utf-8"


@bp.get("/werkbezoek/<visit_id>/agenda.ics")
def agenda(visit_id: str) -> Response:
    """The day for a calendar program."""
    with platform().database.reading() as session:
        rows = [visit_or_404(session, visit_id)]
        text = calendar_file(visit_events(session, rows, _address), stamp=datetime.now(UTC))
    return saved_file(text, _ICS, f"werkbezoek-{visit_id}.ics")


@bp.get("/ronde/<round_id>/werkbezoeken.ics")
def agenda_of_round(round_id: str) -> Response:
    """Every visit of a round for a calendar program."""
    with platform().database.reading() as session:
        round_or_404(session, round_id)
        rows = list_visits(session, round_id)
        text = calendar_file(visit_events(session, rows, _address), stamp=datetime.now(UTC))
    return saved_file(text, _ICS, f"werkbezoeken-{round_id}.ics")


@bp.get("/werkbezoek/<visit_id>/vragen")
def questions(visit_id: str) -> str:
    """The mail with the questions for one conversation, to look at and to send."""
    meeting_id = request.args.get("gesprek")
    with platform().database.reading() as session:
        row = visit_or_404(session, visit_id)
        invitation = invitation_to(session, row, meeting_id)
        groups = instrument_of(session, row.round.instrument_hash).groups
    subject, text = mail_subject(invitation), mail_text(invitation)
    return render_template(
        "visits/questions.html",
        row=row,
        invitation=invitation,
        meeting_id=meeting_id,
        names={group.id: str(group.name) for group in groups},
        subject=subject,
        text=text,
        mail=f"mailto:?subject={quote(subject)}&body={quote(text)}",
    )


@bp.get("/werkbezoek/<visit_id>/vragen.pdf")
def questions_pdf(visit_id: str) -> Response:
    """The same on paper."""
    with platform().database.reading() as session:
        row = visit_or_404(session, visit_id)
        invitation = invitation_to(session, row, request.args.get("gesprek"))
    pdf = question_list(invitation, when_and_where(invitation))
    return saved_file(pdf, PDF, f"vragen-{visit_id}.pdf")


@bp.route("/werkbezoek/<visit_id>/strookjes", methods=["GET", "POST"])
def slips(visit_id: str) -> str | AnyResponse:
    """The slips of the day: the reply to the button is the only place where they are."""
    form = StaffForm()
    with platform().database.reading() as session:
        row = visit_or_404(session, visit_id)
        if not form.validate_on_submit():
            return _ask_for_slips(session, row, form)
        drawn = draw_day_slips(row)
        pdf = print_day_slips(session, row, drawn, url_for("participant.start", _external=True))
    keep_day_slips(platform().database, visit_id, drawn)
    response = saved_file(pdf, PDF, f"strookjes-{visit_id}.pdf")
    response.headers["Cache-Control"] = "no-store"
    return response


def _ask_for_slips(session: Session, row: VisitRow, form: StaffForm) -> str:
    planned = [one for one in row.kept if one.held == "planned" and one.slip_count]
    printed = count_slips(session, [one.id for one in planned])
    return render_template(
        "visits/slips.html",
        row=row,
        form=form,
        count=sum(one.slip_count for one in planned),
        meetings=len(planned),
        printed=sum(printed.values()),
    )


def _address(visit_id: str) -> str:
    return url_for("visits.show", visit_id=visit_id, _external=True)
