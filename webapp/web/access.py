"""Who may see a page, and the parts of the platform that a page uses."""

from collections.abc import Callable, Collection
from functools import wraps
from typing import ParamSpec, TypeVar, cast

from flask import abort, current_app
from flask_login import current_user, login_required

from webapp.db.queries.visits import is_member
from webapp.instrument.catalogue import Catalogue
from webapp.platform import Platform

P = ParamSpec("P")
R = TypeVar("R")

LEADS_ROUNDS = ("beheerder", "inspecteur")
OBSERVES = "waarnemer"


def platform() -> Platform:
    """The running platform."""
    return cast(Platform, current_app.extensions["platform"])


def catalogue() -> Catalogue:
    """The instruments that a new round can be made of."""
    return cast(Catalogue, current_app.extensions["catalogue"])


def staff_required(view: Callable[P, R]) -> Callable[P, R]:
    """Only for people who lead rounds: others are asked to sign in, or are refused (403)."""
    return _only_for(LEADS_ROUNDS, view)


def observers_too(view: Callable[P, R]) -> Callable[P, R]:
    """Also for people who only observe; it may show them nothing but their own."""
    return _only_for((*LEADS_ROUNDS, OBSERVES), view)


def attends_required(view: Callable[[str], R]) -> Callable[[str], R]:
    """For a page of a visit, by its id: also for observers who belong to it; others get a 403."""

    @wraps(view)
    def guarded(visit_id: str) -> R:
        if current_user.role not in LEADS_ROUNDS and not _observes(visit_id):
            abort(403)
        return view(visit_id)

    return cast(Callable[[str], R], login_required(guarded))


def _observes(visit_id: str) -> bool:
    if current_user.role != OBSERVES:
        return False
    with platform().database.reading() as session:
        return is_member(session, visit_id, current_user.staff_id)


def _only_for(roles: Collection[str], view: Callable[P, R]) -> Callable[P, R]:
    @wraps(view)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> R:
        if current_user.role not in roles:
            abort(403)
        return view(*args, **kwargs)

    return cast(Callable[P, R], login_required(guarded))
