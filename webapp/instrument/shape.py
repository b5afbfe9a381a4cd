"""The JSON Schema of an instrument file, with its findings in Dutch."""

import json
from collections.abc import Callable, Iterator, Mapping
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator, ValidationError

from webapp.i18n import gettext as _
from webapp.i18n import ngettext
from webapp.instrument.problems import Problem
from webapp.instrument.reading import Place, Source

_WEBAPP = Path(__file__).parents[1]
_ROOT = _WEBAPP / "_data" if (_WEBAPP / "_data").is_dir() else _WEBAPP.parent
SCHEMA_PATH = _ROOT / "instruments" / "instrument.schema.json"


def problems_of_shape(source: Source) -> Iterator[Problem]:
    """Keys, types, lengths and formats that the schema refuses, each with its line."""
    for error in _validator().iter_errors(source.document):
        yield from _translated(error, source)


@cache
def _validator() -> Draft202012Validator:
    return Draft202012Validator(json.loads(SCHEMA_PATH.read_text("utf-8")))


def _translated(error: ValidationError, source: Source) -> Iterator[Problem]:
    place = tuple(error.absolute_path)
    if error.validator == "additionalProperties":
        yield from _unknown_keys(error, place, source)
        return
    message = _MESSAGES.get(str(error.validator), _any_message)(error)
    yield Problem(
        source.line(place), f"{_name(place)}: {message}" if place else message
    )


def _unknown_keys(
    error: ValidationError, place: Place, source: Source
) -> Iterator[Problem]:
    known = list(error.schema.get("properties", ()))
    for key in error.instance:
        if key in known:
            continue
        message = _("onbekende sleutel ‘%(key)s’", key=key) + did_you_mean(key, known)
        where = f"{_name(place)}: " if place else ""
        yield Problem(source.line((*place, key)), where + message)


def did_you_mean(word: object, known: list[str]) -> str:
    """A question with the known word that looks most like this one, or nothing."""
    close = get_close_matches(str(word), known, n=1)
    return " – " + _("bedoelde u ‘%(word)s’?", word=close[0]) if close else ""


def _name(place: Place) -> str:
    """A place as an author writes it: blocks[3].text, counted from 1."""
    parts = (f"[{part + 1}]" if isinstance(part, int) else f".{part}" for part in place)
    return "".join(parts).removeprefix(".")


def _required(error: ValidationError) -> str:
    missing = [key for key in error.validator_value if key not in error.instance]
    named = next((key for key in missing if f"'{key}'" in error.message), missing[0])
    return _("‘%(key)s’ ontbreekt", key=named)


def _type(error: ValidationError) -> str:
    wanted = error.validator_value
    names = [wanted] if isinstance(wanted, str) else list(wanted)
    expected = _(" of ").join(_type_name(name) for name in names)
    found = _found_name(error.instance)
    message = _(
        "%(found)s waar %(expected)s moet staan", found=found, expected=expected
    )
    if "string" in names and isinstance(error.instance, (bool, int, float)):
        message += " – " + _("zet er aanhalingstekens rond")
    return message


def _type_name(name: str) -> str:
    return {
        "string": _("tekst"),
        "object": _("een blok met sleutels"),
        "array": _("een lijst"),
        "boolean": _("true of false"),
        "integer": _("een geheel getal"),
    }[name]


def _found_name(value: object) -> str:
    if value is None:
        return _("niets")
    if isinstance(value, bool):
        return _("ja/nee (true of false)")
    if isinstance(value, (int, float)):
        return _("een getal")
    if isinstance(value, str):
        return _("tekst")
    return _("een lijst") if isinstance(value, list) else _("een blok met sleutels")


def _enum(error: ValidationError) -> str:
    known = [str(value) for value in error.validator_value]
    message = _(
        "‘%(value)s’ bestaat niet, kies uit %(known)s",
        value=error.instance,
        known=", ".join(known),
    )
    return message + did_you_mean(error.instance, known)


def _pattern(error: ValidationError) -> str:
    if "[.]" in str(error.validator_value):
        return _(
            '‘%(value)s’ is geen versie: schrijf een getal, zoals "2"',
            value=error.instance,
        )
    return _(
        "‘%(value)s’ is geen goede id: alleen kleine letters, cijfers en koppeltekens",
        value=error.instance,
    )


def _max_length(error: ValidationError) -> str:
    return _(
        "te lang: %(n)s tekens, hoogstens %(most)s mogelijk",
        n=len(error.instance),
        most=error.validator_value,
    )


def _max_items(error: ValidationError) -> str:
    return _(
        "te veel: %(n)s, hoogstens %(most)s mogelijk",
        n=len(error.instance),
        most=error.validator_value,
    )


def _min_items(error: ValidationError) -> str:
    if not error.instance:
        return _("de lijst is leeg")
    return ngettext(
        "te weinig: er moet er minstens %(n)s zijn",
        "te weinig: er moeten er minstens %(n)s zijn",
        int(error.validator_value),
    )


def _bounds(error: ValidationError) -> str:
    low, high = error.schema["minimum"], error.schema["maximum"]
    return _("moet van %(low)s tot %(high)s zijn", low=low, high=high)


def _any_message(error: ValidationError) -> str:
    return _("dit past niet in het schema (%(rule)s)", rule=error.validator)


_MESSAGES: Mapping[str, Callable[[ValidationError], str]] = {
    "required": _required,
    "type": _type,
    "enum": _enum,
    "pattern": _pattern,
    "minLength": lambda error: _("de tekst is leeg"),
    "maxLength": _max_length,
    "maxItems": _max_items,
    "minItems": _min_items,
    "minimum": _bounds,
    "maximum": _bounds,
    "uniqueItems": lambda error: _("hetzelfde staat er meer dan eens in"),
}
