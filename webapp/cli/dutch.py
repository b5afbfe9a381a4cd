"""Click in Dutch: headings of the help, and a sentence for each kind of wrong use."""

from collections.abc import Mapping
from difflib import get_close_matches
from importlib import import_module
from typing import Any

import click

from webapp.i18n import gettext as _


class WrongUseError(click.UsageError):
    """The command was not given as it should be; its message is Dutch already."""


class DutchCommand(click.Command):
    """A command whose help and refusals are Dutch."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.context_settings.setdefault("allow_extra_args", True)  # refused below, in Dutch

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """As click does, but too many words are refused in Dutch."""
        try:
            left_over = super().parse_args(ctx, args)
        except click.BadOptionUsage as error:
            raise WrongUseError(_misused(self, error.option_name)) from None
        if left_over and not ctx.resilient_parsing:
            raise WrongUseError(_("Dit hoort er niet bij: %(words)s", words=" ".join(left_over)))
        return left_over

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        _format_usage(self, ctx, formatter)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        _format_options(self, ctx, formatter)


class DutchGroup(click.Group):
    """A noun with its verbs, in Dutch."""

    command_class = DutchCommand
    group_class = type

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        _format_usage(self, ctx, formatter)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        _format_options(self, ctx, formatter)
        names = self.list_commands(ctx)
        commands = [(name, command) for name in names if (command := self.get_command(ctx, name))]
        width = formatter.width - 6 - max(map(len, names), default=0)
        with formatter.section(_("Opdrachten")):
            formatter.write_dl(
                [(name, command.get_short_help_str(width)) for name, command in commands]
            )


class LazyGroup(DutchGroup):
    """A group that loads a command only when it is asked for: a command starts sooner."""

    def __init__(self, *args: Any, modules: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._modules = modules

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  # click's signature
        return list(self._modules)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in self._modules:
            return None
        module, _colon, name = self._modules[cmd_name].partition(":")
        command: click.Command = getattr(import_module(module), name)
        return command


def sentence_of(error: click.ClickException) -> str:
    """What was wrong about the use of a command, as one Dutch sentence, or its help."""
    match error:
        case WrongUseError() | click.exceptions.NoArgsIsHelpError():
            text = error.message
        case click.MissingParameter():
            text = _("%(what)s ontbreekt.", what=_name_of(error))
        case click.NoSuchOption():
            text = _("De optie %(name)s bestaat niet.", name=error.option_name) + _like(error)
        case click.exceptions.NoSuchCommand():
            name = error.command_name
            text = _("De opdracht '%(name)s' bestaat niet.", name=name) + _like(error)
        case click.BadParameter():
            text = f"{_name_of(error)}: {error.message}"
        case _other:
            text = _("Deze opdracht is niet volledig of niet juist.")
    return text


def _like(error: click.NoSuchOption | click.exceptions.NoSuchCommand) -> str:
    names = error.possibilities or []
    if isinstance(error, click.exceptions.NoSuchCommand) and error.ctx is not None:
        command = error.ctx.command
        known = command.list_commands(error.ctx) if isinstance(command, click.Group) else []
        names = get_close_matches(error.command_name, known)
    return " " + _("Bedoelt u %(names)s?", names=_(" of ").join(names)) if names else ""


def _misused(command: click.Command, name: str) -> str:
    options = [one for one in command.params if isinstance(one, click.Option)]
    if any(one.is_flag and name in one.opts for one in options):
        return _("De optie %(name)s neemt geen waarde.", name=name)
    return _("De optie %(name)s vraagt een waarde.", name=name)


def _name_of(error: click.BadParameter) -> str:
    if error.param is None:
        return str(error.param_hint or "?")
    if isinstance(error.param, click.Option):
        return max(error.param.opts, key=len)
    return error.param.make_metavar(error.ctx or click.get_current_context())


def _format_usage(
    command: click.Command, ctx: click.Context, formatter: click.HelpFormatter
) -> None:
    pieces = " ".join(command.collect_usage_pieces(ctx))
    pieces = pieces.replace("[OPTIONS]", _("[OPTIES]"))
    pieces = pieces.replace("COMMAND [ARGS]...", _("OPDRACHT …"))
    formatter.write_usage(ctx.command_path, pieces, _("Gebruik:") + " ")


def _format_options(
    command: click.Command, ctx: click.Context, formatter: click.HelpFormatter
) -> None:
    help_option = command.get_help_option(ctx)
    if help_option is not None:
        help_option.help = _("Toon deze uitleg.")
    parameters = [p for p in command.get_params(ctx) if isinstance(p, click.Option)]
    records = [record for p in parameters if (record := p.get_help_record(ctx))]
    with formatter.section(_("Opties")):
        formatter.write_dl(
            [(name, text.replace("[required]", _("[verplicht]"))) for name, text in records]
        )
