"""`bouwstenen db`: the database itself."""

import click

from webapp.cli.dutch import DutchGroup
from webapp.cli.installation import Installation, pass_installation
from webapp.cli.output import say
from webapp.db.database import Database
from webapp.db.schema import upgrade as upgrade_schema
from webapp.i18n import gettext as _


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
