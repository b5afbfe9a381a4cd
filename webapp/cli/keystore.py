"""`bouwstenen keystore`: the folder with private keys, and whether it is the right one."""

import sys

import click

from webapp.cli.dutch import DutchGroup
from webapp.cli.installation import Installation, pass_installation
from webapp.cli.output import say, show, show_json
from webapp.i18n import gettext as _
from webapp.i18n import ngettext
from webapp.services.keep_keys import KeystoreState, adopt_keystore, state_of_keystore


@click.group(cls=DutchGroup, help=_("De map met sleutels: nakijken, in gebruik nemen."))
def keystore() -> None:
    """Hold the commands together."""


@keystore.command("show", help=_("Zeg of dit de map met sleutels van deze databank is."))
@click.option("--json", "as_json", is_flag=True, help=_("Antwoord als JSON op één regel."))
@pass_installation
def show_one(installation: Installation, *, as_json: bool) -> None:
    """What is here, and what is needed."""
    platform = installation.platform
    state = state_of_keystore(platform.database, platform.keystore)
    if as_json:
        show_json({"ours": state.is_ours, "keys": state.keys, "missing": state.missing})
    else:
        _tell(state)


@keystore.command(
    help=_("Neem de map met sleutels van deze server in gebruik; de vorige is dan echt weg.")
)
@click.option("--yes", is_flag=True, help=_("Niet om bevestiging vragen."))
@pass_installation
def adopt(installation: Installation, *, yes: bool) -> None:
    """Let the database know this keystore from now on."""
    platform = installation.platform
    missing = state_of_keystore(platform.database, platform.keystore).missing
    if missing and not yes and sys.stdin.isatty():
        _tell_missing(missing)
        click.echo(_("Toch in gebruik nemen? [j/N] "), err=True, nl=False)
        if sys.stdin.readline().strip().lower() not in _("j ja").split():
            raise click.Abort
    missing = adopt_keystore(platform.database, platform.keystore)
    say(_("Deze map met sleutels hoort nu bij deze databank."))
    if missing:
        _tell_missing(missing)


def _tell(state: KeystoreState) -> None:
    if not state.is_here:
        show(_("Deze server heeft geen sleutels (KEYSTORE=none)."))
        return
    show(_whose(state))
    show(ngettext("%(n)s sleutel.", "%(n)s sleutels.", state.keys))
    if state.missing:
        _tell_missing(state.missing)


def _whose(state: KeystoreState) -> str:
    if state.is_ours:
        return _("Deze map met sleutels hoort bij deze databank.")
    if state.is_new:
        return _("Deze databank kent nog geen map met sleutels: ze begint met deze.")
    return _("Deze map met sleutels hoort niet bij deze databank.")


def _tell_missing(missing: int) -> None:
    say(
        ngettext(
            "%(n)s gesprek heeft een sleutel die hier niet is: wat daar binnenkwam kan niet open.",
            "%(n)s gesprekken hebben een sleutel die hier niet is: wat daar binnenkwam kan niet"
            " open.",
            missing,
        )
    )
