"""Asks the table of rights before every request, and gives pages the parts of the platform."""

from collections.abc import Callable, Mapping
from typing import cast

from flask import Flask, abort, current_app, request
from flask import Response as FlaskResponse
from flask_login import current_user
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from webapp.db.queries.staff import takes_part, works_for
from webapp.db.queries.visits import is_member
from webapp.instrument.catalogue import Catalogue
from webapp.platform import Platform
from webapp.services import audit
from webapp.web.access_table import NOT_LOGGED, right_to

_IS_OWN: Mapping[str, Callable[[Session, str, str], bool]] = {
    "visit_id": is_member,
    "provider_id": works_for,
    "round_id": takes_part,
}


def register(app: Flask) -> None:
    """Let nobody pass whom the table does not let in."""
    app.before_request(_check)
    app.after_request(_log)


def platform() -> Platform:
    """The running platform."""
    return cast(Platform, current_app.extensions["platform"])


def catalogue() -> Catalogue:
    """The instruments that a new round can be made of."""
    return cast(Catalogue, current_app.extensions["catalogue"])


def _check() -> Response | None:
    """A 403 for a role without the right, the 404 of what does not exist for what is not its own.

    Of a page for everybody it looks at no account: a participant has no session.
    """
    if request.endpoint is None:  # there is no such address, or not with this method
        return None
    right = right_to(request.endpoint)
    if right.is_open:
        return None
    if not current_user.is_authenticated:
        return cast(Response, current_app.login_manager.unauthorized())  # type: ignore[attr-defined]  # of Flask-Login
    if current_user.role in right.own:
        _check_own(request.view_args or {})
    elif current_user.role not in right.every:
        abort(403)
    return None


def _log(response: FlaskResponse) -> FlaskResponse:
    """Write down what somebody of staff did: a button that led on, or gave a file."""
    endpoint = request.endpoint
    if request.method != "POST" or endpoint is None or endpoint in NOT_LOGGED:
        return response
    is_done = response.status_code in (302, 303) or (
        response.status_code == 200 and response.mimetype != "text/html"
    )
    if is_done and not right_to(endpoint).is_open and current_user.is_authenticated:
        audit.record(
            platform().database,
            current_user.staff_id,
            request.path,
            without_hour="meeting_id" in (request.view_args or {}),
        )
    return response


def _check_own(view_args: Mapping[str, str]) -> None:
    with platform().database.reading() as session:
        for name in _IS_OWN.keys() & view_args.keys():
            if not _IS_OWN[name](session, view_args[name], current_user.staff_id):
                abort(404)
