"""What an author probably meant."""

from collections.abc import Sequence
from difflib import get_close_matches

from webapp.i18n import gettext as _


def did_you_mean(word: object, known: Sequence[str]) -> str:
    """A question with the known word that looks most like this one, or nothing."""
    close = get_close_matches(str(word), known, n=1)
    return " – " + _("bedoelde u ‘%(word)s’?", word=close[0]) if close else ""
