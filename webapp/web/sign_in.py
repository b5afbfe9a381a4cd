"""Signing in and out, and setting a password with a link that is good once."""

from flask import Blueprint, Flask, flash, redirect, render_template, request, url_for
from flask_login import LoginManager, UserMixin, current_user, login_user, logout_user
from flask_wtf import CSRFProtect
from werkzeug.wrappers import Response
from wtforms import EmailField, PasswordField, StringField
from wtforms.validators import EqualTo, InputRequired, Length

from webapp.db.models import Staff
from webapp.i18n import gettext as _
from webapp.services.errors import BadInputError
from webapp.services.staff_accounts import LONGEST_PASSWORD, set_password, sign_in
from webapp.web import access
from webapp.web.access import platform
from webapp.web.access_table import HOMES
from webapp.web.guessing import Guesses
from webapp.web.staff_form import StaffForm

bp = Blueprint("sign_in", __name__)
csrf = CSRFProtect()
_failed = Guesses("10 per 10 minutes")


class SignedIn(UserMixin):  # type: ignore[misc]  # flask_login has no types
    """Who is signed in, as the session cookie knows it: an id and an epoch."""

    def __init__(self, staff: Staff) -> None:
        self.email = staff.email
        self.role = staff.role
        self.staff_id = staff.id
        self._id = f"{staff.id}:{staff.sign_in_epoch}"

    def get_id(self) -> str:
        """What stands in the cookie; it is worth nothing once the password is changed."""
        return self._id


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
    """Flask-Login and the protection of forms against other sites."""
    # not init_app: it would look into the session on participants' pages too
    manager = LoginManager()
    app.login_manager = manager  # type: ignore[attr-defined]  # where Flask-Login looks for it
    app.jinja_env.globals["current_user"] = current_user
    app.jinja_env.globals["home_of"] = _home_of
    manager.login_view = "sign_in.show"
    manager.user_loader(_load)
    manager.unauthorized_handler(_ask_to_sign_in)
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
    if _failed.are_too_many(email):
        problem = _("Te veel pogingen met dit adres. Wacht tien minuten en probeer opnieuw.")
        return render_template("staff/sign_in.html", form=form, problem=problem)
    with platform().database.reading() as session:
        staff = sign_in(session, email, form.password.data)
    if staff is None:
        _failed.add(email)
        problem = _("Dit adres en dit wachtwoord horen niet bij elkaar.")
        return render_template("staff/sign_in.html", form=form, problem=problem)
    login_user(SignedIn(staff))
    return redirect(_safe_next() or _home_of(staff.role))


@bp.post("/afmelden")
def end() -> Response:
    """Sign out."""
    logout_user()
    return redirect(url_for("sign_in.show"))


@bp.route("/aanmelden/nieuw", methods=["GET", "POST"])
def new_password() -> str | Response:
    """Set a password; the code stands behind the # of the link, so that no log has it."""
    form = PasswordForm()
    if not form.validate_on_submit():
        return render_template("staff/new_password.html", form=form, problem=None)
    try:
        staff = set_password(platform().database, form.code.data.strip(), form.password.data)
    except BadInputError as error:
        return render_template("staff/new_password.html", form=form, problem=str(error))
    login_user(SignedIn(staff))
    flash(_("Uw wachtwoord is ingesteld en u bent aangemeld."))
    return redirect(_home_of(staff.role))


def _load(cookie_id: str) -> SignedIn | None:
    staff_id, _colon, epoch = cookie_id.partition(":")
    with platform().database.reading() as session:
        staff = session.get(Staff, staff_id)
        return SignedIn(staff) if staff and staff.sign_in_epoch == epoch else None


def _ask_to_sign_in() -> Response:
    asked_for = request.path if request.method == "GET" else None
    return redirect(url_for("sign_in.show", verder=asked_for))


def _home_of(role: str) -> str:
    """Where somebody begins; whoever is not signed in, at a round that asks to."""
    return url_for(HOMES.get(role, "rounds.list_all"))


def _safe_next() -> str | None:
    path = request.args.get("verder", "")
    is_ours = path.startswith("/") and not path.startswith(("//", "/\\")) and path.isprintable()
    return path if is_ours else None
