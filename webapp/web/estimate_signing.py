"""Signing an estimate, letting it count, and taking it back: each after asking."""

from flask import Blueprint, flash, render_template
from flask_login import current_user
from werkzeug.wrappers import Response as AnyResponse
from wtforms import BooleanField, IntegerField, RadioField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired

from webapp.i18n import gettext as _
from webapp.i18n import ngettext
from webapp.services.errors import RefusedError
from webapp.services.sign_estimate import Signed, make_final, sign_estimate
from webapp.services.start_estimate import withdraw_estimate
from webapp.web.access import platform
from webapp.web.estimate_sheet import Sheet
from webapp.web.estimates import PLACE, ConfirmForm, back, back_to, sheet_or_404
from webapp.web.staff_form import StaffForm

bp = Blueprint("estimate_signing", __name__)


class SignForm(StaffForm):
    """What somebody signs: as seen up to `place`, alone or beside a second inspector."""

    place = IntegerField(validators=[InputRequired()])
    final = RadioField(validators=[InputRequired()])
    confirm = BooleanField()


@bp.route(f"{PLACE}/<assessment_id>/tekenen", methods=["GET", "POST"])
def sign(meeting_id: str, assessment_id: str) -> str | AnyResponse:
    """Sign, after a list of what is still open."""
    with platform().database.reading() as session:
        sheet = sheet_or_404(session, meeting_id, assessment_id)
    if sheet.row.is_signed:
        return back_to(meeting_id, sheet.about, sheet.row)
    form, problem = _sign_form(sheet), None
    if form.validate_on_submit() and form.confirm.data:
        try:
            signed = sign_estimate(
                platform().database,
                meeting_id,
                assessment_id,
                current_user.staff_id,
                final=form.final.data == "alone",
                seen=form.place.data,
            )
        except RefusedError as error:
            problem = str(error)
        else:
            flash(_told(signed))
            return back_to(meeting_id, sheet.about, sheet.row)
    elif form.is_submitted():
        problem = _("Vink aan dat u tekent, en kies of dit de enige inschatting is.")
    form.place.data = sheet.place
    return render_template("estimates/sign.html", sheet=sheet, form=form, problem=problem)


@bp.route(f"{PLACE}/<assessment_id>/definitief", methods=["GET", "POST"])
def finish(meeting_id: str, assessment_id: str) -> str | AnyResponse:
    """Let one's own signed estimate be the one that counts, after asking."""
    with platform().database.reading() as session:
        sheet = sheet_or_404(session, meeting_id, assessment_id)
    form = ConfirmForm()
    if not (form.validate_on_submit() and form.confirm.data):
        return render_template("estimates/finish.html", sheet=sheet, form=form)
    signed = make_final(platform().database, meeting_id, assessment_id, current_user.staff_id)
    flash(_told(signed))
    return back_to(meeting_id, sheet.about, sheet.row)


@bp.route(f"{PLACE}/<assessment_id>/intrekken", methods=["GET", "POST"])
def withdraw(meeting_id: str, assessment_id: str) -> str | AnyResponse:
    """Take back an estimate of one's own that is not signed, after asking."""
    with platform().database.reading() as session:
        sheet = sheet_or_404(session, meeting_id, assessment_id)
    form = ConfirmForm()
    if not (form.validate_on_submit() and form.confirm.data):
        return render_template("estimates/withdraw.html", sheet=sheet, form=form)
    withdraw_estimate(platform().database, meeting_id, assessment_id, current_user.staff_id)
    flash(_("Uw inschatting is ingetrokken."))
    return back(meeting_id, sheet.about.provider_id)


def _sign_form(sheet: Sheet) -> SignForm:
    form = SignForm()
    others = [row for row in sheet.about.signed if row.id != sheet.row.id]
    choices = [SelectChoice("beside", _("Een tweede inspecteur maakt er ook een."))]
    if not others:
        choices.insert(0, SelectChoice("alone", _("Dit is de enige: ze telt vanaf nu.")))
    if sheet.row.author_id is None:
        choices = [SelectChoice("alone", _("Dit is de gezamenlijke: ze telt vanaf nu."))]
    form.final.choices = choices
    if len(choices) == 1 and not form.is_submitted():
        form.final.data = choices[0].value
    return form


def _told(signed: Signed) -> str:
    if not signed.is_final:
        return _("Uw inschatting is getekend en verandert niet meer.")
    told = _("De inschatting is definitief.")
    if signed.released:
        told += " " + ngettext(
            "De resultaten van %(n)s groep zijn vrijgegeven.",
            "De resultaten van %(n)s groepen zijn vrijgegeven.",
            signed.released,
        )
    return told
