"""`bouwstenen serve`: the production server."""

import click

from webapp.cli.dutch import DutchCommand
from webapp.cli.installation import Installation, pass_installation
from webapp.cli.output import say
from webapp.cli.serving import free_port, prepare_serving, serve_until_stopped
from webapp.cli.values import Number
from webapp.i18n import gettext as _
from webapp.settings import Settings


@click.command(cls=DutchCommand, help=_("Start de server; stoppen kan met Ctrl-C."))
@click.option("--host", metavar="H", default="127.0.0.1", help=_("Adres; standaard 127.0.0.1."))
@click.option(
    "--port",
    type=Number(0, 65535),
    default=8000,
    help=_("Poort; standaard 8000, en 0 neemt een vrije."),
)
@pass_installation
def serve(installation: Installation, *, host: str, port: int) -> None:
    """Serve until stopped."""
    host, port = free_port(host, port)
    prepare_serving(installation)
    settings = installation.settings
    installation.close()  # the server's processes are copies of this one
    serve_until_stopped(
        settings,
        host,
        port,
        announce=lambda address: _announce(settings, address),
    )


def _announce(settings: Settings, address: str) -> None:
    if not settings.asks_second_factor:
        say(
            _(
                "Let op: SECOND_FACTOR is 0. Wie een wachtwoord van een inspecteur of beheerder"
                " heeft, kan alles."
            )
        )
    say(_("Bouwstenen luistert op %(address)s", address=address))
