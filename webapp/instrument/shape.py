"""The JSON Schema of an instrument file, with its findings in Dutch."""

import json
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from jsonschema import Draft202012Validator

from webapp.i18n import gettext as _
from webapp.i18n import ngettext
from webapp.instrument.naming import problem_at
from webapp.instrument.problems import Problem
from webapp.instrument.reading import Place, Source
from webapp.instrument.suggestion import did_you_mean

_WEBAPP = Path(__file__).parents[1]
_ROOT = _WEBAPP / "_data" if (_WEBAPP / "_data").is_dir() else _WEBAPP.parent
SCHEMA_PATH = _ROOT / "instruments" / "instrument.schema.json"


class _Finding(NamedTuple):
    """What jsonschema found: the rule of the schema, what it wants and the value it was given."""

    rule: str
    wanted: Any
    value: Any
    schema: Any
    message: str


def problems_of_shape(source: Source) -> Iterator[Problem]:
    """Keys, types, lengths and formats that the schema refuses, each with its line."""
    for error in _validator().iter_errors(source.document):
        finding = _Finding(
            str(error.validator), error.validator_value, error.instance, error.schema, error.message
        )
        yield from _translated(finding, tuple(error.absolute_path), source)


@cache
def _validator() -> Draft202012Validator:
    return Draft202012Validator(json.loads(SCHEMA_PATH.read_text("utf-8")))


def _translated(finding: _Finding, place: Place, source: Source) -> Iterator[Problem]:
    if finding.rule == "additionalProperties":
        yield from _unknown_keys(finding, place, source)
        return
    message = _MESSAGES.get(finding.rule, _any_message)(finding)
    yield problem_at(source, place, message)


def _unknown_keys(finding: _Finding, place: Place, source: Source) -> Iterator[Problem]:
    known = list(finding.schema.get("properties", ()))
    for key in finding.value:
        if key in known:
            continue
        message = _("onbekende sleutel ‘%(key)s’", key=key) + did_you_mean(key, known)
        yield Problem(source.line((*place, key)), problem_at(source, place, message).message)


def _required(finding: _Finding) -> str:
    missing = [key for key in finding.wanted if key not in finding.value]
    named = next((key for key in missing if f"'{key}'" in finding.message), missing[0])
    return _("‘%(key)s’ ontbreekt", key=named)


def _type(finding: _Finding) -> str:
    wanted = finding.wanted
    names = [wanted] if isinstance(wanted, str) else list(wanted)
    expected = _(" of ").join(_type_name(name) for name in names)
    found = _found_name(finding.value)
    message = _("%(found)s waar %(expected)s moet staan", found=found, expected=expected)
    if "string" in names and isinstance(finding.value, (bool, int, float)):
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


def _enum(finding: _Finding) -> str:
    known = [str(value) for value in finding.wanted]
    message = _(
        "‘%(value)s’ bestaat niet, kies uit %(known)s",
        value=finding.value,
        known=", ".join(known),
    )
    return message + did_you_mean(finding.value, known)


def _pattern(finding: _Finding) -> str:
    if "[.]" in str(finding.wanted):
        return _(
            '‘%(value)s’ is geen versie: schrijf een getal, zoals "2"',
            value=finding.value,
        )
    return _(
        "‘%(value)s’ is geen goede id: alleen kleine letters, cijfers en koppeltekens",
        value=finding.value,
    )


def _min_length(_finding: _Finding) -> str:
    return _("de tekst is leeg")


def _unique_items(_finding: _Finding) -> str:
    return _("hetzelfde staat er meer dan eens in")


def _max_length(finding: _Finding) -> str:
    return _(
        "te lang: %(n)s tekens, hoogstens %(most)s mogelijk",
        n=len(finding.value),
        most=finding.wanted,
    )


def _max_items(finding: _Finding) -> str:
    return _(
        "te veel: %(n)s, hoogstens %(most)s mogelijk",
        n=len(finding.value),
        most=finding.wanted,
    )


def _min_items(finding: _Finding) -> str:
    if not finding.value:
        return _("de lijst is leeg")
    return ngettext(
        "te weinig: er moet er minstens %(n)s zijn",
        "te weinig: er moeten er minstens %(n)s zijn",
        int(finding.wanted),
    )


def _bounds(finding: _Finding) -> str:
    low, high = finding.schema["minimum"], finding.schema["maximum"]
    return _("moet van %(low)s tot %(high)s zijn", low=low, high=high)


def _any_message(finding: _Finding) -> str:
    return _("dit past niet in het schema (%(rule)s)", rule=finding.rule)


_MESSAGES: Mapping[str, Callable[[_Finding], str]] = {
    "required": _required,
    "type": _type,
    "enum": _enum,
    "pattern": _pattern,
    "minLength": _min_length,
    "maxLength": _max_length,
    "maxItems": _max_items,
    "minItems": _min_items,
    "minimum": _bounds,
    "maximum": _bounds,
    "uniqueItems": _unique_items,
}
