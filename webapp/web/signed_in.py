"""Who is signed in: the cookie holds a secret, the database which account and since when."""

from flask import Flask, redirect, request, session, url_for
from flask_login import LoginManager, UserMixin, current_user, login_user
from werkzeug.wrappers import Response

from webapp.db.models import Staff
from webapp.services import audit
from webapp.services.second_factor import NEEDS_SECOND_FACTOR
from webapp.services.sign_ins import SignIn, begin_sign_in, signed_in
from webapp.web.access import platform
from webapp.web.access_table import HOMES

_WAITING = "second_step"


class SignedIn(UserMixin):  # type: ignore[misc]  # flask_login has no types
    """Somebody of staff, on one device."""

    def __init__(self, sign_in: SignIn, token: str) -> None:
        self.email = sign_in.staff.email
        self.role = sign_in.staff.role
        self.staff_id = sign_in.staff.id
        self.sign_in_id = sign_in.id
        self._token = token

    def get_id(self) -> str:
        """What stands in the cookie; it is worth nothing once the sign-in was ended."""
        return self._token


def register(app: Flask) -> None:
    """Flask-Login, which looks into the session only where a page asks who is there."""
    # not init_app: it would look into the session on participants' pages too
    manager = LoginManager()
    app.login_manager = manager  # type: ignore[attr-defined]  # where Flask-Login looks for it
    app.jinja_env.globals["current_user"] = current_user
    app.jinja_env.globals["home_of"] = home_of
    manager.user_loader(_load)
    manager.unauthorized_handler(_ask_to_sign_in)


def needs_second_factor(staff: Staff) -> bool:
    """Whether this account may not sign in with a password alone."""
    asked = platform().settings.asks_second_factor
    return asked and (staff.role in NEEDS_SECOND_FACTOR or staff.factor_salt is not None)


def wait_for_second_step(staff: Staff, next_path: str | None) -> Response:
    """The password was right: the rest is asked on the next page."""
    session[_WAITING] = {"staff": staff.id, "epoch": staff.sign_in_epoch, "next": next_path}
    return redirect(url_for("second_step.set_up" if not staff.factor_salt else "second_step.code"))


def who_waits() -> Staff | None:
    """Whose password was right a page ago; None when nobody's, or when it was changed since."""
    waiting = session.get(_WAITING)
    if not waiting:
        return None
    with platform().database.reading() as reading:
        staff = reading.get(Staff, waiting["staff"])
    return staff if staff and staff.sign_in_epoch == waiting["epoch"] else None


def let_in(staff: Staff) -> str:
    """Sign in on this device; gives the address where they were going."""
    waiting = session.pop(_WAITING, None) or {}
    database = platform().database
    token = begin_sign_in(database, staff.id)
    with database.reading() as reading:
        found = signed_in(reading, token)
    if found:
        login_user(SignedIn(found, token))
        audit.record(database, staff.id, request.path)
    return waiting.get("next") or home_of(staff.role)


def home_of(role: str) -> str:
    """Where somebody begins; whoever is not signed in, at a page that asks to."""
    return url_for(HOMES.get(role, "rounds.list_all"))


def _load(token: str) -> SignedIn | None:
    with platform().database.reading() as reading:
        found = signed_in(reading, token)
    return SignedIn(found, token) if found else None


def _ask_to_sign_in() -> Response:
    asked_for = request.path if request.method == "GET" else None
    return redirect(url_for("sign_in.show", verder=asked_for))
