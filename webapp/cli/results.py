"""`bouwstenen results`: the released figures of a round, as JSON, CSV or XLSX."""

import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import click

from webapp.analysis.results import Results
from webapp.cli.dutch import DutchCommand, WrongUseError
from webapp.cli.finding import provider_named, round_named
from webapp.cli.installation import Installation, pass_installation
from webapp.cli.output import say, write_whole
from webapp.cli.values import OneOf
from webapp.db.queries.providers import list_providers
from webapp.exports.heading import ExportHeading
from webapp.exports.results_csv import results_csv
from webapp.exports.results_json import results_json
from webapp.exports.results_xlsx import results_xlsx
from webapp.i18n import current_language
from webapp.i18n import gettext as _
from webapp.instrument.model import Instrument
from webapp.services.errors import BadInputError
from webapp.services.keep_instrument import instrument_of
from webapp.services.read_results import read_results

_FORMATS: Mapping[str, Callable[[Results, ExportHeading], str | bytes]] = {
    "json": results_json,
    "csv": results_csv,
    "xlsx": results_xlsx,
}


@click.command(cls=DutchCommand, help=_("Toon of bewaar de vrijgegeven resultaten van een ronde."))
@click.option("--round", "round_id", metavar="ID", required=True, help=_("De id van de ronde."))
@click.option("--provider", metavar="P", help=_("Id, instellingsnummer of exacte naam."))
@click.option("--group", metavar="G", help=_("De gesprekspartner, zoals scholen."))
@click.option(
    "--format", "kind", type=OneOf(tuple(_FORMATS)), default="json", help=_("Standaard json.")
)
@click.option(
    "--output",
    metavar="F",
    help=_("Schrijf naar dit bestand; wat er al staat, wordt vervangen."),
)
@pass_installation
def results(
    installation: Installation,
    *,
    round_id: str,
    provider: str | None,
    group: str | None,
    kind: str,
    output: str | None,
) -> None:
    """Write what the release rule lets out, of one provider or group where asked."""
    if kind == "xlsx" and output is None and sys.stdout.isatty():
        raise WrongUseError(_("Een werkblad hoort niet op het scherm. Geef --output BESTAND."))
    installation.checked_catalogue()
    written = _FORMATS[kind](*_read(installation, round_id, provider, group))
    content = written.encode() if isinstance(written, str) else written
    if kind == "json":
        content += b"\n"
    if output is None or output == "-":
        sys.stdout.buffer.write(content)
        sys.stdout.flush()
    else:
        write_whole(Path(output), content)
        say(_("Geschreven: %(file)s", file=output))


def _read(
    installation: Installation, round_id: str, provider: str | None, group: str | None
) -> tuple[Results, ExportHeading]:
    database = installation.platform.database
    round_ = round_named(database, round_id)
    provider_id = provider_named(database, provider).id if provider is not None else None
    with database.reading() as session:
        instrument = instrument_of(session, round_.instrument_hash)
        _check_group(instrument, group)
        found = read_results(session, round_, provider_id=provider_id, group_id=group)
        names = {one.id: one.name for one in list_providers(session)}
    heading = ExportHeading(
        round_id=round_.id,
        title=round_.title,
        instrument=instrument,
        provider_names=names,
        made_up=round_.is_made_up,
        language=current_language(),
    )
    return found, heading


def _check_group(instrument: Instrument, group_id: str | None) -> None:
    known = [group.id for group in instrument.groups]
    if group_id is not None and group_id not in known:
        raise BadInputError(
            _(
                "De groep '%(group)s' staat niet in dit instrument. Kies uit: %(groups)s.",
                group=group_id,
                groups=", ".join(known),
            )
        )
