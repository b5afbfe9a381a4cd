"""The kinds of values that options take, each refused in Dutch."""

from collections.abc import Sequence

import click

from webapp.i18n import gettext as _


class Number(click.ParamType[int]):
    """A whole number from `least` to `most`."""

    name = "getal"

    def __init__(self, least: int, most: int) -> None:
        self._least, self._most = least, most

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> int:
        """The number that was typed."""
        text = str(value)
        if not (text.isascii() and text.isdecimal() and self._least <= int(text) <= self._most):
            self.fail(
                _(
                    "'%(text)s' is geen geheel getal van %(least)s tot %(most)s.",
                    text=text,
                    least=self._least,
                    most=self._most,
                ),
                param,
                ctx,
            )
        return int(text)

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:  # noqa: ARG002
        return "N"


class OneOf(click.ParamType[str]):
    """One of a few words."""

    name = "keuze"

    def __init__(self, words: Sequence[str]) -> None:
        self._words = words

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> str:
        """The word that was typed."""
        if value not in self._words:
            self.fail(
                _(
                    "'%(value)s' kan niet. Kies uit: %(words)s.",
                    value=value,
                    words=", ".join(self._words),
                ),
                param,
                ctx,
            )
        return str(value)

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:  # noqa: ARG002
        return "|".join(self._words)
