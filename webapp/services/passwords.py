"""Which passwords are refused: length first, then what guessers try first; no other rules."""

import re
from itertools import pairwise
from pathlib import Path

from webapp.i18n import gettext as _
from webapp.services.errors import BadInputError

LONGEST_PASSWORD = 200
_FEWEST_DIFFERENT = 5
_SHORTEST_NAME = 4
_COMMON = frozenset(
    Path(__file__).with_name("common_passwords.txt").read_text(encoding="ascii").split()
)
_LOOKS_LIKE = str.maketrans("013457@$!é", "oieastasie")


def check_password(password: str, email: str, *, shortest: int) -> None:
    """Raises BadInputError with what to do about it."""
    if not shortest <= len(password) <= LONGEST_PASSWORD:
        raise BadInputError(
            _(
                "Een wachtwoord heeft %(least)s tot %(most)s tekens."
                " Enkele woorden na elkaar is ook goed.",
                least=shortest,
                most=LONGEST_PASSWORD,
            )
        )
    if is_common(password, email):
        raise BadInputError(
            _("Dit wachtwoord wordt te vaak gekozen. Neem enkele woorden die niet bij u horen.")
        )


def is_common(password: str, email: str = "") -> bool:
    """Whether guessers try it first: a common word or one's own name, alone or over and over.

    Numbers and signs around it do not count, and a letter may be written as a number.
    """
    typed = re.sub(r"[\s._-]", "", password.lower())
    if len(set(typed)) < _FEWEST_DIFFERENT or _is_row(typed):
        return True
    own = {part for part in re.split(r"[^a-z]+", email.lower()) if len(part) >= _SHORTEST_NAME}
    words = sorted(_COMMON | own, key=len, reverse=True)
    return any(not _left_of(text, words) for text in (typed, typed.translate(_LOOKS_LIKE)))


def _left_of(text: str, words: list[str]) -> str:
    """The letters that are left when the words are taken out."""
    for word in words:
        text = text.replace(word, "0")
    return re.sub(r"[\W\d_]+", "", text)


def _is_row(text: str) -> bool:
    """Such as 123456789 or abcdefgh, up or down."""
    steps = {ord(after) - ord(before) for before, after in pairwise(text)}
    return steps in ({1}, {-1})
