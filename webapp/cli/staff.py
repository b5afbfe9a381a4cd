"""`bouwstenen staff`: accounts of people who sign in."""

import click

from webapp.cli.addresses import public_address
from webapp.cli.dutch import DutchGroup
from webapp.cli.finding import provider_ids
from webapp.cli.installation import Installation, pass_installation
from webapp.cli.output import say, show, show_json
from webapp.cli.values import OneOf
from webapp.i18n import LANGUAGES, current_language
from webapp.i18n import gettext as _
from webapp.mail_server import MailServer
from webapp.services import audit
from webapp.services.errors import WrongStateError
from webapp.services.give_rounds import staff_ids_of
from webapp.services.mail_link import mail_link
from webapp.services.staff_accounts import LINK_DAYS, ROLES, add_staff


@click.group(cls=DutchGroup, help=_("Accounts van wie zich aanmeldt."))
def staff() -> None:
    """Hold the commands together."""


@staff.command(help=_("Maak een account, of geef een bestaand account een nieuwe link."))
@click.argument("email", metavar="E-MAIL")
@click.option("--role", type=OneOf(ROLES), required=True, help=_("Wat dit account mag."))
@click.option(
    "--provider",
    "providers",
    metavar="P",
    multiple=True,
    help=_("Id, instellingsnummer of exacte naam; mag meer keren."),
)
@click.option(
    "--round",
    "rounds",
    metavar="ID",
    multiple=True,
    help=_("Ronde om te leiden, bij te wonen of te lezen; mag meer keren."),
)
@click.option(
    "--mail", "by_mail", is_flag=True, help=_("Mail de link, in plaats van hem te tonen.")
)
@click.option("--language", type=OneOf(LANGUAGES), help=_("De taal van de mail."))
@click.option("--json", "as_json", is_flag=True, help=_("Antwoord als JSON op één regel."))
@pass_installation
def add(
    installation: Installation,
    *,
    email: str,
    role: str,
    providers: tuple[str, ...],
    rounds: tuple[str, ...],
    by_mail: bool,
    language: str | None,
    as_json: bool,
) -> None:
    """Print or mail a link, good once, with which a password is set."""
    server = _mail_server(installation) if by_mail else None
    database = installation.platform.database
    secret = add_staff(database, email, role, provider_ids(database, providers), round_ids=rounds)
    [staff_id] = staff_ids_of(database, [email])
    audit.record(database, None, f"staff add {staff_id}")  # no address, which could not be erased
    if server is not None:
        brand, to = installation.settings.brand, email.strip().lower()
        mail_link(server, brand, to, secret, language=language or current_language())
        if as_json:
            show_json({"email": to, "role": role, "mailed": True})
        else:
            say(_("De link is gemaild naar %(email)s.", email=to))
        return
    link = f"{public_address()}/aanmelden/nieuw#{secret}"
    if as_json:
        show_json({"email": email.strip().lower(), "role": role, "link": link})
        return
    show(link)
    say(
        _(
            "Bezorg deze link aan %(email)s. Hij werkt één keer, %(days)s dagen lang.",
            email=email,
            days=LINK_DAYS,
        )
    )


def _mail_server(installation: Installation) -> MailServer:
    if installation.settings.mail is None:
        raise WrongStateError(_("Er is geen mailserver ingesteld: geef MAIL_HOST en MAIL_FROM."))
    return installation.settings.mail
