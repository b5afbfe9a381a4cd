"""`bouwstenen context`: figures that were printed elsewhere, beside the results of a round."""

import sys
from pathlib import Path

import click

from webapp.analysis.context import CONTEXT_KINDS
from webapp.cli.dutch import DutchGroup
from webapp.cli.finding import round_named
from webapp.cli.installation import Installation, pass_installation
from webapp.cli.output import say, show, show_json
from webapp.cli.values import OneOf
from webapp.i18n import gettext as _
from webapp.services.import_context import checked_context, import_context, told_differences


@click.group(cls=DutchGroup, help=_("Contextcijfers van een ronde: inlezen."))
def context() -> None:
    """Hold the commands together."""


@context.command(
    "import",
    help=_(
        "Lees gedrukte cijfers uit een CSV-bestand (- is de standaardinvoer): met een regel per"
        " getal (figuur,rij,kolom,aantal) of als tabel, zoals gedrukt. Een figuur die de ronde al"
        " heeft, wordt vervangen."
    ),
)
@click.argument("file", metavar=_("BESTAND"))
@click.option("--round", "round_id", metavar="ID", required=True, help=_("De id van de ronde."))
@click.option(
    "--figure", "kind_id", type=OneOf(tuple(CONTEXT_KINDS)), help=_("Welke figuur een tabel is.")
)
@click.option("--source", default="", metavar="T", help=_("Waar de cijfers gedrukt staan."))
@click.option("--check", is_flag=True, help=_("Kijk het bestand na en bewaar niets."))
@click.option("--json", "as_json", is_flag=True, help=_("Antwoord als JSON op één regel."))
@pass_installation
def import_file(
    installation: Installation,
    *,
    file: str,
    round_id: str,
    kind_id: str | None,
    source: str,
    check: bool,
    as_json: bool,
) -> None:
    """Import all figures of a file, or tell all its mistakes and import nothing."""
    database = installation.platform.database
    round_named(database, round_id)
    content = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
    figures = checked_context(content, kind_id=kind_id, source=source)
    if not check:
        import_context(database, round_id, figures)
    differences = list(told_differences(figures))
    if as_json:
        numbers = {figure.kind.id: len(figure.cells) for figure in figures}
        show_json({"stored": not check, "figures": numbers, "differences": differences})
        return
    for figure in figures:
        show(_("%(figure)s: %(n)s getallen", figure=figure.kind.id, n=len(figure.cells)))
    for difference in differences:
        say(_("Let op: %(difference)s", difference=difference))
    if check:
        say(_("Nagekeken: er is niets bewaard."))
