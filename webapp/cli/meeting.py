"""`bouwstenen meeting`: opening, closing, cancelling and listing meetings."""

import sys
from pathlib import Path

import click

from webapp.cli.addresses import public_address
from webapp.cli.countdown import wait_for_closing, wait_for_keys
from webapp.cli.dutch import DutchGroup
from webapp.cli.finding import provider_ids, round_named
from webapp.cli.installation import Installation, pass_installation
from webapp.cli.mail import meeting_mail
from webapp.cli.output import say, show, show_json, show_rows, write_whole
from webapp.cli.values import Number
from webapp.db.queries.meetings import MeetingRow, list_meetings
from webapp.i18n import gettext as _
from webapp.i18n import ngettext
from webapp.sealing.codes import grouped
from webapp.services.cancel_meeting import cancel_meeting
from webapp.services.close_meeting import ClosedMeeting, close_meeting
from webapp.services.open_meeting import MOST_PEOPLE, MeetingPlan, OpenedMeeting, open_meeting
from webapp.services.print_sheets import MOST_SHEETS, print_sheets


@click.group(cls=DutchGroup, help=_("Gesprekken: openen, sluiten, annuleren."))
def meeting() -> None:
    """Hold the commands together."""


meeting.add_command(meeting_mail)


@meeting.command("open", help=_("Open een gesprek en toon zijn code en strookjes."))
@click.option("--round", "round_id", metavar="ID", required=True, help=_("De id van de ronde."))
@click.option("--group", metavar="G", required=True, help=_("De gesprekspartner, zoals scholen."))
@click.option(
    "--provider",
    "providers",
    metavar="P",
    multiple=True,
    help=_("Id, instellingsnummer of exacte naam; mag meer keren."),
)
@click.option("--expected", type=Number(1, MOST_PEOPLE), help=_("Hoeveel mensen er ongeveer zijn."))
@click.option(
    "--slips",
    type=Number(0, MOST_PEOPLE),
    default=0,
    help=_("Hoeveel strookjes; zonder strookjes komt iedereen binnen met de code."),
)
@click.option(
    "--by-mail", is_flag=True, help=_("De strookjes gaan per mail, met: bouwstenen meeting mail.")
)
@click.option(
    "--alone", is_flag=True, help=_("Een zelfevaluatie die ieder alleen invult, geen gesprek.")
)
@click.option("--json", "as_json", is_flag=True, help=_("Antwoord als JSON op één regel."))
@pass_installation
def open_one(
    installation: Installation,
    *,
    round_id: str,
    group: str,
    providers: tuple[str, ...],
    expected: int | None,
    slips: int,
    by_mail: bool,
    alone: bool,
    as_json: bool,
) -> None:
    """Open a meeting; its slips can be shown only now."""
    installation.checked_catalogue()
    platform = installation.platform
    plan = MeetingPlan(
        round_id=round_id,
        group_id=group,
        provider_ids=provider_ids(platform.database, providers),
        expected=expected,
        slips=slips or (expected or 1 if by_mail else 0),
        by_mail=by_mail,
        setting="alone" if alone else "conversation",
    )
    opened = open_meeting(platform.database, platform.keystore, plan)
    if as_json:
        show_json({"id": opened.id, "join_code": opened.join_code, "slips": list(opened.slips)})
    else:
        _show_opened(opened)


@meeting.command(help=_("Sluit een gesprek, na het aftellen of met --now meteen."))
@click.argument("meeting_id", metavar="ID")
@click.option("--now", is_flag=True, help=_("Niet aftellen."))
@click.option("--json", "as_json", is_flag=True, help=_("Antwoord als JSON op één regel."))
@pass_installation
def close(installation: Installation, *, meeting_id: str, now: bool, as_json: bool) -> None:
    """Close a meeting and tell how many were received and counted."""
    platform = installation.platform
    if not now:
        wait_for_closing(platform, meeting_id)
    closed = close_meeting(platform.database, platform.keystore, meeting_id)
    if closed.state == "closing":
        closed = wait_for_keys(platform, meeting_id)
    if as_json:
        show_json(
            {
                "id": closed.id,
                "state": closed.state,
                "received": closed.received,
                "counted": closed.counted,
            }
        )
    else:
        _show_closed(closed)


@meeting.command(help=_("Annuleer een gesprek: wat ingevuld is, wordt ongeopend vernietigd."))
@click.argument("meeting_id", metavar="ID")
@click.option("--yes", is_flag=True, help=_("Niet om bevestiging vragen."))
@pass_installation
def cancel(installation: Installation, *, meeting_id: str, yes: bool) -> None:
    """Destroy what a meeting received, unopened."""
    is_asked = not yes and sys.stdin.isatty()
    if is_asked and not _confirmed():
        raise click.Abort
    platform = installation.platform
    cancel_meeting(platform.database, platform.keystore, meeting_id)
    say(_("Het gesprek is geannuleerd; wat ingevuld was, is ongeopend vernietigd."))


@meeting.command(help=_("Druk registratiefiches op papier af, elk met een eigen nummer."))
@click.argument("meeting_id", metavar="ID")
@click.option(
    "--number", type=Number(1, MOST_SHEETS), required=True, help=_("Hoeveel fiches (PDF, A4).")
)
@click.option(
    "--output",
    metavar="F",
    required=True,
    help=_("Schrijf naar dit bestand; wat er al staat, wordt vervangen."),
)
@pass_installation
def sheets(installation: Installation, *, meeting_id: str, number: int, output: str) -> None:
    """Print forms; their numbers are in this file and nowhere else."""
    pdf = print_sheets(
        installation.platform.database,
        meeting_id,
        number,
        lambda join_code: f"{public_address()}/d/{join_code}",
    )
    write_whole(Path(output), pdf)
    say(_("Geschreven: %(file)s", file=output))
    say(
        _(
            "De nummers zijn hierna niet meer op te vragen. Bewaar het bestand niet langer dan"
            " nodig."
        )
    )


@meeting.command("list", help=_("Toon de gesprekken van een ronde."))
@click.option("--round", "round_id", metavar="ID", required=True, help=_("De id van de ronde."))
@click.option("--json", "as_json", is_flag=True, help=_("Antwoord als JSON op één regel."))
@pass_installation
def list_all(installation: Installation, *, round_id: str, as_json: bool) -> None:
    """The meetings of a round by day, provider and group."""
    database = installation.platform.database
    round_named(database, round_id)
    with database.reading() as session:
        rows = list_meetings(session, round_id)
    show_rows(
        rows,
        {"meetings": _values_of} if as_json else None,
        _line_of,
        nothing=_("Er zijn nog geen gesprekken in deze ronde."),
    )


def _line_of(row: MeetingRow) -> str:
    one, names = row.meeting, " + ".join(row.provider_names) or "–"
    code = grouped(one.join_code)
    return f"{one.id}  {one.day}  {code}  {one.state:<9}  {one.group_id}  {names}"


def _show_opened(opened: OpenedMeeting) -> None:
    show(_("Gesprek: %(id)s", id=opened.id))
    show(_("Code: %(code)s", code=grouped(opened.join_code)))
    for slip in opened.slips:
        show(_("Strookje: %(code)s", code=grouped(slip)))
    if opened.slips:
        say(_("De strookjes worden niet bewaard: deel ze nu uit, elk aan één persoon."))


def _show_closed(closed: ClosedMeeting) -> None:
    show(
        ngettext("%(n)s antwoord ontvangen.", "%(n)s antwoorden ontvangen.", closed.received)
        + " "
        + ngettext("%(n)s telt mee.", "%(n)s tellen mee.", closed.counted)
    )
    if closed.state == "pending":
        say(
            _(
                "Te weinig om te tonen: ze blijven verzegeld en wachten op andere gesprekken van"
                " dezelfde groep, ten laatste tot de ronde sluit."
            )
        )


def _values_of(row: MeetingRow) -> dict[str, object]:
    one = row.meeting
    return {
        "id": one.id,
        "group": one.group_id,
        "providers": list(row.provider_names),
        "setting": one.setting,
        "state": one.state,
        "day": one.day.isoformat(),
        "join_code": one.join_code,
        "expected": one.expected,
        "received": one.received,
        "counted": one.counted,
    }


def _confirmed() -> bool:
    question = _("Alles wat ingevuld is gaat verloren. Annuleren? [j/N] ")
    click.echo(question, err=True, nl=False)
    return sys.stdin.readline().strip().lower() in _("j ja").split()
