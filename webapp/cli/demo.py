"""`bouwstenen demo`: made-up data, served on this machine."""

import os
import socket
import sys
import time

import click

from webapp.cli.dutch import DutchCommand
from webapp.cli.installation import Installation
from webapp.cli.output import say, show
from webapp.cli.serving import address_of, free_port, prepare_serving, serve_until_stopped
from webapp.cli.values import Number
from webapp.demo.accounts import ADMINISTRATOR, COLLEAGUE, COORDINATOR, OBSERVER, READER
from webapp.demo.fill import INSTRUMENT
from webapp.demo.folder import demo_environment, enter, locked
from webapp.demo.prepare import Demonstration, demonstration, make_room
from webapp.i18n import gettext as _
from webapp.sealing.codes import grouped

SLIPS_SHOWN = 3
SECONDS_BETWEEN_LINES = 2
_EVERYWHERE = ("0.0.0.0", "::")  # noqa: S104  # compared with, never a default


@click.command(
    cls=DutchCommand, help=_("Toon het platform met verzonnen gegevens; stop met Ctrl-C.")
)
@click.option("--port", type=Number(0, 65535), default=8000, help=_("Poort; standaard 8000."))
@click.option(
    "--host",
    metavar="H",
    default="127.0.0.1",
    help=_("Adres; met 0.0.0.0 kan ook een telefoon in hetzelfde netwerk erbij."),
)
def demo(*, port: int, host: str) -> None:
    """Fill a folder of its own, once, and serve it."""
    host, port = free_port(host, port)
    enter(demo_environment(os.environ))
    installation = Installation()
    with locked(installation.settings.home):
        try:
            ready = _prepare(installation)
        finally:
            installation.close()
        serve_until_stopped(
            installation.settings,
            host,
            port,
            announce=lambda address: _welcome(ready, _reachable(host, port) or address),
        )


def _prepare(installation: Installation) -> Demonstration:
    catalogue = installation.catalogue()
    make_room(installation.settings.home, catalogue.latest(INSTRUMENT))
    prepare_serving(installation)
    progress = _Progress()
    ready = demonstration(installation.platform, catalogue, progress)
    progress.end()
    return ready


class _Progress:
    """Counts on standard error: one line that changes on a terminal, few lines elsewhere."""

    def __init__(self) -> None:
        self._counts: dict[str, str] = {}
        self._is_terminal = sys.stderr.isatty()
        self._told_at = 0.0

    def __call__(self, what: str, done: int, of: int) -> None:
        self._counts[what] = f"{what} {done}/{of}"
        if self._is_terminal:
            click.echo("\r" + self._line(), err=True, nl=False)
        elif time.monotonic() - self._told_at > SECONDS_BETWEEN_LINES:
            say(self._line())
            self._told_at = time.monotonic()

    def end(self) -> None:
        if self._counts:
            click.echo(("\r" if self._is_terminal else "") + self._line(), err=True)

    def _line(self) -> str:
        return _("Verzonnen gegevens: %(counts)s", counts=" · ".join(self._counts.values()))


def _welcome(ready: Demonstration, address: str) -> None:
    show("")
    show(_("Bouwstenen draait met verzonnen gegevens op %(address)s", address=address))
    show("")
    show(_("Aanmelden als inspecteur: %(address)s/aanmelden", address=address))
    show("  " + _("e-mail      %(email)s", email=ready.email))
    show("  " + _("wachtwoord  %(password)s", password=ready.password))
    others = f"{COLLEAGUE}, {OBSERVER}, {ADMINISTRATOR}, {READER}"
    show("  " + _("hetzelfde wachtwoord voor %(others)s", others=others))
    show("  " + _("en voor %(email)s, die voor een aanbieder werkt", email=COORDINATOR))
    show("")
    show(_("Zelf invullen: typ een strookje op %(address)s", address=address))
    for slip in ready.slips[:SLIPS_SHOWN]:
        show("  " + grouped(slip))
    show("  " + _("(code van het gesprek: %(code)s)", code=grouped(ready.join_code)))
    show("")
    if "127.0.0.1" in address:
        say(_("Met een telefoon proberen: bouwstenen demo --host 0.0.0.0"))
    say(_("Stoppen: Ctrl-C"))


def _reachable(host: str, port: int) -> str | None:
    """The address of this machine in its network, where the server listens everywhere."""
    if host not in _EVERYWHERE:
        return None
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking:
        try:
            asking.connect(("192.0.2.1", 9))  # sends nothing: only tells which way out there is
            return address_of(str(asking.getsockname()[0]), port)
        except OSError:
            return None
