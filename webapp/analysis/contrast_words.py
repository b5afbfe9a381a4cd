"""Differences in words: "verschil" only where the test carries it, else in people."""

from webapp.analysis.contrasts import LIMIT, Contrast
from webapp.analysis.rounds_beside import Cause, NotComparable
from webapp.i18n import gettext as _
from webapp.i18n import ngettext


def contrast_words(contrast: Contrast) -> str:
    """What may be said of two shares, in a few words, such as "verschil van 2 personen"."""
    if contrast.is_carried:
        return _("verschil")
    if contrast.is_equal:
        return _("geen verschil")
    if not contrast.people:
        return _("verschil van minder dan 1 persoon")
    return ngettext("verschil van %(n)s persoon", "verschil van %(n)s personen", contrast.people)


def contrast_counts(contrast: Contrast) -> str:
    """The counts behind it: "12 van 15 tegenover 4 van 14"."""
    return _(
        "%(one)s van %(one_valid)s tegenover %(other)s van %(other_valid)s",
        one=contrast.one.chosen,
        one_valid=contrast.one.valid,
        other=contrast.other.chosen,
        other_valid=contrast.other.valid,
    )


def contrast_rule() -> str:
    """When something is called a difference, for under a view that compares."""
    return _(
        "Een verschil heet hier alleen een verschil als een toets op de aantallen het draagt: "
        "Fishers exacte toets, %(level)s %%, met de correctie van Holm voor alles wat hier samen "
        "vergeleken wordt. Anders staat er hoeveel mensen van de kleinste groep het uitmaken. "
        "Mensen in één gesprek horen elkaar: de toets is dus eerder te mild dan te streng.",
        level=round(100 * LIMIT),
    )


def left_out_words(left_out: NotComparable) -> str:
    """Why bouwstenen of two rounds can't be set beside each other, in a few words.

    The file's own `reason`, where there is one, is worth a sentence behind it.
    """
    words: dict[Cause, str] = {
        "new": _("nieuw: stond niet in de vroegere lijst"),
        "gone": _("stond alleen in de vroegere lijst"),
        "replaced": _("vervangen door iets anders"),
        "overlaps": _("overlapt met wat vroeger gevraagd werd, maar is niet gelijk"),
        "scale": _("de antwoorden die tellen, zijn niet dezelfde in beide rondes"),
        "not-asked": _("niet in beide rondes aan deze gesprekspartner gevraagd"),
        "no-figures": _("niet in beide rondes genoeg vrijgegeven antwoorden"),
    }
    return words[left_out.cause]
