"""Mailing slips and reminders of a meeting: the list, a preview, and how far it is."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response
from wtforms import FileField, HiddenField, RadioField, SelectField, TextAreaField
from wtforms.fields import SelectChoice

from webapp.db.models import Meeting
from webapp.db.queries.mailings import MailingRow, list_mailings
from webapp.db.queries.meetings import MeetingRow, find_meeting
from webapp.i18n import current_language
from webapp.i18n import gettext as _
from webapp.mail.texts import KINDS, REMINDER, SLIPS
from webapp.sealing.codes import new_id
from webapp.services.csv_lines import CsvFileError, Mistake
from webapp.services.end_mailing import end_mailing, refused_addresses, try_again
from webapp.services.errors import RefusedError, WrongStateError
from webapp.services.keep_instrument import instrument_of
from webapp.services.mailing_texts import mails_of
from webapp.services.read_recipients import MOST_BYTES, Recipients, decoded, read_recipients
from webapp.services.start_mailing import DAYS_KEPT, MailingPlan, check_mailable, start_mailing
from webapp.web.access import platform
from webapp.web.languages import NAMES
from webapp.web.live_part import live_part
from webapp.web.meetings import ActionForm
from webapp.web.staff_form import StaffForm

bp = Blueprint("mailing", __name__)

MOST_BYTES_POSTED = 2 * MOST_BYTES  # a list that is a little too long is refused in words


class ListForm(StaffForm):
    """Whom to mail what."""

    mailing_id = HiddenField()
    kind = RadioField(default=SLIPS)
    addresses = TextAreaField()
    file = FileField()
    language = SelectField()


@bp.url_value_preprocessor
def _make_room(_endpoint: str | None, _values: dict[str, str] | None) -> None:
    """A list is longer than other forms."""
    request.max_content_length = request.max_form_memory_size = MOST_BYTES_POSTED


@bp.route("/gesprek/<meeting_id>/mail", methods=["GET", "POST"])
def show(meeting_id: str) -> str | Response:
    """The list to fill in, its check and preview, and the mails that leave now."""
    row, mailings = _rows_or_404(meeting_id)
    form = _list_form(mailings)
    mistakes: tuple[Mistake, ...] = ()
    if form.validate_on_submit() and "back" not in request.form:
        try:
            return _checked(form, row)
        except CsvFileError as error:
            mistakes = tuple(error.mistakes)
    return _page(row, mailings, form, mistakes)


@bp.get("/gesprek/<meeting_id>/mail/stand")
def state(meeting_id: str) -> Response:
    """The live part: counts only."""
    _row, mailings = _rows_or_404(meeting_id)
    return live_part(render_template("mailing/_state.html", one=_newest(mailings)))


@bp.post("/gesprek/<meeting_id>/mail/verder")
def again(meeting_id: str) -> Response:
    """Offer again, at once, whom the server refused or asked to wait."""
    one = _going_or_404(meeting_id)
    try_again(platform().database, one.mailing.id)
    return redirect(url_for("mailing.show", meeting_id=meeting_id), 303)


@bp.route("/gesprek/<meeting_id>/mail/stoppen", methods=["GET", "POST"])
def stop(meeting_id: str) -> str | Response:
    """End the mailing and forget the list, after asking."""
    one = _going_or_404(meeting_id, is_checked=False)
    form = ActionForm()
    if not (form.validate_on_submit() and form.confirm.data):
        row, _mailings = _rows_or_404(meeting_id)
        return render_template("mailing/stop.html", row=row, one=one, form=form)
    end_mailing(platform().database, platform().keystore, one.mailing.id)
    flash(_("De lijst van adressen en het geheim van de strookjes zijn gewist."))
    return redirect(url_for("mailing.show", meeting_id=meeting_id), 303)


def phase_of(one: MailingRow) -> str:
    """What a mailing is doing: "sending", "refused" (only those are left), "done", or a problem."""
    if not one.is_going:
        return "done"
    if one.waiting == 0:
        return "refused"
    return one.mailing.problem or "sending"


def kind_names() -> dict[str, str]:
    """Kind of mail → what it is called on the screen."""
    return {
        "slips": _("Uitnodigingen met een strookje"),
        "reminder": _("Herinneringen"),
    }


def meeting_or_404(meeting_id: str) -> MeetingRow:
    """The meeting with its round."""
    with platform().database.reading() as session:
        return find_meeting(session, meeting_id) or abort(404)


def _checked(form: ListForm, row: MeetingRow) -> str | Response:
    """The preview of a list that is right; when that was confirmed, its start."""
    found = read_recipients(_text_of(form), form.language.data)
    if "confirm" not in request.form:
        return _preview(form, row, found)
    if platform().settings.mail is None:
        raise WrongStateError(_("Er is geen mailserver ingesteld."))
    plan = MailingPlan(
        meeting_id=row.meeting.id,
        kind=form.kind.data,
        people=found.people,
        mailing_id=form.mailing_id.data or None,
    )
    start_mailing(platform().database, platform().keystore, plan)
    return redirect(url_for("mailing.show", meeting_id=row.meeting.id), 303)


def _text_of(form: ListForm) -> str:
    """What was pasted, or stands in the file. Raises CsvFileError where there is both."""
    pasted = form.addresses.data or ""
    file = form.file.data
    content = file.read(MOST_BYTES_POSTED) if file else b""
    if pasted.strip() and content.strip():
        both = _("Plak de adressen of kies een bestand, niet allebei.")
        raise CsvFileError([Mistake(1, both)])
    return pasted if pasted.strip() else decoded(content)


def _preview(form: ListForm, row: MeetingRow, found: Recipients) -> str:
    server = platform().settings.mail
    if server is None:
        raise WrongStateError(_("Er is geen mailserver ingesteld."))
    with platform().database.reading() as session:
        check_mailable(session, session.get_one(Meeting, row.meeting.id), form.kind.data)
        mails = mails_of(session, row.meeting, form.kind.data)
    counts = found.count_by_language()
    return render_template(
        "mailing/preview.html",
        row=row,
        form=form,
        found=found,
        counts=counts,
        mails=[(code, mails.preview(code, server.public_url)) for code in NAMES],
        server=server,
        days=DAYS_KEPT,
    )


def _page(
    row: MeetingRow, mailings: list[MailingRow], form: ListForm, mistakes: tuple[Mistake, ...]
) -> str:
    problem = None
    with platform().database.reading() as session:
        group = instrument_of(session, row.round.instrument_hash).group(row.meeting.group_id)
        try:
            check_mailable(session, session.get_one(Meeting, row.meeting.id), SLIPS)
        except RefusedError as error:
            problem = str(error)
    going = next((one for one in mailings if one.is_going), None)
    return render_template(
        "mailing/show.html",
        row=row,
        group_name=str(group.name),
        form=form,
        mistakes=mistakes,
        problem=problem,
        server=platform().settings.mail,
        going=going,
        refused=_refused(going),
        earlier=[one for one in mailings if not one.is_going],
        days=DAYS_KEPT,
    )


def _refused(going: MailingRow | None) -> list[str]:
    if going is None or not going.refused:
        return []
    return refused_addresses(platform().database, platform().keystore, going.mailing.id)


def _rows_or_404(meeting_id: str) -> tuple[MeetingRow, list[MailingRow]]:
    row = meeting_or_404(meeting_id)
    with platform().database.reading() as session:
        return row, list_mailings(session, meeting_id)


def _newest(mailings: list[MailingRow]) -> MailingRow:
    return mailings[0] if mailings else abort(404)


def _going_or_404(meeting_id: str, *, is_checked: bool = True) -> MailingRow:
    if is_checked and not ActionForm().validate_on_submit():
        abort(400)
    _row, mailings = _rows_or_404(meeting_id)
    return next((one for one in mailings if one.is_going), None) or abort(404)


def _list_form(mailings: list[MailingRow]) -> ListForm:
    form, names = ListForm(), kind_names()
    form.kind.choices = [SelectChoice(kind, names[kind]) for kind in KINDS]
    form.language.choices = [SelectChoice(code, name) for code, name in NAMES.items()]
    if not form.is_submitted():
        form.mailing_id.data = new_id()
        form.language.data = current_language()
        if any(one.mailing.kind == SLIPS for one in mailings):  # a second slip is seldom meant
            form.kind.data = REMINDER
    return form


@bp.context_processor
def _words() -> dict[str, object]:
    return {"phase_of": phase_of, "kind_names": kind_names()}
