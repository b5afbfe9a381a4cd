"""Text that no spreadsheet runs: what would start a formula is made plain text."""

import re
import unicodedata

_STARTS_A_FORMULA = ("=", "+", "-", "@")
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff]+")


def inert(text: str) -> str:
    """The text with control characters as spaces, and an apostrophe before what would be a formula.

    Also for full-width signs, which some programs read as the plain ones, and behind white space,
    which some programs take away. (OWASP, "CSV Injection".)
    """
    cleaned = _CONTROLS.sub(" ", text.encode("utf-8", "replace").decode("utf-8"))
    first = unicodedata.normalize("NFKC", cleaned).lstrip()[:1]
    starts = first in _STARTS_A_FORMULA if first else False
    return f"'{cleaned}" if starts or _CONTROLS.match(text) else cleaned
