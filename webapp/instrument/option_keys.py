"""Which key of a keyboard chooses which option of a scale: letters of its own labels."""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping

from webapp.instrument.model import ScaleOption

_DIGITS = "1234567890"


def option_keys(options: Iterable[ScaleOption], taken: Iterable[str] = ()) -> Mapping[str, str]:
    """Option code → a small letter or a digit; every option its own, in the order of the scale.

    An option gets the first letter of the first of its words that is still free (in the language
    of the page), or else another letter of its label, or else a digit. `taken` are keys that mean
    something else. "Passend", "Deels passend", "Niet passend", "Kwam niet aan bod" and "Niet van
    toepassing" get p, d, n, k and v. Raises ValueError where there are more options than keys.
    """
    used, keys = set(taken), dict[str, str]()
    for option in options:
        key = next((sign for sign in _wanted(str(option.label)) if sign not in used), None)
        if key is None:
            raise ValueError(f"no key left for {option.code}")
        keys[option.code] = key
        used.add(key)
    return keys


def _wanted(label: str) -> Iterator[str]:
    """The keys that an option would like, the best first."""
    words = [[sign for sign in word if sign in _LETTERS] for word in _plain(label).split()]
    yield from (word[0] for word in words if word)
    for word in words:
        yield from word
    yield from _DIGITS


def _plain(label: str) -> str:
    """In small letters without accents, as on the keys."""
    parts = unicodedata.normalize("NFKD", label.casefold())
    return "".join(sign for sign in parts if not unicodedata.combining(sign))


_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz")
