"""Differences in words: "verschil" only where the test carries it, else in people."""

from webapp.analysis.contrasts import Contrast
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
        "Fishers exacte toets, 5 %%, met de correctie van Holm voor alles wat hier samen "
        "vergeleken wordt. Anders staat er hoeveel mensen van de kleinste groep het uitmaken. "
        "Mensen in één gesprek horen elkaar: de toets is dus eerder te mild dan te streng."
    )
