"""Beginning a planned meeting, and letting it take no sheets in for a while."""

from sqlalchemy.orm import Session

from webapp.db.changes.meetings import lock_meeting
from webapp.db.database import Database
from webapp.db.models import Meeting
from webapp.db.queries.visits import count_slips
from webapp.i18n import gettext as _
from webapp.services.errors import NotFoundError, WrongStateError


def begin_meeting(database: Database, meeting_id: str) -> None:
    """Take sheets in: from now on, or again. Twice is once. Raises NotFoundError, WrongStateError.

    Phones that wait with a sheet send it by themselves when they hear of it.
    """
    with database.writing() as session:
        meeting = _open_meeting(session, meeting_id)
        if meeting.held == "planned" and meeting.slip_count:
            _check_slips(session, meeting_id)
        meeting.held = None


def pause_meeting(database: Database, meeting_id: str) -> None:
    """Take no sheets in until it goes on; what came in stays. Raises as begin_meeting."""
    with database.writing() as session:
        meeting = _open_meeting(session, meeting_id)
        if meeting.closes_at is not None:
            raise WrongStateError(_("Het aftellen loopt. Houd het gesprek eerst open."))
        if meeting.held is None:
            meeting.held = "paused"


def _check_slips(session: Session, meeting_id: str) -> None:
    if not count_slips(session, [meeting_id]):
        raise WrongStateError(_("Er zijn nog geen strookjes voor dit gesprek. Druk ze eerst af."))


def _open_meeting(session: Session, meeting_id: str) -> Meeting:
    meeting = lock_meeting(session, meeting_id)
    if meeting is None:
        raise NotFoundError(_("Er is geen gesprek %(id)s.", id=meeting_id))
    if meeting.state != "open":
        raise WrongStateError(_("Dit gesprek is niet open."))
    return meeting
