"""Mailing somebody of staff the link, good once, with which a password is chosen."""

from webapp.brand import Brand
from webapp.i18n import gettext as _
from webapp.i18n import use_language
from webapp.mail.message import make_message
from webapp.mail.smtp import LaterError, RefusedAddressError, ServerProblemError, connected
from webapp.mail_server import MailServer, is_address
from webapp.services.errors import RefusedError
from webapp.services.staff_accounts import LINK_DAYS


class NotMailedError(RefusedError):
    """The link did not leave by mail; the message says why. It still works."""


def mail_link(server: MailServer, brand: Brand, email: str, secret: str, *, language: str) -> None:
    """Hand the mail to the server, in this language. Raises NotMailedError."""
    if not is_address(email):
        raise NotMailedError(_("Naar dit adres kan het platform geen mail sturen."))
    with use_language(language):
        subject = _("Uw account op %(name)s", name=brand.name)
        text = _text(brand.name, f"{server.public_url}/aanmelden/nieuw#{secret}")
    message = make_message(server, to=email, subject=subject, text=text, language=language)
    try:
        with connected(server) as connection:
            connection.send(message, email)
    except RefusedAddressError:
        raise NotMailedError(_("De mailserver weigert dit adres: kijk het na.")) from None
    except (LaterError, ServerProblemError):
        raise NotMailedError(_("De mailserver neemt nu geen mail aan.")) from None


def _text(name: str, link: str) -> str:
    return (
        "\n\n".join(
            (
                _("Beste"),
                _(
                    "Er is een account voor u op %(name)s. Kies zelf een wachtwoord met deze link:",
                    name=name,
                ),
                link,
                _(
                    "De link werkt één keer, %(days)s dagen lang. Geef hem aan niemand door."
                    " Verwachtte u deze mail niet, doe er dan niets mee.",
                    days=LINK_DAYS,
                ),
            )
        )
        + "\n"
    )
