"""`bouwstenen tidy`: what is due, for installations that have no server running."""

import click

from webapp.cli.dutch import DutchCommand
from webapp.cli.installation import Installation, pass_installation
from webapp.cli.output import show, show_json
from webapp.i18n import gettext as _
from webapp.i18n import ngettext
from webapp.services.erase_round import erase_due_rounds
from webapp.services.mailer import end_what_is_over
from webapp.services.recover_meetings import recover_meetings
from webapp.services.tidy import close_due_meetings


@click.command(
    cls=DutchCommand,
    help=_("Doe wat nodig is: sluit wat afgeteld is, herstel wat bleef, wis wat te oud is."),
)
@click.option("--json", "as_json", is_flag=True, help=_("Antwoord als JSON op één regel."))
@pass_installation
def tidy(installation: Installation, *, as_json: bool) -> None:
    """Finish what a crash left, close what is due, and erase rounds whose last day is over."""
    recover_meetings(installation.platform)
    platform = installation.platform
    closed = close_due_meetings(platform)
    end_what_is_over(platform)
    erased = erase_due_rounds(platform) if platform.keystore.is_here else 0
    if as_json:
        show_json({"closed": closed, "erased": erased})
        return
    show(ngettext("%(n)s gesprek gesloten.", "%(n)s gesprekken gesloten.", closed))
    if erased:
        show(ngettext("%(n)s ronde gewist.", "%(n)s rondes gewist.", erased))
