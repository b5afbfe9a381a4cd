"""Printing forms for a meeting: the reply is the PDF, and the only place of its numbers."""

from flask import Blueprint, Response, abort, render_template, url_for
from wtforms import IntegerField
from wtforms.validators import InputRequired

from webapp.db.queries.meetings import MeetingRow, find_meeting
from webapp.services.errors import RefusedError
from webapp.services.keep_instrument import instrument_of
from webapp.services.print_sheets import MOST_SHEETS, print_sheets
from webapp.web.access import platform
from webapp.web.saved_file import PDF, saved_file
from webapp.web.staff_form import StaffForm

bp = Blueprint("paper", __name__)


class SheetsForm(StaffForm):
    """How many forms to print."""

    number = IntegerField(validators=[InputRequired()])


@bp.route("/gesprek/<meeting_id>/fiches", methods=["GET", "POST"])
def sheets(meeting_id: str) -> str | Response:
    """Ask how many, then give them."""
    row, group_name = _row_or_404(meeting_id)
    form, problem = SheetsForm(), None
    if form.validate_on_submit() and form.number.data is not None:
        try:
            return _pdf(meeting_id, row.meeting.group_id, form.number.data)
        except RefusedError as error:
            problem = str(error)
    if not form.is_submitted():
        form.number.data = 10
    return render_template(
        "paper/sheets.html",
        form=form,
        row=row,
        group_name=group_name,
        most=MOST_SHEETS,
        problem=problem,
    )


def _pdf(meeting_id: str, group_id: str, number: int) -> Response:
    pdf = print_sheets(platform().database, meeting_id, number, _form_address)
    return saved_file(pdf, PDF, f"fiches-{group_id}.pdf")


def _form_address(join_code: str) -> str:
    return url_for("participant.form", join_code=join_code, _external=True)


def _row_or_404(meeting_id: str) -> tuple[MeetingRow, str]:
    with platform().database.reading() as session:
        row = find_meeting(session, meeting_id)
        if row is None:
            abort(404)
        instrument = instrument_of(session, row.round.instrument_hash)
    return row, str(instrument.group(row.meeting.group_id).name)
