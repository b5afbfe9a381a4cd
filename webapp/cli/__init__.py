"""The command `bouwstenen`: one file per noun, and Dutch for whoever types it."""

import sys
from collections.abc import Sequence
from typing import NoReturn, TextIO

import click

from webapp.cli.dutch import DutchGroup, LazyGroup
from webapp.cli.failures import FAILURES, exit_code_of, text_of
from webapp.cli.installation import Installation
from webapp.cli.output import say
from webapp.i18n import gettext as _

_COMMANDS = {
    "demo": "webapp.cli.demo:demo",
    "serve": "webapp.cli.serve:serve",
    "db": "webapp.cli.db:db",
    "instrument": "webapp.cli.instrument:instrument",
    "provider": "webapp.cli.provider:provider",
    "round": "webapp.cli.round:rounds",
    "meeting": "webapp.cli.meeting:meeting",
    "results": "webapp.cli.results:results",
    "staff": "webapp.cli.staff:staff",
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
        params=[_version_option()],
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
