"""Asks the table of rights before every request, and gives pages the parts of the platform."""

from collections.abc import Callable, Iterable, Mapping
from typing import Protocol, TypeVar, cast

from flask import Flask, abort, current_app, request, url_for
from flask import Response as FlaskResponse
from flask_login import current_user
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from webapp.db.models import Round
from webapp.db.queries.round_rights import Reach, find_reach, list_led
from webapp.db.queries.self_evaluations import is_own_draft, is_shared
from webapp.db.queries.staff import takes_part, works_for
from webapp.db.queries.visits import observes_visit
from webapp.i18n import gettext as _
from webapp.instrument.catalogue import Catalogue
from webapp.platform import Platform
from webapp.services import audit
from webapp.web.access_table import (
    LEADS_ROUNDS,
    MANAGES,
    NOT_LOGGED,
    READS,
    RESULTS,
    Right,
    right_to,
    tells_no_hour,
)

_IS_OWN: Mapping[str, Callable[[Session, str, str], bool]] = {
    "visit_id": observes_visit,
    "provider_id": works_for,
    "round_id": takes_part,
    "draft_id": is_own_draft,
}


def register(app: Flask) -> None:
    """Let nobody pass whom the table does not let in."""
    app.before_request(_check)
    app.after_request(_log)
    app.jinja_env.globals.update(may_open=may_open, list_of=list_of)


def platform() -> Platform:
    """The running platform."""
    return cast(Platform, current_app.extensions["platform"])


def catalogue() -> Catalogue:
    """The instruments that a new round can be made of."""
    return cast(Catalogue, current_app.extensions["catalogue"])


def may_open(endpoint: str, round_: Round) -> bool:
    """Whether to lead somebody, who is on a page of this round, to another page of it."""
    right, role = right_to(endpoint), current_user.role
    if round_.owner_provider_id is None:
        return role in right.every or role in right.given
    return role in right.leads or role in right.shared


def list_of(round_: Round) -> tuple[str, str]:
    """Name and address of the list in which a round stands, for the way back."""
    if current_user.role == READS:
        return _("Resultaten"), url_for("reading.list_all")
    if round_.owner_provider_id and current_user.role in RESULTS.leads:
        return _("Zelfevaluaties"), url_for("self_evaluations.list_all")
    return _("Rondes"), url_for("rounds.list_all")


def may_read_results(session: Session, round_: Round) -> bool:
    """Whether who is signed in may see the results of a round beside those of another."""
    owner, role = round_.owner_provider_id, current_user.role
    if owner is None:
        reach = find_reach(session, {"round_id": round_.id}, current_user.staff_id) or {}
        given = role in RESULTS.given and any(_was_given(one) for one in reach.values())
        return role in RESULTS.every or given
    if role in RESULTS.leads:
        return works_for(session, owner, current_user.staff_id)
    return role in RESULTS.shared and is_shared(session, round_.id)


class OfRound(Protocol):
    """A row that stands in a list, with the round that it belongs to."""

    @property
    def round(self) -> Round:
        """Its round."""


_Row = TypeVar("_Row", bound=OfRound)


def reached(session: Session, rows: Iterable[_Row]) -> list[_Row]:
    """Of these rows of rounds of the inspectorate those that who is signed in was given; all of
    them for an administrator.
    """
    if current_user.role == MANAGES:
        return list(rows)
    led = list_led(session, current_user.staff_id)
    return [row for row in rows if row.round.id in led]


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
    _check_object(right, request.view_args or {})
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
            without_hour=tells_no_hour(endpoint, request.view_args or {}),
        )
    return response


def _check_object(right: Right, view_args: Mapping[str, str]) -> None:
    role, staff_id = current_user.role, current_user.staff_id
    if role not in (*right.every, *right.given, *right.own, *right.leads):
        abort(403)
    with platform().database.reading() as session:
        reach = find_reach(session, view_args, staff_id)
        if reach is None:
            may = False  # at once, so that what exists looks no other to who may not see it
        elif role in right.leads:
            owners = [one.owner for one in reach.values()]
            may = _leads(session, [*owners, *_providers(view_args)], staff_id)
        elif role in right.own:
            may = _all_own(session, view_args, staff_id)
        else:
            may = all(
                role in right.shared and is_shared(session, round_id)
                if one.owner
                else role in right.every or _was_given(one)
                for round_id, one in reach.items()
            )
    if not may:
        abort(404)


def _was_given(reach: Reach) -> bool:
    """Whether who is signed in has this round; every inspector has some of them."""
    return reach.is_led if current_user.role in LEADS_ROUNDS else reach.is_given


def _leads(session: Session, owners: Iterable[str | None], staff_id: str) -> bool:
    return all(owner is not None and works_for(session, owner, staff_id) for owner in owners)


def _providers(view_args: Mapping[str, str]) -> list[str]:
    return [view_args["provider_id"]] if "provider_id" in view_args else []


def _all_own(session: Session, view_args: Mapping[str, str], staff_id: str) -> bool:
    names = _IS_OWN.keys() & view_args.keys()
    return all(_IS_OWN[name](session, view_args[name], staff_id) for name in names)
