"""Starting a round on one version of an instrument."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from webapp.db.database import Database
from webapp.db.models import Round
from webapp.db.queries.round_rights import EVERY_INSPECTOR
from webapp.i18n import gettext as _
from webapp.instrument.model import Instrument
from webapp.sealing.codes import new_id
from webapp.services.errors import BadInputError
from webapp.services.give_rounds import give_to_leaders
from webapp.services.keep_instrument import keep_instrument
from webapp.services.keep_round import kept_until
from webapp.services.round_notice import NOTHING_SAID, Notice, set_notice
from webapp.services.today import today

RELEASES = ("closing", "estimate")
LONGEST_TITLE = 200
LARGEST_GROUP_SIZE = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundPlan:
    """What a round is to be; `release` says when its figures may be seen.

    `round_id` is the id that was made beforehand, so that sending it twice opens one.
    `given_to`: the accounts that lead it, such as who opened it; None: every inspector.
    `notice`: who answers for it; what is empty follows the settings.
    `owner_provider_id`: the provider whose self-evaluation it is, with the days it is planned for.
    """

    title: str
    min_group_size: int
    release: str = "closing"
    is_made_up: bool = False
    round_id: str | None = None
    owner_provider_id: str | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    given_to: tuple[str, ...] | None = None
    notice: Notice = NOTHING_SAID


def open_round(
    database: Database, instrument: Instrument, plan: RoundPlan, *, lowest_group_size: int
) -> str:
    """Store the round and keep its instrument; gives the round's id. Raises BadInputError."""
    with database.writing() as session:
        return add_round(session, instrument, plan, lowest_group_size=lowest_group_size)


def add_round(
    session: Session, instrument: Instrument, plan: RoundPlan, *, lowest_group_size: int
) -> str:
    """The same inside a transaction. Raises BadInputError."""
    title = " ".join(plan.title.split())
    _check(title, plan, lowest_group_size)
    keep_instrument(session, instrument)
    round_ = Round(
        id=plan.round_id or new_id(),
        title=title,
        instrument_hash=instrument.content_hash,
        min_group_size=plan.min_group_size,
        release=plan.release,
        state="open",
        is_made_up=plan.is_made_up,
        created_on=today(),
        owner_provider_id=plan.owner_provider_id,
        starts_on=plan.starts_on,
        ends_on=plan.ends_on,
        keep_until=kept_until(today()),
    )
    set_notice(round_, plan.notice)
    session.add(round_)
    session.flush()
    if plan.owner_provider_id is None:
        round_.led_by = EVERY_INSPECTOR if plan.given_to is None else None
        give_to_leaders(session, round_.id, plan.given_to or ())
    return round_.id


def _check(title: str, plan: RoundPlan, lowest_group_size: int) -> None:
    if not title or len(title) > LONGEST_TITLE or not title.isprintable():
        raise BadInputError(
            _("Geef de ronde een titel van hoogstens %(most)s tekens.", most=LONGEST_TITLE)
        )
    if plan.min_group_size > LARGEST_GROUP_SIZE:
        raise BadInputError(_("De drempel is hoogstens %(most)s.", most=LARGEST_GROUP_SIZE))
    if plan.min_group_size < lowest_group_size:
        raise BadInputError(
            _(
                "De drempel moet minstens %(least)s zijn: kleinere groepen kunnen herkend worden.",
                least=lowest_group_size,
            )
        )
    if plan.release not in RELEASES:
        raise BadInputError(
            _("Vrijgeven kan bij het sluiten (closing) of na de inschatting (estimate).")
        )
