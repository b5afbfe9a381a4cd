"""`bouwstenen staff`: accounts of people who sign in."""

import click

from webapp.cli.addresses import public_address
from webapp.cli.dutch import DutchGroup
from webapp.cli.finding import provider_ids
from webapp.cli.installation import Installation, pass_installation
from webapp.cli.output import say, show, show_json
from webapp.cli.values import OneOf
from webapp.i18n import gettext as _
from webapp.services import audit
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
@click.option("--json", "as_json", is_flag=True, help=_("Antwoord als JSON op één regel."))
@pass_installation
def add(
    installation: Installation, *, email: str, role: str, providers: tuple[str, ...], as_json: bool
) -> None:
    """Print a link, good once, with which a password is set."""
    database = installation.platform.database
    secret = add_staff(database, email, role, provider_ids(database, providers))
    audit.record(database, None, f"staff add {email.strip().lower()}")
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
