"""Signing in and out, and setting a password with a link that is good once."""

from flask import Blueprint, Flask, flash, redirect, render_template, request, url_for
from flask_login import current_user, logout_user
from flask_wtf import CSRFProtect
from werkzeug.wrappers import Response
from wtforms import EmailField, PasswordField, StringField
from wtforms.validators import EqualTo, InputRequired, Length

from webapp.i18n import gettext as _
from webapp.services import sign_ins
from webapp.services.errors import BadInputError
from webapp.services.limit_sign_ins import SignInLimit, Wait
from webapp.services.passwords import LONGEST_PASSWORD
from webapp.services.staff_accounts import set_password, sign_in
from webapp.web import access, signed_in
from webapp.web.access import platform
from webapp.web.signed_in import let_in, needs_second_factor, wait_for_second_step
from webapp.web.staff_form import StaffForm

bp = Blueprint("sign_in", __name__)
csrf = CSRFProtect()


class SignInForm(StaffForm):
    """Address and password."""

    email = EmailField(validators=[InputRequired(), Length(max=254)])
    password = PasswordField(validators=[InputRequired(), Length(max=LONGEST_PASSWORD)])


class PasswordForm(StaffForm):
    """The code of a link, and a new password twice."""

    code = StringField(validators=[InputRequired(), Length(max=100)])
    password = PasswordField(validators=[InputRequired()])
    again = PasswordField(validators=[EqualTo("password")])


def register(app: Flask) -> None:
    """Accounts, the table of rights, and the protection of forms against other sites."""
    signed_in.register(app)
    access.register(app)  # before the token is asked: who may not see a page hears nothing of it
    csrf.init_app(app)
    app.register_blueprint(bp)


@bp.route("/aanmelden", methods=["GET", "POST"])
def show() -> str | Response:
    """Ask for address and password."""
    form = SignInForm()
    if not form.validate_on_submit():
        return render_template("staff/sign_in.html", form=form, problem=None)
    email = form.email.data.strip().lower()
    if not (wait := limit().begin_try(email)).is_over:
        return render_template("staff/sign_in.html", form=form, problem=too_often(wait))
    with platform().database.reading() as session:
        staff = sign_in(session, email, form.password.data)
    if staff is None:
        problem = _("Dit adres en dit wachtwoord horen niet bij elkaar.")
        return render_template("staff/sign_in.html", form=form, problem=problem)
    if needs_second_factor(staff):
        return wait_for_second_step(staff, _safe_next())
    limit().forget(email)
    home = let_in(staff)
    return redirect(_safe_next() or home)


@bp.post("/afmelden")
def end() -> Response:
    """Sign out."""
    if current_user.is_authenticated:
        sign_ins.end(platform().database, current_user.staff_id, current_user.sign_in_id)
    logout_user()
    return redirect(url_for("sign_in.show"))


@bp.route("/aanmelden/nieuw", methods=["GET", "POST"])
def new_password() -> str | Response:
    """Set a password; the code stands behind the # of the link, so that no log has it."""
    form = PasswordForm()
    if not form.validate_on_submit():
        return render_template("staff/new_password.html", form=form, problem=None)
    try:
        staff = set_password(
            platform().database,
            form.code.data.strip(),
            form.password.data,
            with_second_factor=platform().settings.asks_second_factor,
        )
    except BadInputError as error:
        return render_template("staff/new_password.html", form=form, problem=str(error))
    limit().forget(staff.email)
    if needs_second_factor(staff):
        return wait_for_second_step(staff, None)
    flash(_("Uw wachtwoord is ingesteld en u bent aangemeld."))
    return redirect(let_in(staff))


def limit() -> SignInLimit:
    """The tries that are left, for all hosts together."""
    parts = platform()
    return SignInLimit(parts.database, parts.settings.secret_key)


def too_often(wait: Wait) -> str:
    """What to do after too many failed tries."""
    if wait.is_shut:
        return _(
            "Met dit adres werd te vaak verkeerd aangemeld. Vraag uw beheerder een nieuwe link om"
            " een wachtwoord in te stellen."
        )
    minutes = -(-wait.seconds // 60)
    return _("Te veel pogingen met dit adres. Probeer opnieuw over %(n)s min.", n=minutes)


def _safe_next() -> str | None:
    path = request.args.get("verder", "")
    is_ours = path.startswith("/") and not path.startswith(("//", "/\\")) and path.isprintable()
    return path if is_ours else None
