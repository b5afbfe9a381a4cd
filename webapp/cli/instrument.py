"""`bouwstenen instrument`: listing instruments, checking their files, showing one."""

from collections.abc import Mapping
from pathlib import Path

import click

from webapp.cli.dutch import DutchGroup
from webapp.cli.finding import instrument_named
from webapp.cli.installation import Installation, pass_installation
from webapp.cli.output import say, show, show_json
from webapp.db.errors import DatabaseError
from webapp.db.schema import SchemaError
from webapp.i18n import current_language, ngettext
from webapp.i18n import gettext as _
from webapp.instrument.files import CheckedFile, check_files
from webapp.instrument.model import Instrument
from webapp.instrument.plain import plain_instrument
from webapp.services.errors import BadInputError, NotFoundError, RefusedError


@click.group(cls=DutchGroup, help=_("Instrumenten: kwaliteitskaders als bestand."))
def instrument() -> None:
    """Hold the commands together."""


@instrument.command("list", help=_("Toon alle instrumenten, elke versie."))
@click.option("--json", "as_json", is_flag=True, help=_("Antwoord als JSON op één regel."))
@pass_installation
def list_all(installation: Installation, *, as_json: bool) -> None:
    """Every instrument file with its size and groups."""
    catalogue = installation.catalogue()
    if as_json:
        show_json({"instruments": [_in_short(one) for one in catalogue]})
        return
    for one in catalogue:
        blocks = ngettext("%(n)s bouwsteen", "%(n)s bouwstenen", len(one.blocks))
        groups = ", ".join(group.id for group in one.groups)
        show(f"{one.id}@{one.version}  {one.title}  ({blocks}; {groups})")


@instrument.command(help=_("Zoek alle fouten in instrumentbestanden, elk met zijn regel."))
@click.argument("files", metavar=_("BESTAND…"), nargs=-1, required=True)
@pass_installation
def check(installation: Installation, *, files: tuple[str, ...]) -> None:
    """Tell every mistake as `file:line: message`; exit code 1 when there is any."""
    folder = installation.settings.instruments_dir
    checked = check_files(
        [_existing(file) for file in files],
        library=sorted(folder.glob("*.yaml")),
        used_versions=_used_versions(installation),
    )
    for file in checked:
        _show_problems(file)
    total = sum(len(file.problems) for file in checked)
    if total:
        raise RefusedError(ngettext("%(n)s fout gevonden.", "%(n)s fouten gevonden.", total))


@instrument.command("show", help=_("Toon één instrument, de nieuwste versie of een die u noemt."))
@click.argument("name", metavar=_("ID[@VERSIE]"))
@click.option("--group", metavar="G", help=_("Alleen wat deze gesprekspartner gevraagd wordt."))
@click.option("--language", metavar=_("TAAL"), help=_("De taal van de teksten, zoals nl of fr."))
@click.option("--json", "as_json", is_flag=True, help=_("Antwoord als JSON op één regel."))
@pass_installation
def show_one(
    installation: Installation,
    *,
    name: str,
    group: str | None,
    language: str | None,
    as_json: bool,
) -> None:
    """The whole instrument, or the part of it that one group is asked."""
    found = instrument_named(installation.catalogue(), name)
    _refuse_unknown(found, group, language)
    if as_json:
        show_json(plain_instrument(found, language=language, group_id=group))
    else:
        _show_text(found, group, language or current_language())


def _in_short(one: Instrument) -> dict[str, object]:
    return {
        "id": one.id,
        "version": one.version,
        "content_hash": one.content_hash,
        "title": one.title.in_language(one.languages[0]),
        "languages": list(one.languages),
        "blocks": len(one.blocks),
        "groups": {group.id: len(group.block_ids) for group in one.groups},
    }


def _existing(name: str) -> Path:
    path = Path(name)
    if not path.is_file():
        raise BadInputError(_("Er is geen bestand '%(name)s'.", name=name))
    return path


def _used_versions(installation: Installation) -> Mapping[tuple[str, str], str]:
    """What rounds use; nothing, and a line that says so, where the database cannot be asked."""
    try:
        return installation.used_versions()
    except (DatabaseError, SchemaError):
        say(_("De databank is niet te lezen: of een versie al in gebruik is, weten we dus niet."))
        return {}


def _show_problems(file: CheckedFile) -> None:
    for problem in file.problems:
        show(f"{file.path}:{problem.line}: {problem.message}")
    if not file.problems:
        show(_("%(file)s: geen fouten", file=file.path))


def _refuse_unknown(found: Instrument, group: str | None, language: str | None) -> None:
    groups = [one.id for one in found.groups]
    if group is not None and group not in groups:
        raise NotFoundError(
            _(
                "Dit instrument heeft geen gesprekspartner '%(name)s'. Kies uit: %(known)s.",
                name=group,
                known=", ".join(groups),
            )
        )
    if language is not None and language not in found.languages:
        raise NotFoundError(
            _(
                "Dit instrument bestaat niet in de taal '%(name)s'. Kies uit: %(known)s.",
                name=language,
                known=", ".join(found.languages),
            )
        )


def _show_text(found: Instrument, group_id: str | None, language: str) -> None:
    plain = plain_instrument(found, language=language, group_id=group_id)
    show(f"{plain['title']} ({found.id}@{found.version})")
    for text in (plain["source"], plain["note"], plain["scale_note"]):
        if text:
            show(text)
    for option in plain["scale"]:
        counts = _("telt mee") if option["counts"] else _("telt niet mee")
        show(f"  {option['code']}: {option['label']} ({counts})")
    for group in plain["groups"]:
        show("  " + ": ".join(text for text in (group["id"], group["name"], group["note"]) if text))
    for theme in plain["themes"]:
        show(f"\n{theme['name']}")
        for block in plain["blocks"]:
            if block["theme"] == theme["id"]:
                question = block["questions"].get(group_id, block["text"])
                show(f"  {block['id']}. {question} [{', '.join(block['groups'])}]")
