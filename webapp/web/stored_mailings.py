"""What is stored of mails to participants, in words: a part of the list of `/privacy`."""

from webapp.i18n import gettext as _
from webapp.services.start_mailing import DAYS_KEPT
from webapp.web.stored import Chapter, Stored


def while_mails_leave() -> Chapter:
    """What is there only while the mails of a meeting leave."""
    return Chapter(
        "mailing",
        _("Zolang er strookjes per mail vertrekken"),
        _(
            "Zijn alle mails vertrokken, dan wordt dit gewist, samen met de sleutel die het opent;"
            " ten laatste na %(days)s dagen, en ook wanneer het gesprek sluit. Daarna kan niemand"
            " meer zien wie een mail kreeg, of wiens strookje welk is.",
            days=DAYS_KEPT,
        ),
        (
            Stored(
                _(
                    "De adressen waar een mail naartoe gaat, met de taal van die mail, verzegeld;"
                    " en of hij al vertrokken is."
                ),
                ("mailing_recipient.*",),
            ),
            Stored(
                _("Het geheim waarmee de strookjes in die mails berekend zijn, verzegeld."),
                ("mailing.sealed_secret",),
            ),
        ),
    )


def of_mailings() -> Stored:
    """What stays with the meeting."""
    return Stored(
        _(
            "Van mails met strookjes of herinneringen: wat erin stond, hoeveel er vertrokken en"
            " hoeveel de mailserver er weigerde. Nooit naar wie."
        ),
        (
            *("mailing.id", "mailing.meeting_id", "mailing.kind", "mailing.state"),
            *("mailing.problem", "mailing.number", "mailing.sent", "mailing.refused"),
            *("mailing.ends_on", "mailing_text.*"),
        ),
    )
