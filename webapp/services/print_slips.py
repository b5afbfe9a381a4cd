"""The slips of a whole day: made when they are printed, and nowhere else to be found."""

from dataclasses import dataclass

from webapp.db.changes.meetings import add_slips
from webapp.db.changes.visits import lock_meetings_of_visit, lock_visit, remove_slips
from webapp.db.database import Database
from webapp.i18n import gettext as _
from webapp.sealing.codes import new_slip
from webapp.sealing.envelope import slip_hash
from webapp.sealing.shuffle import shuffled
from webapp.services.errors import NotFoundError, WrongStateError


@dataclass(frozen=True, slots=True)
class MeetingSlips:
    """The slips of one conversation, for its bowl."""

    meeting_id: str
    group_id: str
    starts_at: str | None
    join_code: str
    slips: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DaySlips:
    """The slips of a day; `replaced` older ones do not work any more."""

    meetings: tuple[MeetingSlips, ...]
    replaced: int


def make_day_slips(database: Database, visit_id: str) -> DaySlips:
    """Make the slips of every conversation that has not begun. Raises as the errors say.

    Older slips of these stop working: there is one set, on the newest paper. Nobody can have
    used one, since a planned conversation takes nothing in.
    """
    made, replaced = [], 0
    with database.writing() as session:
        if lock_visit(session, visit_id) is None:
            raise NotFoundError(_("Er is geen werkbezoek %(id)s.", id=visit_id))
        meetings = lock_meetings_of_visit(session, visit_id)
        for meeting in sorted(meetings, key=lambda one: (one.starts_at or "~", one.group_id)):
            if meeting.held != "planned" or not meeting.slip_count:
                continue
            replaced += remove_slips(session, meeting.id)
            slips = tuple(new_slip() for _n in range(meeting.slip_count))
            add_slips(session, meeting.id, [slip_hash(slip) for slip in shuffled(slips)])
            made.append(
                MeetingSlips(
                    meeting.id, meeting.group_id, meeting.starts_at, meeting.join_code, slips
                )
            )
    if not made:
        raise WrongStateError(
            _(
                "Er zijn geen strookjes te maken: elk gesprek is begonnen, voorbij of zonder"
                " strookjes."
            )
        )
    return DaySlips(tuple(made), replaced)
