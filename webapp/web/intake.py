"""What a leader does while people come in: begin, pause, go on, and let more people join."""

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response
from wtforms import IntegerField
from wtforms.validators import InputRequired

from webapp.db.models import Meeting
from webapp.db.queries.meetings import find_meeting
from webapp.i18n import ngettext
from webapp.services.add_people import add_people
from webapp.services.errors import RefusedError
from webapp.services.hold_meeting import begin_meeting, pause_meeting
from webapp.web.access import platform
from webapp.web.meetings import ActionForm
from webapp.web.slips_page import slips_page, slips_sent_again
from webapp.web.staff_form import StaffForm

bp = Blueprint("intake", __name__)


class PeopleForm(StaffForm):
    """How many come later; `expected` is how many the page showed, so that twice is once."""

    more = IntegerField(validators=[InputRequired()])
    expected = IntegerField()


@bp.post("/gesprek/<meeting_id>/beginnen")
def begin(meeting_id: str) -> Response:
    """Take sheets in."""
    _check_form()
    begin_meeting(platform().database, meeting_id)
    return redirect(url_for("meetings.show", meeting_id=meeting_id), 303)


@bp.post("/gesprek/<meeting_id>/pauzeren")
def pause(meeting_id: str) -> Response:
    """Take none in for a while."""
    _check_form()
    pause_meeting(platform().database, meeting_id)
    return redirect(url_for("meetings.show", meeting_id=meeting_id), 303)


@bp.route("/gesprek/<meeting_id>/erbij", methods=["GET", "POST"])
def more(meeting_id: str) -> str | Response:
    """More people than planned; the reply is the only page that shows their slips."""
    with platform().database.reading() as session:
        row = find_meeting(session, meeting_id) or abort(404)
    if slips := slips_sent_again():
        return _slips(row.meeting, slips)
    form, problem = PeopleForm(), None
    if form.validate_on_submit():
        try:
            slips = add_people(
                platform().database,
                meeting_id,
                form.more.data,
                expected_before=form.expected.data or None,
            )
        except RefusedError as error:
            problem = str(error)
        else:
            return _slips(row.meeting, slips) if slips else _back(meeting_id, form.more.data)
    return render_template("meetings/more.html", form=form, row=row, problem=problem)


def _slips(meeting: Meeting, slips: tuple[str, ...]) -> str:
    return slips_page(meeting.id, meeting.join_code, slips, more=True)


def _back(meeting_id: str, people: int) -> Response:
    flash(
        ngettext(
            "U verwacht nu %(n)s mens meer. Die komt binnen met dezelfde code.",
            "U verwacht nu %(n)s mensen meer. Ze komen binnen met dezelfde code.",
            people,
        )
    )
    return redirect(url_for("meetings.show", meeting_id=meeting_id), 303)


def _check_form() -> None:
    if not ActionForm().validate_on_submit():
        abort(400)
