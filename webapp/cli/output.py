"""What commands write: what was asked for on standard output, all the rest on standard error."""

import errno
import json
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

import click

from webapp.cli.dutch import WrongUseError
from webapp.i18n import gettext as _

Row = TypeVar("Row")


def show_json(values: Mapping[str, object]) -> None:
    """One JSON object on one line, on standard output."""
    click.echo(json.dumps(values, ensure_ascii=False))


def show_rows(
    rows: Sequence[Row],
    as_json: Mapping[str, Callable[[Row], object]] | None,
    line_of: Callable[[Row], str],
    nothing: str,
) -> None:
    """A list: a line for each row, or as JSON under the one name that `as_json` has."""
    if as_json is not None:
        show_json({name: [value_of(row) for row in rows] for name, value_of in as_json.items()})
        return
    for row in rows:
        show(line_of(row))
    if not rows:
        say(nothing)


def show(text: str) -> None:
    """A line of what was asked for, on standard output."""
    click.echo(text)


def say(text: str) -> None:
    """A line about the work, on standard error."""
    click.echo(text, err=True)


def write_out(content: bytes, output: str | None, *, is_text: bool = False) -> None:
    """To a file, or without one (or with -) to standard output: what is no text never to a screen.

    Raises WrongUseError.
    """
    if output is not None and output != "-":
        write_whole(Path(output), content)
        say(_("Geschreven: %(file)s", file=output))
        return
    if not is_text and output is None and sys.stdout.isatty():
        raise WrongUseError(_("Een PDF hoort niet op het scherm. Geef --output BESTAND."))
    sys.stdout.buffer.write(content)
    sys.stdout.flush()


def write_whole(path: Path, content: bytes) -> None:
    """Write a file whole or not at all; a script that renews its files each night can go on."""
    if path.exists() and not path.is_file():  # a pipe, or a folder that refuses by itself
        path.write_bytes(content)
        return
    if not path.parent.is_dir():
        raise FileNotFoundError(errno.ENOENT, "", str(path.parent))
    beside = path.with_name(f".{path.name}.part")
    beside.write_bytes(content)
    beside.replace(path)
