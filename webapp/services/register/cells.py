"""What a cell of a file of providers, or a field of its form, may say."""

import re
import unicodedata
from collections.abc import Iterable
from typing import NamedTuple

from webapp.db.models import Provider
from webapp.i18n import gettext as _
from webapp.services.provider_kinds import TYPES, provinces
from webapp.services.school_years import named, read_school_year

MOST_PUPILS = 1_000_000
NUMBER_LENGTH = 6
LONGEST_PUPILS_PER_TYPE = 4_000
LONGEST = {
    name: Provider.__table__.c[name].type.length  # type: ignore[attr-defined]  # all are String
    for name in ("name", "kind", "net", "province", "types", "levels")
}

_BA = {"ba", "basisaanbod"}
_PREFIX = re.compile(r"^type[ -]?", re.IGNORECASE)


class PupilCount(NamedTuple):
    """Pupils of a type in a school year, called by the year in which it begins."""

    school_year: int
    type: str
    pupils: int


class CellError(ValueError):
    """The message says what is wrong with a cell."""


def plain_text(cell: str) -> str:
    """Without white space around it or double inside. Raises CellError for what no one can see."""
    has_control = any(unicodedata.category(sign) == "Cc" for sign in cell)
    text = unicodedata.normalize("NFC", " ".join(cell.split()))
    if has_control or not text.isprintable():
        raise CellError(_("bevat een onzichtbaar teken."))
    return text


def joined_list(text: str) -> str:
    """A list as it is stored: parted by commas."""
    parts = (part.strip() for part in text.replace(";", ",").replace("|", ",").split(","))
    return ",".join(part for part in parts if part)


def ordered_types(text: str) -> str:
    """Types of pupils in their own order, each once. Raises CellError for what is none."""
    found = set()
    for part in filter(None, joined_list(text).split(",")):
        short = _PREFIX.sub("", part)
        code = "BA" if short.lower() in _BA else short
        if code not in TYPES:
            told = _(
                "type '%(type)s' bestaat niet. Kies uit: %(types)s.", type=part[:40], types=_all()
            )
            raise CellError(told)
        found.add(code)
    return ",".join(code for code in TYPES if code in found)


def six_digits(text: str) -> str | None:
    """An instellingsnummer; a spreadsheet eats the noughts in front. Raises CellError."""
    if not text:
        return None
    if not is_number(text) or len(text) > NUMBER_LENGTH:
        told = _("instellingsnummer '%(text)s' heeft geen zes cijfers.", text=text)
        raise CellError(told)
    return text.zfill(NUMBER_LENGTH)


def known_province(text: str) -> str:
    """A province as the list writes it, however its capitals and hyphens are; others stay."""
    return {_bare(one): one for one in provinces()}.get(_bare(text), text)


def number_of_pupils(text: str) -> int | None:
    """None where nothing is known. Raises CellError."""
    if not text:
        return None
    if not is_number(text) or int(text) > MOST_PUPILS:
        raise CellError(_("pupils '%(text)s' is geen aantal leerlingen.", text=text))
    return int(text)


def pupils_per_type(text: str) -> tuple[PupilCount, ...]:
    """What "2025-2026: 2=12, 7=30 | 2024-2025: 2=10" says, in order. Raises CellError."""
    if len(text) > LONGEST_PUPILS_PER_TYPE:
        raise CellError(_("is te lang: hoogstens %(most)s tekens.", most=LONGEST_PUPILS_PER_TYPE))
    counts: dict[tuple[int, str], int] = {}
    for part in filter(None, (part.strip() for part in text.split("|"))):
        written, colon, pairs = part.partition(":")
        school_year = read_school_year(written)
        if school_year is None or not colon or not pairs.strip():
            raise CellError(_not_pupils(part))
        for pair in pairs.split(","):
            type_, count = _pair(pair, part)
            if counts.setdefault((school_year, type_), count) != count:
                raise CellError(_not_pupils(part))
    return in_order(PupilCount(*key, count) for key, count in counts.items())


def in_order(counts: Iterable[PupilCount]) -> tuple[PupilCount, ...]:
    """The newest school year first, types in their own order."""
    place = {code: n for n, code in enumerate(TYPES)}
    return tuple(sorted(counts, key=lambda one: (-one.school_year, place.get(one.type, 99))))


def written_pupils(counts: Iterable[PupilCount]) -> str:
    """The same as a cell: what `pupils_per_type` reads."""
    years: dict[int, list[str]] = {}
    for one in in_order(counts):
        years.setdefault(one.school_year, []).append(f"{one.type}={one.pupils}")
    return " | ".join(f"{named(year)}: {', '.join(pairs)}" for year, pairs in years.items())


def is_number(text: str) -> bool:
    """Whether this is a whole number in plain digits, and not a long one."""
    return text.isascii() and text.isdecimal() and len(text) < 10


def _pair(pair: str, part: str) -> tuple[str, int]:
    name, _equals, written = (piece.strip() for piece in pair.partition("="))
    type_ = ordered_types(name)
    if type_ not in TYPES or not is_number(written) or int(written) > MOST_PUPILS:
        raise CellError(_not_pupils(part))
    return type_, int(written)


def _bare(text: str) -> str:
    return "".join(sign for sign in text.casefold() if sign.isalnum())


def _not_pupils(part: str) -> str:
    return _(
        "'%(part)s' zegt niet hoeveel leerlingen per type. Schrijf bijvoorbeeld:"
        " 2025-2026: 2=12, 7=30",
        part=part[:60],
    )


def _all() -> str:
    return ", ".join(TYPES)
