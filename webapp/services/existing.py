"""What must be there for something to be done with it: held until the commit, or refused."""

from sqlalchemy.orm import Session

from webapp.db.changes.meetings import lock_meeting
from webapp.db.models import Meeting, Round
from webapp.i18n import gettext as _
from webapp.services.errors import NotFoundError


def existing_meeting(session: Session, meeting_id: str) -> Meeting:
    """The meeting: nobody else changes it meanwhile. Raises NotFoundError."""
    meeting = lock_meeting(session, meeting_id)
    if meeting is None:
        raise NotFoundError(_("Er is geen gesprek %(id)s.", id=meeting_id))
    return meeting


def existing_round(session: Session, round_id: str, *, is_changed: bool = True) -> Round:
    """The round: nobody else changes it meanwhile. Raises NotFoundError.

    With `is_changed` false others may hold it so too: to add to a round that stays as it is.
    """
    held = True if is_changed else {"read": True}
    round_ = session.get(Round, round_id, with_for_update=held)
    if round_ is None:
        raise NotFoundError(_("Er is geen ronde %(id)s.", id=round_id))
    return round_
