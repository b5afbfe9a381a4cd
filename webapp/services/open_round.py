"""Starting a round on one version of an instrument."""

from dataclasses import dataclass

from webapp.db.database import Database
from webapp.db.models import Round
from webapp.i18n import gettext as _
from webapp.instrument.model import Instrument
from webapp.sealing.codes import new_id
from webapp.services.errors import BadInputError
from webapp.services.keep_instrument import keep_instrument
from webapp.services.today import today

RELEASES = ("closing", "estimate")
LONGEST_TITLE = 200
LARGEST_GROUP_SIZE = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundPlan:
    """What a round is to be; `release` says when its figures may be seen."""

    title: str
    min_group_size: int
    release: str = "closing"
    is_made_up: bool = False


def open_round(
    database: Database, instrument: Instrument, plan: RoundPlan, *, lowest_group_size: int
) -> str:
    """Store the round and keep its instrument; gives the round's id. Raises BadInputError."""
    title = " ".join(plan.title.split())
    _check(title, plan, lowest_group_size)
    with database.writing() as session:
        keep_instrument(session, instrument)
        round_ = Round(
            id=new_id(),
            title=title,
            instrument_hash=instrument.content_hash,
            min_group_size=plan.min_group_size,
            release=plan.release,
            state="open",
            is_made_up=plan.is_made_up,
            created_on=today(),
        )
        session.add(round_)
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
