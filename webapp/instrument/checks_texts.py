"""Mistakes in the texts of an instrument file: languages, markup and signs nobody sees."""

import re
import unicodedata
from collections.abc import Iterator
from typing import Any

from webapp.i18n import LANGUAGES
from webapp.i18n import gettext as _
from webapp.instrument.naming import problem_at
from webapp.instrument.problems import Problem
from webapp.instrument.reading import Place, Source
from webapp.instrument.rows import languages_of, root, texts_of

_MARKUP = re.compile(r"</?[a-zA-Z!][^<>]*>|&(#\d+|#x[0-9a-fA-F]+|[a-zA-Z]{2,8});")
_INVISIBLE = ("Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp")


def problems_of_texts(source: Source) -> Iterator[Problem]:
    """Languages that lack or are too many, and signs that a reader would not see as meant."""
    languages = languages_of(source.document)
    for place, value in texts_of(root(source.document)):
        yield from _languages(source, place, value, languages)
        if isinstance(value, dict):
            for language, text in value.items():
                yield from _signs(source, (*place, language), text)
        else:
            yield from _signs(source, place, value)


def _languages(source: Source, place: Place, value: Any, languages: list[str]) -> Iterator[Problem]:
    if not languages or not isinstance(value, (str, dict)):
        return
    present = list(value) if isinstance(value, dict) else languages[:1]
    missing = [code for code in languages if code in LANGUAGES and code not in present]
    if missing:
        message = _("de tekst ontbreekt in: %(languages)s", languages=", ".join(missing))
        yield problem_at(source, place, message)
    for code in present:
        if code not in languages:
            message = _("de taal ‘%(code)s’ staat niet bij ‘languages’", code=code)
            yield problem_at(source, (*place, code), message)


def _signs(source: Source, place: Place, text: object) -> Iterator[Problem]:
    if not isinstance(text, str) or not text:
        return
    if not text.strip():
        yield problem_at(source, place, _("de tekst bestaat alleen uit spaties"))
    markup = _MARKUP.search(text)
    if markup:
        message = _("‘%(markup)s’ is HTML: een tekst is gewone tekst", markup=markup[0])
        yield problem_at(source, place, message)
    hidden = [sign for sign in text if sign != "\n" and unicodedata.category(sign) in _INVISIBLE]
    if hidden:
        codes = ", ".join(f"U+{ord(sign):04X}" for sign in dict.fromkeys(hidden))
        yield problem_at(source, place, _("er staan onzichtbare tekens in: %(codes)s", codes=codes))
