"""School years: from 1 September, called by the year in which they begin."""

import re
from datetime import date

_FIRST_MONTH = 9
_WRITTEN = re.compile(r"([0-9]{4})\s*[-–/]\s*([0-9]{4}|[0-9]{2})")
_EARLIEST, _LATEST = 1990, 2100


def school_year_of(day: date) -> int:
    """The school year that a day is in: 2026 for 2026-2027."""
    return day.year if day.month >= _FIRST_MONTH else day.year - 1


def named(first_year: int) -> str:
    """2026 → "2026-2027"."""
    return f"{first_year}-{first_year + 1}"


def read_school_year(text: str) -> int | None:
    """The school year that "2026-2027" names: 2026. None for what names none."""
    found = _WRITTEN.fullmatch(text.strip()) if text.isascii() or "–" in text else None
    if found is None:
        return None
    first = int(found[1])
    follows = str(first + 1).endswith(found[2])
    return first if follows and _EARLIEST <= first <= _LATEST else None


def last_day_to_report(first_year: int) -> date:
    """Until when joining, leaving, founding and ending are reported: 1 March of the year before.

    Source: circular NO/2017/01, 3.2 and 3.3 ("uiterlijk op 1 maart van het voorafgaande
    schooljaar").
    """
    return date(first_year, 3, 1)


def is_late(first_year: int, day: date) -> bool:
    """Whether that day has passed."""
    return day > last_day_to_report(first_year)
