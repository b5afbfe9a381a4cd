"""`bouwstenen tidy`: what is due, for installations that have no server running."""

import click

from webapp.cli.dutch import DutchCommand
from webapp.cli.installation import Installation, pass_installation
from webapp.cli.output import show, show_json
from webapp.i18n import gettext as _
from webapp.i18n import ngettext
from webapp.services.recover_meetings import recover_meetings
from webapp.services.tidy import close_due_meetings


@click.command(
    cls=DutchCommand, help=_("Doe wat nodig is: sluit wat afgeteld is, herstel wat bleef.")
)
@click.option("--json", "as_json", is_flag=True, help=_("Antwoord als JSON op één regel."))
@pass_installation
def tidy(installation: Installation, *, as_json: bool) -> None:
    """Finish what a crash left and close what is due."""
    recover_meetings(installation.platform)
    closed = close_due_meetings(installation.platform)
    if as_json:
        show_json({"closed": closed})
    else:
        show(ngettext("%(n)s gesprek gesloten.", "%(n)s gesprekken gesloten.", closed))
