"""After a crash: finish what was closing, remove keys that should be gone."""

import logging

from sqlalchemy import select, update

from webapp.db.models import Meeting, Round
from webapp.db.queries.meetings import list_ids_in_state
from webapp.platform import Platform
from webapp.services.close_meeting import close_meeting
from webapp.services.close_round import close_round

_ENDED_STATES = ("closed", "cancelled", "destroyed")
_NEEDS_KEY = ("open", "closing", "pending")

log = logging.getLogger(__name__)


def recover_meetings(platform: Platform) -> None:
    """Bring every meeting back to open with everything, or closed with everything.

    A meeting whose key is gone becomes `lost`, never open; it closes when its key comes back.
    """
    database, keystore = platform.database, platform.keystore
    with database.reading() as session:
        states = list_ids_in_state(session, (*_ENDED_STATES, *_NEEDS_KEY, "lost"))
    for meeting_id in keystore.meeting_ids():
        if states.get(meeting_id) in _ENDED_STATES:
            keystore.destroy(meeting_id)
    for meeting_id, state in states.items():
        if state in _NEEDS_KEY and not keystore.has(meeting_id):
            log.error("the key of meeting %s is not in this keystore: it is lost", meeting_id)
            _change_state(platform, meeting_id, state, "lost")
        elif state == "lost" and keystore.has(meeting_id):
            _change_state(platform, meeting_id, "lost", "closing")
            close_meeting(database, keystore, meeting_id)
        elif state == "closing":
            close_meeting(database, keystore, meeting_id)
    _finish_rounds(platform)


def _change_state(platform: Platform, meeting_id: str, old: str, new: str) -> None:
    with platform.database.writing() as session:
        session.execute(
            update(Meeting).where(Meeting.id == meeting_id, Meeting.state == old).values(state=new)
        )


def _finish_rounds(platform: Platform) -> None:
    query = (
        select(Round.id)
        .join(Meeting)
        .where(Round.state == "closed", Meeting.state == "pending")
        .distinct()
    )
    with platform.database.reading() as session:
        round_ids = list(session.scalars(query))
    for round_id in round_ids:
        close_round(platform.database, platform.keystore, round_id)
