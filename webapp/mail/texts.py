"""What stands in the mails to participants: the texts that a leader can change, and what is fixed.

A text has blanks: {formulier} is the address of the form, {strookje} the slip, {ronde} and {groep}
what it is about. A reminder has no slip, and no subject ever has one: subjects stand in logs.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from webapp.i18n import gettext as _

SLIPS, REMINDER = "slips", "reminder"
KINDS = (SLIPS, REMINDER)
FORM, SLIP, ROUND, GROUP = "formulier", "strookje", "ronde", "groep"
LONGEST_SUBJECT = 150
LONGEST_TEXT = 5000

_BLANK = re.compile(r"\{([^{}]*)\}")
_IN_SUBJECT = frozenset({ROUND, GROUP})
_IN_TEXT = {SLIPS: _IN_SUBJECT | {FORM, SLIP}, REMINDER: _IN_SUBJECT | {FORM}}


@dataclass(frozen=True, slots=True)
class MailText:
    """A subject and a text with blanks, in one language."""

    subject: str
    text: str


def default_text(kind: str) -> MailText:
    """What is sent where nobody changed it, in the current language."""
    return _invitation() if kind == SLIPS else _reminder()


def problems_of(kind: str, mail: MailText) -> Iterator[tuple[str, str]]:
    """("subject" or "text", what is wrong with it), in words."""
    if not mail.subject.strip() or len(mail.subject) > LONGEST_SUBJECT:
        yield "subject", _("Schrijf een onderwerp van hoogstens %(n)s tekens.", n=LONGEST_SUBJECT)
    elif not mail.subject.isprintable():
        yield "subject", _("Een onderwerp is één regel.")
    if len(mail.text) > LONGEST_TEXT:
        yield "text", _("Schrijf een tekst van hoogstens %(n)s tekens.", n=LONGEST_TEXT)
    if any(not (sign.isprintable() or sign in "\n\t") for sign in mail.text):
        yield "text", _("In de tekst staat een onzichtbaar teken.")
    if FORM not in _blanks(mail.text):
        yield "text", _("In de tekst ontbreekt {formulier}: daar komt het adres van het formulier.")
    for field, written, known in (
        ("subject", mail.subject, _IN_SUBJECT),
        ("text", mail.text, _IN_TEXT[kind]),
    ):
        for blank in sorted(_blanks(written) - known):
            choices = ", ".join(f"{{{one}}}" for one in sorted(known))
            yield (
                field,
                _("{%(blank)s} kan hier niet. Kies uit: %(known)s.", blank=blank, known=choices),
            )


def filled_in(text: str, values: Mapping[str, str]) -> str:
    """The text with its blanks filled in; a value is never looked at for blanks itself."""
    return _BLANK.sub(lambda found: values.get(found[1], found[0]), text)


def footer(kind: str, public_url: str) -> str:
    """What always stands below, in the current language: it is what the platform promises."""
    if kind == SLIPS:
        promise = _(
            "Niemand kan achteraf zien wat u antwoordde. Uw strookje is berekend met een geheim dat"
            " gewist wordt zodra alle uitnodigingen verstuurd zijn, samen met de lijst van"
            " adressen. In deze mail staat het wel: wie uw mails kan lezen, ziet uw strookje. Geef"
            " deze mail dus niet door."
        )
    else:
        promise = _(
            "Het platform weet niet wie al antwoordde. De lijst van adressen wordt gewist zodra"
            " alle herinneringen verstuurd zijn."
        )
    return f"{promise}\n\n" + _("Wat we bewaren en wat niet: %(url)s", url=f"{public_url}/privacy")


def _blanks(text: str) -> set[str]:
    return set(_BLANK.findall(text))


def _invitation() -> MailText:
    return MailText(
        _("Uw uitnodiging: {ronde}"),
        _(
            "Beste\n\nWe vragen u om anoniem te zeggen hoe u dit ziet: {ronde}. Het duurt ongeveer"
            " vijf minuten, en u hebt geen account nodig.\n\nOpen dit adres:\n{formulier}\n\nVraagt"
            " het formulier een strookje, typ dan: {strookje}\n\nTot het formulier sluit, kunt u"
            " met hetzelfde strookje opnieuw insturen: dan telt alleen het laatste."
        ),
    )


def _reminder() -> MailText:
    return MailText(
        _("Herinnering: {ronde}"),
        _(
            "Beste\n\nU kreeg een uitnodiging om anoniem te antwoorden over: {ronde}. Antwoordde u"
            " al, dan hoeft u niets te doen: deze herinnering gaat naar iedereen.\n\nAntwoordde u"
            " nog niet, open dan de link in de mail van toen. U kunt ook dit adres openen en de"
            " code van uw strookje typen, die in die mail staat:\n{formulier}"
        ),
    )
