"""What commands write: what was asked for on standard output, all the rest on standard error."""

import json
from collections.abc import Mapping

import click


def show_json(values: Mapping[str, object]) -> None:
    """One JSON object on one line, on standard output."""
    click.echo(json.dumps(values, ensure_ascii=False))


def show(text: str) -> None:
    """A line of what was asked for, on standard output."""
    click.echo(text)


def say(text: str) -> None:
    """A line about the work, on standard error."""
    click.echo(text, err=True)
