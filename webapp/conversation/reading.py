"""Reading entries that a device sent: all mistakes at once, each with the entry it is in."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from webapp.conversation.entries import DEVICE_LENGTH, ENTRY_ID_LENGTH, SIGNS, Entry
from webapp.i18n import gettext as _

LONGEST_NOTE = 12_000
LONGEST_REMARK = 2_000
MOST_ENTRIES = 200
MOST_REPLACED = 50
_LATEST = 2**53
_DOCUMENT = re.compile(r"(notes|coverage|clock|screen|estimate)(?::[a-z0-9]{1,20})?")
_SUBJECT = re.compile(r"[a-z0-9][a-z0-9:-]{0,39}")
_TIME = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")
_FIELDS = {"id", "device", "document", "subject", "value", "replaces", "at"}


@dataclass(slots=True)
class ReadEntries:
    """What was read: `problems` is place in the list → what is wrong; None: with the list."""

    entries: list[Entry] = field(default_factory=list)
    problems: dict[int | None, str] = field(default_factory=dict)


def read_entries(raw: object, staff_id: str) -> ReadEntries:
    """Entries from JSON, written by this member of staff.

    Each is {"id", "device", "document", "subject", "value", "replaces": [ids], "at": ms}.
    """
    read = ReadEntries()
    if not isinstance(raw, list) or len(raw) > MOST_ENTRIES:
        read.problems[None] = _("Stuur een lijst van hoogstens %(most)s regels.", most=MOST_ENTRIES)
        return read
    for place, one in enumerate(raw):
        problem = _problem(one)
        if problem is None:
            read.entries.append(_entry(one, staff_id))
        else:
            read.problems[place] = problem
    return read


def _entry(raw: Mapping[str, Any], staff_id: str) -> Entry:
    return Entry(
        id=raw["id"],
        device=raw["device"],
        document=raw["document"],
        subject=raw["subject"],
        value=raw["value"],
        replaces=tuple(raw["replaces"]),
        written_at=raw["at"],
        staff_id=staff_id,
    )


def _problem(raw: object) -> str | None:
    if not isinstance(raw, dict) or raw.keys() != _FIELDS:
        return _("Een regel heeft deze velden: %(fields)s.", fields=", ".join(sorted(_FIELDS)))
    replaces = raw["replaces"]
    checks: Iterable[tuple[bool, str]] = (
        (_is_code(raw["id"], ENTRY_ID_LENGTH), "id"),
        (_is_code(raw["device"], DEVICE_LENGTH), "device"),
        (_matches(_DOCUMENT, raw["document"]), "document"),
        (_matches(_SUBJECT, raw["subject"]), "subject"),
        (_is_number(raw["at"]), "at"),
        (isinstance(replaces, list) and len(replaces) <= MOST_REPLACED, "replaces"),
    )
    wrong = next((name for is_right, name in checks if not is_right), None)
    if wrong is None and not all(_is_code(one, ENTRY_ID_LENGTH) for one in replaces):
        wrong = "replaces"
    if wrong is None and not _is_value(raw):
        wrong = "value"
    return None if wrong is None else _("Het veld '%(field)s' klopt niet.", field=wrong)


def _is_value(raw: Mapping[str, Any]) -> bool:
    kind = raw["document"].partition(":")[0]
    return _VALUES[kind](raw["subject"], raw["value"])


def _is_note(_subject: str, value: Any) -> bool:
    return _has(value, "text") and _is_text(value["text"], LONGEST_NOTE)


def _is_mark(_subject: str, value: Any) -> bool:
    return isinstance(value, bool)


def _is_clock(subject: str, value: Any) -> bool:
    if subject == "end":
        return _has(value, "at") and _matches(_TIME, value["at"])
    return (
        _has(value, "started", "before")
        and (value["started"] is None or _is_number(value["started"]))
        and _is_number(value["before"])
    )


def _is_slide(_subject: str, value: Any) -> bool:
    return _has(value, "slide") and (value["slide"] is None or _is_number(value["slide"]))


def _is_rating(_subject: str, value: Any) -> bool:
    return (
        _has(value, "option", "remark")
        and (value["option"] is None or _matches(_SUBJECT, value["option"]))
        and _is_text(value["remark"], LONGEST_REMARK)
    )


_VALUES: Mapping[str, Callable[[str, Any], bool]] = {
    "notes": _is_note,
    "coverage": _is_mark,
    "clock": _is_clock,
    "screen": _is_slide,
    "estimate": _is_rating,
}


def _has(value: object, *names: str) -> bool:
    return isinstance(value, dict) and value.keys() == set(names)


def _is_text(text: object, longest: int) -> bool:
    return isinstance(text, str) and len(text) <= longest


def _is_code(text: object, length: int) -> bool:
    return isinstance(text, str) and len(text) == length and SIGNS.issuperset(text)


def _is_number(number: object) -> bool:
    return type(number) is int and 0 <= number < _LATEST


def _matches(pattern: re.Pattern[str], text: object) -> bool:
    return isinstance(text, str) and pattern.fullmatch(text) is not None
