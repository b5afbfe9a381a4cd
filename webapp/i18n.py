"""The platform's own texts: Dutch in the code, other languages from gettext catalogues."""

import gettext as standard_gettext
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from io import BytesIO
from pathlib import Path

LANGUAGES = ("nl", "en", "fr", "de")
SOURCE_LANGUAGE = "nl"

_LOCALES = {"nl": "nl_BE", "en": "en_GB", "fr": "fr_BE", "de": "de_BE"}

_CATALOGUES = Path(__file__).parent / "translations"
_language: ContextVar[str] = ContextVar("language", default=SOURCE_LANGUAGE)


def current_language() -> str:
    """The code of the language that texts are made in now, one of LANGUAGES."""
    return _language.get()


@contextmanager
def use_language(code: str) -> Iterator[None]:
    """Make texts in this language for as long as the block runs; unknown codes give Dutch."""
    token = _language.set(code if code in LANGUAGES else SOURCE_LANGUAGE)
    try:
        yield
    finally:
        _language.reset(token)


def set_language(code: str) -> None:
    """Make texts in this language from here on, for this thread of work (a web request)."""
    _language.set(code if code in LANGUAGES else SOURCE_LANGUAGE)


def current_locale() -> str:
    """The locale of dates and numbers that goes with the current language."""
    return _LOCALES[current_language()]


def separators() -> str:
    """The signs of decimals and of thousands, as Plotly wants them: ",." in Dutch."""
    from babel.numbers import get_decimal_symbol, get_group_symbol  # noqa: PLC0415  # as below

    locale = current_locale()
    return get_decimal_symbol(locale) + get_group_symbol(locale)


def gettext(message: str, /, **values: object) -> str:
    """The message in the current language, with its %(name)s filled in."""
    text = translated(message)
    return text % values if values else text


def ngettext(one: str, many: str, n: int, /, **values: object) -> str:
    """The message for `n` things; %(n)s is filled in by itself."""
    return translated_number(one, many, n) % {"n": n, **values}


def translated(message: str) -> str:
    """The message in the current language, nothing filled in (Jinja does that itself)."""
    return _catalogue(current_language()).gettext(message)


def translated_number(one: str, many: str, n: int) -> str:
    """The message for `n` things in the current language, nothing filled in."""
    return _catalogue(current_language()).ngettext(one, many, n)


def load_catalogues() -> None:
    """Read the texts of every language now, so that no visitor waits for them."""
    for language in LANGUAGES:
        _catalogue(language)


@cache
def _catalogue(language: str) -> standard_gettext.NullTranslations:
    """From the .po file itself, in about 30 ms: nothing to compile, nothing out of date."""
    if language == SOURCE_LANGUAGE:
        return standard_gettext.NullTranslations()
    from babel.messages.mofile import write_mo  # noqa: PLC0415  # a Dutch command needs no catalogue
    from babel.messages.pofile import read_po  # noqa: PLC0415

    compiled = BytesIO()
    with (_CATALOGUES / language / "LC_MESSAGES" / "messages.po").open("rb") as file:
        write_mo(compiled, read_po(file, language, abort_invalid=True))
    compiled.seek(0)
    return standard_gettext.GNUTranslations(compiled)
