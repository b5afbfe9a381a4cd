"""`bouwstenen provider`: the register of providers."""

import sys
from dataclasses import asdict
from pathlib import Path

import click

from webapp.cli.dutch import DutchGroup
from webapp.cli.installation import Installation, pass_installation
from webapp.cli.output import say, show, show_json
from webapp.db.models import Provider
from webapp.db.queries.providers import list_providers
from webapp.i18n import gettext as _
from webapp.services.csv_lines import CsvFileError
from webapp.services.import_providers import import_providers, preview_providers
from webapp.services.provider_kinds import provider_kinds
from webapp.services.register.plan_import import CHANGED, ImportPlan


@click.group(cls=DutchGroup, help=_("Aanbieders: inlezen en tonen."))
def provider() -> None:
    """Hold the commands together."""


@provider.command(
    "import",
    help=_("Lees aanbieders uit een CSV- of Excelbestand (- is de standaardinvoer)."),
)
@click.argument("file", metavar=_("BESTAND"))
@click.option("--dry-run", is_flag=True, help=_("Toon regel per regel wat het bestand zou doen."))
@click.option("--json", "as_json", is_flag=True, help=_("Antwoord als JSON op één regel."))
@pass_installation
def import_file(installation: Installation, *, file: str, dry_run: bool, as_json: bool) -> None:
    """Import all of a file, or tell all its mistakes and import nothing."""
    content = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
    if dry_run:
        _show_plan(preview_providers(installation.platform.database, content), as_json=as_json)
        return
    imported = import_providers(installation.platform.database, content)
    if as_json:
        show_json(
            {
                "added": imported.added,
                "changed": imported.changed,
                "unchanged": imported.unchanged,
            }
        )
        return
    show(
        _(
            "Nieuw: %(added)s, gewijzigd: %(changed)s, ongewijzigd: %(unchanged)s",
            added=imported.added,
            changed=imported.changed,
            unchanged=imported.unchanged,
        )
    )


@provider.command("list", help=_("Toon alle aanbieders."))
@click.option("--json", "as_json", is_flag=True, help=_("Antwoord als JSON op één regel."))
@pass_installation
def list_all(installation: Installation, *, as_json: bool) -> None:
    """Every provider, by name."""
    with installation.platform.database.reading() as session:
        providers = list_providers(session)
    if as_json:
        show_json({"providers": [_values_of(one) for one in providers]})
        return
    kinds = provider_kinds()
    for one in providers:
        number = one.instellingsnummer or "–"
        show(f"{one.id}  {number:<6}  {kinds.get(one.kind, one.kind)}  {one.name}")
    if not providers:
        say(_("Er zijn nog geen aanbieders."))


def _show_plan(plan: ImportPlan, *, as_json: bool) -> None:
    """What a file would do; a file with mistakes ends with exit code 1."""
    if as_json:
        show_json({"rows": [asdict(row) for row in plan.rows]})
    else:
        for row in plan.rows:
            show(f"{row.line:>5}  {row.state:<9}  {row.name}")
            for one in row.changes if row.state == CHANGED else ():
                show(f"       {one.column}: {one.old or '–'} → {one.new or '–'}")
            for text in (*row.problems, *row.notes):
                show(f"       {text}")
    if plan.mistakes:
        raise CsvFileError(list(plan.mistakes))


def _values_of(one: Provider) -> dict[str, object]:
    return {
        "id": one.id,
        "name": one.name,
        "kind": one.kind,
        "net": one.net,
        "province": one.province,
        "types": [part for part in one.types.split(",") if part],
        "levels": [part for part in one.levels.split(",") if part],
        "instellingsnummer": one.instellingsnummer,
        "pupils": one.pupils,
    }
