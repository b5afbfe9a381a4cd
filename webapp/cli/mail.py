"""`bouwstenen mail`, and `meeting mail`: sending slips and reminders without a page."""

from pathlib import Path

import click

from webapp.cli.dutch import DutchCommand, DutchGroup
from webapp.cli.installation import Installation, pass_installation
from webapp.cli.output import say, show, show_json
from webapp.cli.values import OneOf
from webapp.db.queries.mailings import MailingRow, list_going
from webapp.i18n import LANGUAGES, SOURCE_LANGUAGE, ngettext
from webapp.i18n import gettext as _
from webapp.mail.texts import REMINDER, SLIPS
from webapp.platform import Platform
from webapp.services.end_mailing import end_mailing, refused_addresses
from webapp.services.errors import NotFoundError, WrongStateError
from webapp.services.keep_keys import destroy_ended_keys
from webapp.services.mailer import end_what_is_over
from webapp.services.read_recipients import decoded, read_recipients
from webapp.services.send_mailing import send_mailing
from webapp.services.start_mailing import MailingPlan, start_mailing

_TOLD_EVERY = 50


@click.group(cls=DutchGroup, help=_("Mails met strookjes: verdersturen, nakijken, stoppen."))
def mail() -> None:
    """Hold the commands together."""


@click.command(
    "mail",
    cls=DutchCommand,
    help=_("Mail elk adres een eigen strookje, of een herinnering zonder."),
)
@click.argument("meeting_id", metavar="ID")
@click.option(
    "--addresses",
    metavar="F",
    required=True,
    help=_("Een tekst- of CSV-bestand: een adres per regel, desgewenst met ;taal erachter."),
)
@click.option("--reminder", is_flag=True, help=_("Een herinnering, zonder strookje."))
@click.option(
    "--language",
    type=OneOf(LANGUAGES),
    default=SOURCE_LANGUAGE,
    help=_("De taal voor wie er geen bij staat; standaard nl."),
)
@click.option("--json", "as_json", is_flag=True, help=_("Antwoord als JSON op één regel."))
@pass_installation
def meeting_mail(
    installation: Installation,
    *,
    meeting_id: str,
    addresses: str,
    reminder: bool,
    language: str,
    as_json: bool,
) -> None:
    """Start a mailing and send it; what is left, `mail resume` or a server sends later."""
    platform = _mailing_platform(installation)
    found = read_recipients(decoded(Path(addresses).read_bytes()), language)
    plan = MailingPlan(
        meeting_id=meeting_id, kind=REMINDER if reminder else SLIPS, people=found.people
    )
    mailing_id = start_mailing(platform.database, platform.keystore, plan)
    row = send_mailing(platform, mailing_id, _tell)
    show_json(_values(row)) if as_json else _show(row)


@mail.command(help=_("Stuur verder wat begonnen is, zoals na een stroompanne."))
@click.argument("mailing_id", metavar="ID", required=False)
@click.option("--json", "as_json", is_flag=True, help=_("Antwoord als JSON op één regel."))
@pass_installation
def resume(installation: Installation, *, mailing_id: str | None, as_json: bool) -> None:
    """Send what was started; without an id everything that is not done."""
    platform = _mailing_platform(installation)
    end_what_is_over(platform)
    if platform.keystore.is_here:
        destroy_ended_keys(platform.database, platform.keystore)
    with platform.database.reading() as session:
        going = [one.id for one in list_going(session)]
    if mailing_id is not None and mailing_id not in going:
        raise NotFoundError(_("Deze mails zijn klaar, of bestaan niet."))
    rows = [send_mailing(platform, one, _tell) for one in going if mailing_id in (None, one)]
    if as_json:
        show_json({"mailings": [_values(row) for row in rows]})
        return
    for row in rows:
        _show(row)
    if not rows:
        say(_("Er is niets te versturen."))


@mail.command(help=_("Toon welke adressen de mailserver weigert, zolang de mails niet klaar zijn."))
@click.argument("mailing_id", metavar="ID")
@pass_installation
def refused(installation: Installation, *, mailing_id: str) -> None:
    """One address on each line."""
    platform = installation.platform
    for address in refused_addresses(platform.database, platform.keystore, mailing_id):
        show(address)


@mail.command(help=_("Stop en wis de lijst van adressen, ook wie nog geen mail kreeg."))
@click.argument("mailing_id", metavar="ID")
@pass_installation
def stop(installation: Installation, *, mailing_id: str) -> None:
    """End a mailing; the slips that left keep working."""
    platform = installation.platform
    end_mailing(platform.database, platform.keystore, mailing_id)
    say(_("De lijst van adressen en het geheim van de strookjes zijn gewist."))


def _mailing_platform(installation: Installation) -> Platform:
    if installation.settings.mail is None:
        raise WrongStateError(_("Er is geen mailserver ingesteld: geef MAIL_HOST en MAIL_FROM."))
    return installation.platform


def _tell(number: int) -> None:
    if number % _TOLD_EVERY == 0:
        say(ngettext("%(n)s mail vertrokken…", "%(n)s mails vertrokken…", number))


def _show(row: MailingRow) -> None:
    show(_("Mails: %(id)s", id=row.mailing.id))
    show(ngettext("%(n)s mail vertrokken.", "%(n)s mails vertrokken.", row.sent))
    if row.waiting and row.is_going:
        say(
            ngettext(
                "%(n)s mail wacht nog. Stuur later verder met: bouwstenen mail resume",
                "%(n)s mails wachten nog. Stuur later verder met: bouwstenen mail resume",
                row.waiting,
            )
        )
    if row.refused and row.is_going:
        say(
            ngettext(
                "De mailserver weigert %(n)s adres. Bekijk het met: bouwstenen mail refused"
                " %(id)s, en wis daarna de lijst met: bouwstenen mail stop %(id)s",
                "De mailserver weigert %(n)s adressen. Bekijk ze met: bouwstenen mail refused"
                " %(id)s, en wis daarna de lijst met: bouwstenen mail stop %(id)s",
                row.refused,
                id=row.mailing.id,
            )
        )


def _values(row: MailingRow) -> dict[str, object]:
    one = row.mailing
    return {
        "id": one.id,
        "meeting": one.meeting_id,
        "kind": one.kind,
        "state": one.state,
        "problem": one.problem,
        "number": one.number,
        "sent": row.sent,
        "refused": row.refused,
        "waiting": row.waiting,
    }
