"""In which language a page speaks, and the links with which a visitor chooses another one.

In this order: what the address asks (`?taal=`) or a button of the form, what a member of staff
chose before (in the session), what the browser prefers, Dutch. For participants nothing is
remembered anywhere: their links and forms carry the language along.
"""

from typing import NamedTuple
from urllib.parse import urlencode

from babel import Locale
from flask import Flask, Response, g, request, session

from webapp.i18n import (
    LANGUAGES,
    SOURCE_LANGUAGE,
    current_language,
    load_catalogues,
    set_language,
)
from webapp.web.access_table import right_to
from webapp.web.filled_in import filled_in

NAMES = {"nl": "Nederlands", "en": "English", "fr": "Français", "de": "Deutsch"}
BUTTON = "taal"  # also the name of the button that draws a form again in another language

SIGNING_IN = frozenset({"sign_in", "second_step"})  # open to all, and of staff
_DRAWS_AGAIN = frozenset({"participant.find"})  # a POST of which the same address shows the page


class LanguageLink(NamedTuple):
    """One language of the switch; `address` is None for the language of the page itself."""

    code: str
    name: str
    address: str | None


def register(app: Flask) -> None:
    """Choose the language of each request, and give templates the switch."""
    load_catalogues()
    app.before_request(_choose)
    app.teardown_request(_forget)
    app.after_request(_vary)
    app.jinja_env.globals.update(
        language_links=language_links,
        language_name=language_name,
        language_names=NAMES,
        posted_again=posted_again,
    )


def language_links(same_page: str | None = None) -> tuple[LanguageLink, ...]:
    """The page in each language; none for an answer to a form, which cannot be asked again.

    Unless the page says at which address the same can be read (`same_page`).
    """
    is_asked_for = request.method in {"GET", "HEAD"} or request.endpoint in _DRAWS_AGAIN
    if not is_asked_for and same_page is None:
        return ()
    path = request.path if is_asked_for or same_page is None else same_page
    chosen = current_language()
    return tuple(
        LanguageLink(code, name, None if code == chosen else _address_in(path, code))
        for code, name in NAMES.items()
    )


def language_name(code: str) -> str:
    """The name of a language, in the language of the page."""
    return str(Locale(current_language()).languages.get(code, code))


def is_asked_in_another_language() -> bool:
    """Whether a form of staff came with a language button: to be drawn again, not carried out."""
    return BUTTON in request.form


def posted_again() -> list[tuple[str, str]]:
    """The fields that a form of staff came with, to draw it again; its token is made anew."""
    fields = request.form.items(multi=True)
    return [(name, value) for name, value in fields if name not in {"csrf_token", BUTTON}]


def is_for_staff() -> bool:
    """Whether this address is for people with an account: they have a session."""
    if request.blueprint in SIGNING_IN:
        return True
    return request.endpoint is not None and not right_to(request.endpoint).is_open


def _address_in(path: str, code: str) -> str:
    others = [(name, value) for name, value in request.args.items(multi=True) if name != "taal"]
    return f"{path}?{urlencode([*others, ('taal', code)])}"


def _choose() -> None:
    g.language_before = current_language()
    set_language(_asked() or _remembered() or _preferred() or SOURCE_LANGUAGE)


def _forget(_error: BaseException | None) -> None:
    """A thread that goes on to other work does not speak the last visitor's language."""
    set_language(g.pop("language_before", SOURCE_LANGUAGE))


def _asked() -> str | None:
    asked = _known(request.args.get("taal"))
    if request.endpoint == "participant.submit":
        set_language(asked or SOURCE_LANGUAGE)  # for what may be wrong with the form itself
        asked = _known(filled_in().get(BUTTON)) or asked
    if asked and is_for_staff():
        session["taal"] = asked
    return asked


def _remembered() -> str | None:
    return _known(session.get("taal")) if is_for_staff() else None


def _preferred() -> str | None:
    return request.accept_languages.best_match(LANGUAGES)


def _known(code: str | None) -> str | None:
    return code if code in LANGUAGES else None


def _vary(response: Response) -> Response:
    if response.mimetype == "text/html":
        response.vary.add("Accept-Language")
    return response
