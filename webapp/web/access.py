"""Who may see a page, and the parts of the platform that a page uses."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar, cast

from flask import abort, current_app
from flask_login import current_user, login_required

from webapp.instrument.catalogue import Catalogue
from webapp.platform import Platform

P = ParamSpec("P")
R = TypeVar("R")

LEADS_ROUNDS = ("beheerder", "inspecteur")


def platform() -> Platform:
    """The running platform."""
    return cast(Platform, current_app.extensions["platform"])


def catalogue() -> Catalogue:
    """The instruments that a new round can be made of."""
    return cast(Catalogue, current_app.extensions["catalogue"])


def staff_required(view: Callable[P, R]) -> Callable[P, R]:
    """Only for people who lead rounds: others are asked to sign in, or are refused (403)."""

    @wraps(view)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> R:
        if current_user.role not in LEADS_ROUNDS:
            abort(403)
        return view(*args, **kwargs)

    return cast(Callable[P, R], login_required(guarded))
