"""A provider's team says itself what it thinks of each bouwsteen: authored, never anonymous."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from webapp.analysis.estimates import NOTHING, Rating
from webapp.db.database import Database
from webapp.db.models import TeamRating
from webapp.db.queries.follow_up import list_team_ratings
from webapp.db.queries.self_evaluations import is_shared
from webapp.i18n import gettext as _
from webapp.instrument.model import Instrument
from webapp.services.conflict import ConflictError
from webapp.services.errors import BadInputError, WrongStateError
from webapp.services.follow_up.own_round import OwnRound, lock_own_round
from webapp.services.keep_instrument import instrument_of
from webapp.services.read_statements import one_line
from webapp.services.today import today

LONGEST_TEAM_REMARK = 500


@dataclass(frozen=True, slots=True)
class TeamSays:
    """What the team says of a bouwsteen, who wrote it last, and its version (0: nothing yet)."""

    rating: Rating = NOTHING
    version: int = 0
    author: str = ""
    changed_on: date | None = None


class TeamConflictError(ConflictError):
    """Somebody else of the team was first, on these bouwstenen."""

    def __init__(self, block_ids: tuple[str, ...]) -> None:
        super().__init__(_("Iemand anders van het team schreef hier intussen iets anders."))
        self.block_ids = block_ids


def read_team(session: Session, own: OwnRound) -> dict[str, TeamSays]:
    """Block id → what the team says of it."""
    return {
        row.block_id: TeamSays(
            Rating(row.option_code or None, row.remark), row.version, author, row.changed_on
        )
        for row, author in list_team_ratings(session, *own)
    }


def rate_as_team(
    database: Database,
    own: OwnRound,
    staff_id: str,
    *,
    sent: Mapping[str, Rating],
    seen: Mapping[str, int],
) -> int:
    """Keep what somebody changed in the form; gives how many bouwstenen that were.

    `sent` is what the form says, `seen` the version of each bouwsteen that it was made of. All of
    it is kept or nothing, and nothing while the round is shared: what was shared stays as it was
    looked at. Raises BadInputError, NotFoundError, TeamConflictError, WrongStateError.
    """
    with database.writing() as session:
        instrument = instrument_of(session, lock_own_round(session, own).instrument_hash)
        if is_shared(session, own.round_id):
            raise WrongStateError(
                _(
                    "U deelt deze ronde met de inspectie: zolang ligt het oordeel van uw team vast."
                    " Stop eerst met delen."
                )
            )
        wanted = {id_: _checked(instrument, id_, rating) for id_, rating in sent.items()}
        there = read_team(session, own)
        changed = {
            id_: rating
            for id_, rating in wanted.items()
            if rating != there.get(id_, TeamSays()).rating
        }
        late = [id_ for id_ in changed if there.get(id_, TeamSays()).version != seen.get(id_, 0)]
        if late:
            raise TeamConflictError(tuple(late))
        for block_id, rating in changed.items():
            _keep(session, own, block_id, rating=rating, staff_id=staff_id)
    return len(changed)


def _checked(instrument: Instrument, block_id: str, rating: Rating) -> Rating:
    known = {block.id for block in instrument.blocks}
    codes = {option.code for option in instrument.options_for("alone")}
    if block_id not in known or rating.option not in {None, *codes}:
        raise BadInputError(_("Er kwam iets mee dat niet bij dit formulier hoort."))
    remark = one_line(rating.remark)
    if len(remark) > LONGEST_TEAM_REMARK:
        raise BadInputError(
            _(
                "Bouwsteen %(id)s: een opmerking heeft hoogstens %(most)s tekens.",
                id=block_id,
                most=LONGEST_TEAM_REMARK,
            )
        )
    return Rating(rating.option, remark)


def _keep(session: Session, own: OwnRound, block_id: str, *, rating: Rating, staff_id: str) -> None:
    row = session.get(TeamRating, (*own, block_id))
    if row is None:
        row = TeamRating(
            round_id=own.round_id, provider_id=own.provider_id, block_id=block_id, version=0
        )
        session.add(row)
    row.option_code, row.remark = rating.option or "", rating.remark
    row.staff_id, row.changed_on = staff_id, today()
    row.version += 1
