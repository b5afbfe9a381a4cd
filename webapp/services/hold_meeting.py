"""Beginning a planned meeting, and letting it take no sheets in for a while."""

from sqlalchemy.orm import Session

from webapp.db.database import Database
from webapp.db.models import Meeting
from webapp.db.queries.visits import count_slips
from webapp.i18n import gettext as _
from webapp.services.errors import WrongStateError
from webapp.services.existing import existing_meeting


def begin_meeting(database: Database, meeting_id: str) -> None:
    """Take sheets in: from now on, or again. Twice is once. Raises NotFoundError, WrongStateError.

    Phones that wait with a sheet send it by themselves when they hear of it.
    """
    with database.writing() as session:
        meeting = _open_meeting(session, meeting_id)
        if not may_begin(session, meeting):
            raise WrongStateError(
                _("Er zijn nog geen strookjes voor dit gesprek. Druk ze eerst af.")
            )
        meeting.held = None


def may_begin(session: Session, meeting: Meeting) -> bool:
    """Whether people can come in: a planned meeting with slips waits until they are printed."""
    if meeting.held != "planned" or not meeting.slip_count:
        return True
    return bool(count_slips(session, [meeting.id]))


def pause_meeting(database: Database, meeting_id: str) -> None:
    """Take no sheets in until it goes on; what came in stays. Raises as begin_meeting."""
    with database.writing() as session:
        meeting = _open_meeting(session, meeting_id)
        if meeting.closes_at is not None:
            raise WrongStateError(_("Het aftellen loopt. Houd het gesprek eerst open."))
        if meeting.held is None:
            meeting.held = "paused"


def _open_meeting(session: Session, meeting_id: str) -> Meeting:
    meeting = existing_meeting(session, meeting_id)
    if meeting.state != "open":
        raise WrongStateError(_("Dit gesprek is niet open."))
    return meeting
