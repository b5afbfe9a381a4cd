"""The second step of signing in: a code from an app, and setting that up the first time."""

from flask import Blueprint, redirect, render_template, session, url_for
from werkzeug.wrappers import Response
from wtforms import StringField
from wtforms.validators import InputRequired, Length

from webapp.db.models import Staff
from webapp.i18n import gettext as _
from webapp.sealing.codes import grouped
from webapp.services import second_factor
from webapp.web.access import platform
from webapp.web.qr import qr_svg
from webapp.web.sign_in import limit, too_often
from webapp.web.signed_in import let_in, who_waits
from webapp.web.staff_form import StaffForm

bp = Blueprint("second_step", __name__)

_SALT = "factor_salt"


class CodeForm(StaffForm):
    """A code from the app, or a recovery code."""

    code = StringField(validators=[InputRequired(), Length(max=40)])


@bp.route("/aanmelden/code", methods=["GET", "POST"])
def code() -> str | Response:
    """Ask for the code of the app."""
    staff = who_waits()
    if staff is None:
        return redirect(url_for("sign_in.show"))
    form, problem = CodeForm(), None
    if form.validate_on_submit():
        wait = limit().begin_try(staff.email)
        problem = _try(staff, form) if wait.is_over else too_often(wait)
        if problem is None:
            return redirect(let_in(staff))
    return render_template("staff/code.html", form=form, problem=problem)


@bp.route("/aanmelden/tweede-stap", methods=["GET", "POST"])
def set_up() -> str | Response:
    """Show what the app must scan; recovery codes are on the reply to its first right code."""
    staff = who_waits()
    if staff is None or staff.factor_salt is not None:
        return redirect(url_for("sign_in.show"))
    form, problem = CodeForm(), None
    salt = bytes.fromhex(session.setdefault(_SALT, second_factor.new_salt().hex()))
    settings = platform().settings
    secret = second_factor.secret_of(salt, settings.secret_key)
    if form.validate_on_submit():
        codes = second_factor.set_up(
            platform().database,
            staff.id,
            form.code.data,
            salt=salt,
            secret_key=settings.secret_key,
        )
        if codes:
            session.pop(_SALT)
            home = let_in(staff)
            shown = [grouped(one) for one in codes]
            return render_template("staff/recovery_codes.html", codes=shown, home=home)
        problem = _("Deze code klopt niet. Kijk of de klok van uw toestel juist staat.")
    return render_template(
        "staff/second_step.html",
        form=form,
        problem=problem,
        secret=second_factor.shown_secret(secret),
        qr=qr_svg(second_factor.app_address(secret, staff.email, settings.brand.name)),
    )


def _try(staff: Staff, form: CodeForm) -> str | None:
    """What is wrong with the code, or None."""
    secret_key = platform().settings.secret_key
    database = platform().database
    if second_factor.passes(database, staff.id, form.code.data, secret_key=secret_key):
        limit().forget(staff.email)
        return None
    return _("Deze code klopt niet, of is al gebruikt. Wacht op de volgende in uw app.")
