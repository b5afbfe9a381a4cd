"""Changing what stands in the mails of a meeting, in four languages."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from webapp.i18n import LANGUAGES
from webapp.i18n import gettext as _
from webapp.mail.texts import (
    LONGEST_SUBJECT,
    LONGEST_TEXT,
    REMINDER,
    SLIPS,
    MailText,
    problems_of,
)
from webapp.services.errors import WrongStateError
from webapp.services.mailing_texts import keep_texts, mails_of
from webapp.web.access import platform
from webapp.web.languages import is_asked_in_another_language
from webapp.web.mailing.pages import kind_names, meeting_or_404
from webapp.web.staff_form import StaffForm

bp = Blueprint("mailing_texts", __name__)


class TextsForm(StaffForm):
    """Its fields are read by hand: a subject and a text for each language."""


@bp.route("/gesprek/<meeting_id>/mail/tekst-uitnodiging", methods=["GET", "POST"])
def invitation(meeting_id: str) -> str | Response:
    """The texts of mails with a slip."""
    return _show(meeting_id, SLIPS)


@bp.route("/gesprek/<meeting_id>/mail/tekst-herinnering", methods=["GET", "POST"])
def reminder(meeting_id: str) -> str | Response:
    """The texts of mails without one."""
    return _show(meeting_id, REMINDER)


def _show(meeting_id: str, kind: str) -> str | Response:
    """Show the texts as they are sent now, and keep what was changed."""
    row = meeting_or_404(meeting_id)
    form, problem = TextsForm(), None
    with platform().database.reading() as session:
        shown = dict(mails_of(session, row.meeting, kind).texts)
    problems: dict[str, str] = {}
    if form.validate_on_submit():
        typed = {} if "reset" in request.form else _typed()
        shown |= typed
        problems = _problems(kind, typed)
        if not problems:
            try:
                keep_texts(platform().database, meeting_id, kind, typed)
            except WrongStateError as error:
                problem = str(error)
            else:
                flash(_("De tekst van de mails is bewaard."))
                return redirect(url_for("mailing.show", meeting_id=meeting_id), 303)
    elif is_asked_in_another_language():
        shown |= _typed()
    return render_template(
        "mailing/texts.html",
        row=row,
        kind=kind,
        kind_names=kind_names(),
        form=form,
        texts=shown,
        problems=problems,
        problem=problem,
        most={"subject": LONGEST_SUBJECT, "text": LONGEST_TEXT},
    )


def _typed() -> dict[str, MailText]:
    return {
        code: MailText(
            request.form.get(f"subject_{code}", "").strip(),
            request.form.get(f"text_{code}", "").replace("\r\n", "\n").strip(),
        )
        for code in LANGUAGES
    }


def _problems(kind: str, typed: dict[str, MailText]) -> dict[str, str]:
    """Id of a field → what is wrong with it."""
    found: dict[str, str] = {}
    for code, mail in typed.items():
        for field, text in problems_of(kind, mail):
            found.setdefault(f"{field}_{code}", text)
    return found
