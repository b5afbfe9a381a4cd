"""The questions of a conversation as the text of an e-mail, to send beforehand."""

from collections.abc import Iterator

from babel.dates import format_date

from webapp.conversation.preparation import Invitation
from webapp.i18n import current_locale
from webapp.i18n import gettext as _


def mail_subject(invitation: Invitation) -> str:
    """One line."""
    return _("Vragen voor ons gesprek: %(round)s", round=invitation.round_title)


def mail_text(invitation: Invitation) -> str:
    """Plain text, lines parted by newlines; who sends it adds a greeting and a name."""
    return "\n".join(_lines(invitation))


def when_and_where(invitation: Invitation) -> str:
    """The day, the hours and the place that are known, parted by commas."""
    day = format_date(invitation.day, format="full", locale=current_locale())
    hours = " – ".join(filter(None, (invitation.starts_at, invitation.ends_at)))
    return ", ".join(filter(None, (day, hours, invitation.place)))


def _lines(invitation: Invitation) -> Iterator[str]:
    if invitation.is_made_up:
        yield _("Verzonnen gegevens: geen enkel cijfer gaat over een echte aanbieder.")
        yield ""
    yield _("Beste")
    yield ""
    yield _("Binnenkort spreken we met u in het kader van: %(round)s", round=invitation.round_title)
    yield _("Wanneer en waar: %(when)s", when=when_and_where(invitation))
    if invitation.provider_names:
        yield _("Over: %(names)s", names=", ".join(invitation.provider_names))
    yield ""
    yield _(
        "Hieronder staan de vragen die aan bod komen, zodat u ze rustig kunt bekijken."
        " U hoeft vooraf niets in te vullen of te bezorgen."
    )
    if invitation.has_observers:
        yield _("Er luisteren mensen van het ministerie mee. Zij stellen geen vragen.")
    for section in invitation.sections:
        yield ""
        yield section.heading.upper()
        yield from (f"- {question}" for question in section.questions)
    yield ""
    yield _("Tot dan.")
