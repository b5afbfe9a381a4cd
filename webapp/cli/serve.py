"""`bouwstenen serve`: the production server."""

import click

from webapp.cli.dutch import DutchCommand
from webapp.cli.installation import Installation, pass_installation
from webapp.cli.output import say
from webapp.cli.serving import (
    check_serving,
    free_port,
    numeric_address,
    prepare_serving,
    serve_until_stopped,
)
from webapp.cli.values import Number
from webapp.i18n import gettext as _
from webapp.services.check_ready import why_not_ready
from webapp.services.errors import RefusedError
from webapp.settings import Settings


@click.command(cls=DutchCommand, help=_("Start de server; stoppen kan met Ctrl-C."))
@click.option("--host", metavar="H", default="127.0.0.1", help=_("Adres; standaard 127.0.0.1."))
@click.option(
    "--port",
    type=Number(0, 65535),
    default=8000,
    help=_("Poort; standaard 8000, en 0 neemt een vrije."),
)
@click.option(
    "--check", is_flag=True, help=_("Kijk alleen na of de server veilig kan starten; start niets.")
)
@pass_installation
def serve(installation: Installation, *, host: str, port: int, check: bool) -> None:
    """Serve until stopped."""
    if check:
        check_serving(installation, numeric_address(host))
        _say_ready(installation)
        return
    host, port = free_port(host, port)
    check_serving(installation, host)
    prepare_serving(installation)
    settings = installation.settings
    installation.close()  # the server's processes are copies of this one
    serve_until_stopped(
        settings,
        host,
        port,
        announce=lambda address: _announce(settings, address),
    )


def _say_ready(installation: Installation) -> None:
    installation.checked_catalogue()
    reason = why_not_ready(installation.platform)
    if reason is not None:
        raise RefusedError(_reasons()[reason])
    say(_("De instellingen zijn in orde: de server kan starten."))


def _reasons() -> dict[str, str]:
    return {
        "database": _("De databank antwoordt niet."),
        "schema": _("De databank heeft een andere versie: bouwstenen db upgrade"),
        "secret": _("SECRET_KEY is een andere dan die van de andere servers."),
        "keystore": _(
            "De map met sleutels hoort niet bij deze databank, of er kan niet in geschreven worden:"
            " bouwstenen keystore show"
        ),
        "disk": _("De schijf van BOUWSTENEN_HOME is bijna vol."),
    }


def _announce(settings: Settings, address: str) -> None:
    if not settings.asks_second_factor:
        say(
            _(
                "Let op: SECOND_FACTOR is 0. Wie een wachtwoord van een inspecteur of beheerder"
                " heeft, kan alles."
            )
        )
    say(_("Bouwstenen luistert op %(address)s", address=address))
