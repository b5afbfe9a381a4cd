"""`bouwstenen settings`: what holds on this host, with secrets masked."""

import os

import click

from webapp.cli.dutch import DutchCommand
from webapp.cli.installation import Installation, pass_installation
from webapp.cli.output import say, show, show_json
from webapp.i18n import gettext as _
from webapp.setting_table import SETTING_GROUPS, SettingRow, rows

_MASK = "********"


@click.command(cls=DutchCommand, help=_("Toon de instellingen van deze server; geheimen bedekt."))
@click.option("--json", "as_json", is_flag=True, help=_("Antwoord als JSON op één regel."))
@click.option("--markdown", is_flag=True, help=_("Schrijf de tabel van alle instellingen."))
@pass_installation
def settings(installation: Installation, *, as_json: bool, markdown: bool) -> None:
    """Show every setting, or write the guide."""
    if markdown:
        click.echo(as_markdown(), nl=False)
        return
    installation.settings  # noqa: B018  # refused here, not when the server starts
    values = {row.name: _shown(row) for row in rows()}
    if as_json:
        show_json(values)
        return
    for name, value in values.items():
        show(f"{name}={value}" if value is not None else _("%(name)s: standaard", name=name))
    known = {row.name for row in rows()} | {"BOUWSTENEN_DEMO"}
    for name in sorted(os.environ):
        if name.startswith(("BOUWSTENEN_", "BRAND_", "MAIL_")) and name not in known:
            say(_("Let op: %(name)s is geen instelling van het platform.", name=name))


def _shown(row: SettingRow) -> str | None:
    """What was set; None: nothing, so the default holds."""
    value = os.environ.get(row.name, "").strip()
    if not value:
        return None
    if row.name == "DATABASE_URL":
        return without_password(value)
    return _MASK if row.is_secret else value


def without_password(url: str) -> str:
    """The address of a database, with what stands between the name and the @ masked."""
    before, at, after = url.rpartition("@")
    if not at:
        return url if "password" not in url.lower() else _MASK
    scheme, _slashes, who = before.partition("://")
    name = who.partition(":")[0]
    masked = f"{scheme}://{name}:{_MASK}@{after}"
    return masked if "password" not in after.lower() else _MASK


def as_markdown() -> str:
    """The guide docs/guides/settings.md."""
    parts = [
        "# Settings",
        "Made from `webapp/setting_table.py` by `bouwstenen settings --markdown`; a test compares.",
        (
            "Settings come from the environment. `bouwstenen settings` shows what holds, with"
            " secrets masked; `bouwstenen serve --check` says whether the server may start with"
            " them. What is refused ends the start with one line that says what to do."
        ),
    ]
    for group in SETTING_GROUPS:
        lines = ["| name | default | meaning | refused |", "| --- | --- | --- | --- |"]
        lines += [
            f"| `{row.name}` | {row.default} | {row.meaning} | {row.refused} |"
            for row in group.rows
        ]
        parts += [f"## {group.title}", "\n".join(lines)]
    return "\n\n".join(parts) + "\n"
