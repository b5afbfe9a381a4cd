"""The slips of a whole day: drawn, put on paper, and only then kept; nowhere else to be found."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy.orm import Session

from webapp.db.changes.meetings import add_slips, lock_meetings_of_round
from webapp.db.changes.visits import lock_meetings_of_visit, remove_slips
from webapp.db.database import Database
from webapp.db.models import Meeting
from webapp.db.queries.visits import VisitRow
from webapp.i18n import gettext as _
from webapp.sealing.codes import new_slip
from webapp.sealing.envelope import slip_hash
from webapp.sealing.shuffle import shuffled
from webapp.services.errors import WrongStateError


@dataclass(frozen=True, slots=True)
class MeetingSlips:
    """The slips of one conversation, for its bowl."""

    meeting_id: str
    group_id: str
    starts_at: str | None
    join_code: str
    slips: tuple[str, ...]


def draw_day_slips(row: VisitRow) -> tuple[MeetingSlips, ...]:
    """The slips of a visit; see `draw_slips`."""
    return draw_slips(row.meetings)


def draw_slips(meetings: Iterable[Meeting]) -> tuple[MeetingSlips, ...]:
    """Slips for every conversation that has not begun; they do not work yet.

    Raises WrongStateError where there is nothing to draw for.
    """
    drawn = tuple(
        MeetingSlips(
            meeting.id,
            meeting.group_id,
            meeting.starts_at,
            meeting.join_code,
            tuple(new_slip() for _n in range(meeting.slip_count)),
        )
        for meeting in meetings
        if meeting.held == "planned" and meeting.slip_count
    )
    if not drawn:
        raise WrongStateError(
            _(
                "Er zijn geen strookjes te maken: elk gesprek is begonnen, voorbij of zonder"
                " strookjes."
            )
        )
    return drawn


def keep_day_slips(database: Database, visit_id: str, drawn: tuple[MeetingSlips, ...]) -> int:
    """Let these slips work, and older ones of the same conversations no longer; gives how many.

    Called when the paper is ready. Nobody can have used an older one, since a planned
    conversation takes nothing in. Raises WrongStateError when the plan changed meanwhile.
    """
    with database.writing() as session:
        return _keep(session, lock_meetings_of_visit(session, visit_id), drawn)


def keep_round_slips(database: Database, round_id: str, drawn: tuple[MeetingSlips, ...]) -> int:
    """The same for all meetings of a self-evaluation."""
    with database.writing() as session:
        return _keep(session, lock_meetings_of_round(session, round_id), drawn)


def _keep(session: Session, meetings: Iterable[Meeting], drawn: tuple[MeetingSlips, ...]) -> int:
    planned = {one.id: one.slip_count for one in meetings if one.held == "planned"}
    if any(planned.get(one.meeting_id) != len(one.slips) for one in drawn):
        raise WrongStateError(
            _("Het plan veranderde net, of een gesprek begon. Maak de strookjes opnieuw.")
        )
    return sum(_replace(session, one) for one in drawn)


def _replace(session: Session, one: MeetingSlips) -> int:
    replaced = remove_slips(session, one.meeting_id)
    add_slips(session, one.meeting_id, [slip_hash(slip) for slip in shuffled(one.slips)])
    return replaced
