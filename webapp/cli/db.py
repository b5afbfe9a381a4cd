"""`bouwstenen db`: the database itself."""

from pathlib import Path

import click

from webapp.cli.dutch import DutchGroup
from webapp.cli.installation import Installation, pass_installation
from webapp.cli.output import say
from webapp.db.database import Database
from webapp.db.schema import upgrade as upgrade_schema
from webapp.i18n import gettext as _
from webapp.i18n import ngettext
from webapp.services.backup import back_up
from webapp.services.backup import restore as put_back


@click.group(cls=DutchGroup, help=_("De databank zelf."))
def db() -> None:
    """Hold the commands together."""


@db.command(help=_("Breng de databank naar de nieuwste versie."))
@pass_installation
def upgrade(installation: Installation) -> None:
    """Make the tables, or bring them to the newest version."""
    database = Database(installation.settings.database_url)
    try:
        upgrade_schema(database)
    finally:
        database.dispose()
    say(_("De databank is bij."))


@db.command(
    help=_(
        "Bewaar alles wat in de databank staat in een nieuw bestand; ook terwijl de server draait."
    )
)
@click.argument("file", metavar=_("BESTAND"))
@pass_installation
def backup(installation: Installation, file: str) -> None:
    """Write a backup; the keystore is not in it."""
    made = back_up(installation.platform.database, Path(file))
    say(
        ngettext(
            "Bewaard: %(n)s rij, in %(file)s.",
            "Bewaard: %(n)s rijen, in %(file)s.",
            made.rows,
            file=file,
        )
    )
    say(_("De sleutels van open gesprekken zitten er niet in: die verlaten deze machine nooit."))


@db.command(help=_("Zet een back-up in de plaats van alles wat er is; stop eerst de server."))
@click.argument("file", metavar=_("BESTAND"))
@pass_installation
def restore(installation: Installation, file: str) -> None:
    """Put a backup back; what was there is kept in a backup of its own."""
    settings = installation.settings
    database = Database(settings.database_url)
    try:
        done = put_back(database, Path(file), keep_in=settings.home)
    finally:
        database.dispose()
    if done.kept:
        say(_("Wat er stond, is bewaard in %(file)s.", file=done.kept))
    say(ngettext("Teruggezet: %(n)s rij.", "Teruggezet: %(n)s rijen.", done.rows))
