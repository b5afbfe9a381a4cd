"""The leader decides what of the results everybody in the room sees, once they are released."""

from flask import Blueprint, abort, redirect, url_for
from flask_login import current_user
from werkzeug.wrappers import Response
from wtforms import IntegerField
from wtforms.validators import NumberRange, Optional

from webapp.db.queries.meetings import find_meeting
from webapp.i18n import gettext as _
from webapp.services.errors import WrongStateError
from webapp.services.keep_journal import journal_state, keep_entries, new_entry
from webapp.web.access import platform
from webapp.web.lead_page import RESULTS, SCREEN, show_of
from webapp.web.staff_form import StaffForm

bp = Blueprint("showing", __name__)


class SlideForm(StaffForm):
    """Which slide; none: the beamer shows no results."""

    slide = IntegerField(validators=[Optional(), NumberRange(min=0)])


@bp.post("/gesprek/<meeting_id>/scherm/tonen")
def choose(meeting_id: str) -> Response:
    """Put a slide on the beamer, or take it away; who decided so stands in the journal."""
    form = SlideForm()
    if not form.validate_on_submit():
        abort(400)
    with platform().database.reading() as session:
        row = find_meeting(session, meeting_id) or abort(404)
        before = journal_state(session, meeting_id, SCREEN).get(RESULTS, ())
    show, place = show_of(row), form.slide.data
    if show is None or not show.slides:
        raise WrongStateError(_("Van dit gesprek mag nog niets getoond worden."))
    if place is not None and place >= len(show.slides):
        abort(400)
    entry = new_entry(
        SCREEN, RESULTS, {"slide": place}, staff_id=current_user.staff_id, replaces=before
    )
    keep_entries(platform().database, meeting_id, [entry])
    return redirect(url_for("meetings.show", meeting_id=meeting_id, _anchor="tonen"), 303)
