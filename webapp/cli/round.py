"""`bouwstenen round`: starting a round, listing rounds, closing one."""

import click

from webapp.cli.dutch import DutchGroup
from webapp.cli.finding import instrument_named
from webapp.cli.installation import Installation, pass_installation
from webapp.cli.output import say, show, show_json
from webapp.cli.values import OneOf
from webapp.db.database import Database
from webapp.db.queries.meetings import list_meetings
from webapp.db.queries.rounds import RoundRow, find_round, list_rounds
from webapp.i18n import gettext as _
from webapp.i18n import ngettext
from webapp.services.close_round import close_round
from webapp.services.errors import BadInputError
from webapp.services.give_rounds import staff_ids_of
from webapp.services.open_round import RELEASES, RoundPlan, open_round
from webapp.services.round_notice import Notice, proposed_notice


@click.group(cls=DutchGroup, help=_("Rondes: een terreinverkenning of een zelfevaluatie."))
def rounds() -> None:
    """Hold the commands together."""


@rounds.command(help=_("Begin een ronde en toon haar id."))
@click.option(
    "--instrument",
    "name",
    metavar=_("ID[@VERSIE]"),
    required=True,
    help=_("Welk instrument; zonder versie de nieuwste."),
)
@click.option("--title", metavar="T", required=True, help=_("Hoe de ronde heet."))
@click.option(
    "--min-group-size",
    metavar="K",
    help=_("Drempel: van minder mensen wordt niets getoond (minstens 5)."),
)
@click.option(
    "--release",
    type=OneOf(RELEASES),
    default="closing",
    help=_("Wanneer resultaten te zien zijn: bij het sluiten, of na de inschatting."),
)
@click.option(
    "--for",
    "emails",
    metavar="E-MAIL",
    multiple=True,
    help=_("Wie de ronde leidt; mag meer keren. Zonder: elke inspecteur."),
)
@click.option("--controller", metavar="T", help=_("Wie verantwoordelijk is voor de verwerking."))
@click.option("--contact", metavar="T", help=_("E-mailadres of andere weg naar wie dat is."))
@click.option("--complaint", metavar="T", help=_("Waar iemand een klacht kan indienen."))
@click.option("--json", "as_json", is_flag=True, help=_("Antwoord als JSON op één regel."))
@pass_installation
def create(
    installation: Installation,
    *,
    name: str,
    title: str,
    min_group_size: str | None,
    release: str,
    emails: tuple[str, ...],
    controller: str | None,
    contact: str | None,
    complaint: str | None,
    as_json: bool,
) -> None:
    """Open a round on the newest version of an instrument, or on the one that is named."""
    lowest = installation.settings.min_group_size
    plan = RoundPlan(
        title=title,
        min_group_size=_threshold(min_group_size, lowest),
        release=release,
        given_to=staff_ids_of(installation.platform.database, emails) if emails else None,
        notice=_notice(installation, controller, contact, complaint),
    )
    instrument = instrument_named(installation.checked_catalogue(), name)
    round_id = open_round(
        installation.platform.database, instrument, plan, lowest_group_size=lowest
    )
    if as_json:
        show_json({"id": round_id})
        return
    show(round_id)
    say(_("De ronde is begonnen. Gebruik deze id bij 'meeting open --round'."))


@rounds.command("list", help=_("Toon alle rondes."))
@click.option("--json", "as_json", is_flag=True, help=_("Antwoord als JSON op één regel."))
@pass_installation
def list_all(installation: Installation, *, as_json: bool) -> None:
    """Every round with its instrument, threshold and state."""
    with installation.platform.database.reading() as session:
        rows = list_rounds(session)
    if as_json:
        show_json({"rounds": [_values_of(row) for row in rows]})
        return
    for row in rows:
        one = row.round
        show(f"{one.id}  {_state_name(one.state):<10}  {row.instrument_id}  {one.title}")
    if not rows:
        say(_("Er zijn nog geen rondes."))


@rounds.command(help=_("Sluit een ronde af: wat te klein bleef, wordt samengevoegd of vernietigd."))
@click.argument("round_id", metavar="ID")
@click.option("--json", "as_json", is_flag=True, help=_("Antwoord als JSON op één regel."))
@pass_installation
def close(installation: Installation, *, round_id: str, as_json: bool) -> None:
    """Freeze a round for good."""
    platform = installation.platform
    _tell_of_lost_keys(platform.database, round_id)
    closed = close_round(platform.database, platform.keystore, round_id)
    if as_json:
        show_json(
            {
                "id": closed.id,
                "state": closed.state,
                "pooled": closed.pooled,
                "destroyed": closed.destroyed,
            }
        )
        return
    show(_("De ronde is afgesloten."))
    if closed.waiting:
        say(_("Wat nog verzegeld wacht, verwerkt de server met de sleutels binnen enkele tellen."))
        return
    show(_("Samengevoegde gesprekken: %(n)s", n=closed.pooled))
    show(_("Ongeopend vernietigd, want te klein: %(n)s", n=closed.destroyed))


def _tell_of_lost_keys(database: Database, round_id: str) -> None:
    """As the page that asks before it ends a round."""
    with database.reading() as session:
        round_ = find_round(session, round_id)
        states = [row.meeting.state for row in list_meetings(session, round_id)]
    lost = states.count("lost")
    if lost and round_ is not None and round_.state == "open":
        told = ngettext(
            "Van %(n)s gesprek is de sleutel weg. Wat er binnenkwam, telt na het afsluiten niet"
            " meer mee, ook als de sleutels terugkomen.",
            "Van %(n)s gesprekken is de sleutel weg. Wat er binnenkwam, telt na het afsluiten niet"
            " meer mee, ook als de sleutels terugkomen.",
            lost,
        )
        say(_("Let op: %(told)s", told=told))


def _notice(
    installation: Installation, controller: str | None, contact: str | None, complaint: str | None
) -> Notice:
    """What was typed; the settings for what was not."""
    proposed = proposed_notice(installation.settings.publisher)
    return Notice(
        controller=proposed.controller if controller is None else controller,
        contact=proposed.contact if contact is None else contact,
        complaint=proposed.complaint if complaint is None else complaint,
    )


def _threshold(typed: str | None, default: int) -> int:
    if typed is None:
        return default
    if not (typed.isascii() and typed.isdecimal() and len(typed) < 10):
        raise BadInputError(
            _(
                "De drempel '%(typed)s' is geen geheel getal. Geef minstens %(least)s.",
                typed=typed,
                least=default,
            )
        )
    return int(typed)


def _values_of(row: RoundRow) -> dict[str, object]:
    one = row.round
    return {
        "id": one.id,
        "title": one.title,
        "instrument": row.instrument_id,
        "min_group_size": one.min_group_size,
        "release": one.release,
        "state": one.state,
        "is_made_up": one.is_made_up,
        "meetings": dict(row.meetings),
    }


def _state_name(state: str) -> str:
    return {"open": _("open"), "closed": _("afgesloten")}[state]
