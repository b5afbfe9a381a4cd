"""`bouwstenen visit`: planning visits, and what goes with them."""

import re
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import click

from webapp.cli.addresses import public_address
from webapp.cli.dutch import DutchGroup
from webapp.cli.finding import provider_ids, round_named, visit_named
from webapp.cli.installation import Installation, pass_installation
from webapp.cli.output import say, show, show_json, show_rows, write_out
from webapp.cli.values import OneOf
from webapp.db.queries.visits import VisitRow, list_visits
from webapp.exports.calendar import calendar_file
from webapp.exports.question_mail import mail_subject, mail_text, when_and_where
from webapp.i18n import gettext as _
from webapp.i18n import ngettext
from webapp.paper.question_list import question_list
from webapp.services.errors import BadInputError
from webapp.services.give_rounds import staff_ids_of
from webapp.services.plan_visit import cancel_visit, plan_visit
from webapp.services.print_slips import draw_day_slips, keep_day_slips
from webapp.services.visit_papers import invitation_to, print_day_slips, visit_events
from webapp.services.visit_plan import ConversationPlan, VisitPlan, read_day

_CONVERSATION = re.compile(
    r"(?P<group>[^@=]+)(?:@(?P<start>\d\d:\d\d)(?:-(?P<end>\d\d:\d\d))?)?(?:=(?P<n>\d{1,5}))?"
)
_OUTPUT = click.option(
    "--output", metavar="F", help=_("Schrijf naar dit bestand; wat er al staat, wordt vervangen.")
)


@click.group(cls=DutchGroup, help=_("Werkbezoeken: plannen, strookjes, vragen, agenda."))
def visit() -> None:
    """Hold the commands together."""


@visit.command(help=_("Plan een werkbezoek met zijn gesprekken en toon zijn id."))
@click.option("--round", "round_id", metavar="ID", required=True, help=_("De id van de ronde."))
@click.option("--day", metavar="JJJJ-MM-DD", required=True, help=_("De dag."))
@click.option(
    "--conversation",
    "conversations",
    metavar="G[@VAN[-TOT]][=N]",
    multiple=True,
    required=True,
    help=_("Een gesprek, zoals scholen@13:00-14:30=15; mag meer keren."),
)
@click.option(
    "--provider",
    "providers",
    metavar="P",
    multiple=True,
    help=_("Id, instellingsnummer of exacte naam; mag meer keren."),
)
@click.option("--region", is_flag=True, help=_("Een regionaal focusgesprek."))
@click.option("--title", metavar="T", default="", help=_("Hoe het heet; mag wegblijven."))
@click.option("--place", metavar="P", default="", help=_("Waar het is."))
@click.option("--leader", "leaders", metavar="E-MAIL", multiple=True, help=_("Wie leidt."))
@click.option("--observer", "observers", metavar="E-MAIL", multiple=True, help=_("Wie meekijkt."))
@click.option("--room-code", is_flag=True, help=_("Zonder strookjes: met de code van het gesprek."))
@click.option("--json", "as_json", is_flag=True, help=_("Antwoord als JSON op één regel."))
@pass_installation
def plan(installation: Installation, /, **typed: Any) -> None:
    """Plan a day; its slips are made by `visit slips`."""
    installation.checked_catalogue()
    platform = installation.platform
    planned = _plan(installation, typed)
    visit_id = plan_visit(platform, typed["round_id"], planned)
    if typed["as_json"]:
        show_json(_values_of(visit_named(platform.database, visit_id)))
        return
    show(visit_id)
    say(_("Het werkbezoek is gepland. De strookjes komen van 'visit slips'."))


@visit.command("list", help=_("Toon de werkbezoeken van een ronde."))
@click.option("--round", "round_id", metavar="ID", required=True, help=_("De id van de ronde."))
@click.option("--json", "as_json", is_flag=True, help=_("Antwoord als JSON op één regel."))
@pass_installation
def list_all(installation: Installation, *, round_id: str, as_json: bool) -> None:
    """The visits of a round by day."""
    database = installation.platform.database
    round_named(database, round_id)
    with database.reading() as session:
        rows = list_visits(session, round_id)
    show_rows(
        rows,
        {"visits": _values_of} if as_json else None,
        lambda row: f"{row.visit.id}  {row.visit.day}  {row.phase:<9}  {row.title or '–'}",
        nothing=_("Er zijn nog geen werkbezoeken in deze ronde."),
    )


@visit.command(help=_("Maak de strookjes van een hele dag als PDF; oudere werken dan niet meer."))
@click.argument("visit_id", metavar="ID")
@_OUTPUT
@pass_installation
def slips(installation: Installation, *, visit_id: str, output: str | None) -> None:
    """The slips are in the file and nowhere else."""
    platform = installation.platform
    row = visit_named(platform.database, visit_id)
    drawn = draw_day_slips(row)
    with platform.database.reading() as session:
        pdf = print_day_slips(session, row, drawn, public_address())
    write_out(pdf, output)
    replaced = keep_day_slips(platform.database, visit_id, drawn)
    if replaced:
        say(
            ngettext(
                "%(n)s oudere code op een strookje of fiche werkt niet meer: gooi die weg.",
                "%(n)s oudere codes op strookjes of fiches werken niet meer: gooi die weg.",
                replaced,
            )
        )


@visit.command(help=_("Geef een werkbezoek als agendabestand (.ics)."))
@click.argument("visit_id", metavar="ID")
@_OUTPUT
@pass_installation
def agenda(installation: Installation, *, visit_id: str, output: str | None) -> None:
    """An event for each conversation."""
    database, home = installation.platform.database, public_address()
    row = visit_named(database, visit_id)
    with database.reading() as session:
        events = visit_events(session, [row], lambda id_: f"{home}/werkbezoek/{id_}")
    write_out(calendar_file(events, stamp=datetime.now(UTC)).encode(), output, is_text=True)


@visit.command(help=_("Geef de vragen die de gesprekspartners vooraf krijgen."))
@click.argument("visit_id", metavar="ID")
@click.option("--meeting", "meeting_id", metavar="ID", help=_("Voor dit gesprek van de dag."))
@click.option(
    "--format", "kind", type=OneOf(("text", "pdf")), default="text", help=_("Standaard text.")
)
@_OUTPUT
@pass_installation
def questions(
    installation: Installation,
    *,
    visit_id: str,
    meeting_id: str | None,
    kind: str,
    output: str | None,
) -> None:
    """The text of a mail, or a PDF."""
    database = installation.platform.database
    row = visit_named(database, visit_id)
    with database.reading() as session:
        invitation = invitation_to(session, row, meeting_id)
    if kind == "pdf":
        write_out(question_list(invitation, when_and_where(invitation)), output)
        return
    text = f"{mail_subject(invitation)}\n\n{mail_text(invitation)}\n"
    write_out(text.encode(), output, is_text=True)


@visit.command(help=_("Annuleer een werkbezoek: gesprekken die gepland of open zijn."))
@click.argument("visit_id", metavar="ID")
@click.option("--yes", is_flag=True, help=_("Niet om bevestiging vragen."))
@pass_installation
def cancel(installation: Installation, *, visit_id: str, yes: bool) -> None:
    """What came in there is destroyed unopened; what is closed stays."""
    if not yes and sys.stdin.isatty():
        question = _("Alles wat ingevuld is gaat verloren. Annuleren? [j/N] ")
        click.echo(question, err=True, nl=False)
        if sys.stdin.readline().strip().lower() not in _("j ja").split():
            raise click.Abort
    ended = cancel_visit(installation.platform, visit_id)
    say(ngettext("%(n)s gesprek is geannuleerd.", "%(n)s gesprekken zijn geannuleerd.", ended))


def _plan(installation: Installation, typed: Mapping[str, Any]) -> VisitPlan:
    database = installation.platform.database
    return VisitPlan(
        kind="region" if typed["region"] else "visit",
        day=read_day(typed["day"]),
        title=typed["title"],
        place=typed["place"],
        provider_ids=provider_ids(database, typed["providers"]),
        leader_ids=staff_ids_of(database, typed["leaders"]),
        observer_ids=staff_ids_of(database, typed["observers"]),
        conversations=[
            _conversation(text, has_slips=not typed["room_code"]) for text in typed["conversations"]
        ],
    )


def _conversation(typed: str, *, has_slips: bool) -> ConversationPlan:
    found = _CONVERSATION.fullmatch(typed)
    if found is None:
        raise BadInputError(
            _("'%(text)s' is geen gesprek. Schrijf het als scholen@13:00-14:30=15.", text=typed)
        )
    return ConversationPlan(
        group_id=found["group"],
        starts_at=found["start"],
        ends_at=found["end"],
        expected=int(found["n"] or 15),
        has_slips=has_slips,
    )


def _values_of(row: VisitRow) -> dict[str, object]:
    return {
        "id": row.visit.id,
        "kind": row.visit.kind,
        "title": row.title,
        "day": row.visit.day.isoformat(),
        "place": row.visit.place,
        "state": row.phase,
        "providers": list(row.provider_names),
        "leaders": [one.email for one in row.leaders],
        "observers": [one.email for one in row.observers],
        "meetings": [
            {
                "id": one.id,
                "group": one.group_id,
                "starts_at": one.starts_at,
                "ends_at": one.ends_at,
                "expected": one.expected,
                "join_code": one.join_code,
                "state": one.state,
                "held": one.held,
            }
            for one in row.meetings
        ],
    }
