"""The command `bouwstenen`: one file per noun, and Dutch for whoever types it."""

import sys
from collections.abc import Sequence
from typing import NoReturn, TextIO

import click

from webapp.cli.dutch import DutchGroup, LazyGroup
from webapp.cli.failures import FAILURES, exit_code_of, text_of
from webapp.cli.installation import Installation
from webapp.cli.output import say
from webapp.cli.values import OneOf
from webapp.i18n import LANGUAGES, SOURCE_LANGUAGE, use_language
from webapp.i18n import gettext as _

_COMMANDS = {
    "demo": "webapp.cli.demo:demo",
    "serve": "webapp.cli.serve:serve",
    "db": "webapp.cli.db:db",
    "instrument": "webapp.cli.instrument:instrument",
    "provider": "webapp.cli.provider:provider",
    "round": "webapp.cli.round:rounds",
    "visit": "webapp.cli.visit:visit",
    "meeting": "webapp.cli.meeting:meeting",
    "mail": "webapp.cli.mail:mail",
    "context": "webapp.cli.context:context",
    "results": "webapp.cli.results:results",
    "staff": "webapp.cli.staff:staff",
    "keystore": "webapp.cli.keystore:keystore",
    "settings": "webapp.cli.settings:settings",
    "tidy": "webapp.cli.tidy:tidy",
}


def main() -> NoReturn:
    """Run the command line of this process and end it."""
    for stream in (sys.stdout, sys.stderr):
        _write_utf8(stream)
    sys.exit(run(sys.argv[1:]))


def run(arguments: Sequence[str], installation: Installation | None = None) -> int:
    """Run one command and give its exit code: 0, 1 (could not) or 2 (wrong use)."""
    installation = installation or Installation()
    with use_language(_language_asked(arguments)):
        try:
            ended_with = _program().main(
                list(arguments), prog_name="bouwstenen", standalone_mode=False, obj=installation
            )
        except FAILURES as error:
            say(text_of(error))
            return exit_code_of(error)
        finally:
            installation.close()
    return ended_with if isinstance(ended_with, int) else 0  # a number where a command exits early


def _program() -> DutchGroup:
    return LazyGroup(
        "bouwstenen",
        modules=_COMMANDS,
        help=_(
            "Van kwaliteitskader naar gesprek: rondes, gesprekken en resultaten."
            " Instellingen komen uit de omgeving; de ingebouwde databank staat in"
            " BOUWSTENEN_HOME (standaard ./var)."
        ),
        params=[_language_option(), _version_option()],
    )


def _language_asked(arguments: Sequence[str]) -> str:
    """What stands behind --taal, looked for before any text is made; Dutch without it.

    The locale of a machine says nothing: many a server in Flanders is set to English.
    """
    match list(arguments[:2]):
        case ["--taal", code]:
            return code
        case [word, *_others] if word.startswith("--taal="):
            return word.removeprefix("--taal=")
        case _other:
            return SOURCE_LANGUAGE


def _language_option() -> click.Option:
    return click.Option(
        ["--taal"],
        type=OneOf(LANGUAGES),
        expose_value=False,
        help=_("De taal van wat een opdracht zegt en schrijft, vóór de opdracht; standaard nl."),
    )


def _version_option() -> click.Option:
    def show(context: click.Context, _option: click.Parameter, wanted: bool) -> None:  # noqa: FBT001  # click calls it so
        if wanted and not context.resilient_parsing:
            from importlib.metadata import version  # noqa: PLC0415  # takes time, seldom asked

            click.echo(f"bouwstenen {version('bouwstenen')}")
            context.exit()

    return click.Option(
        ["--version"],
        is_flag=True,
        is_eager=True,
        expose_value=False,
        callback=show,
        help=_("Toon de versie."),
    )


def _write_utf8(stream: TextIO) -> None:
    """Whatever the locale of a script is: JSON is UTF-8, and no message fails on a letter."""
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(encoding="utf-8", errors="backslashreplace")
