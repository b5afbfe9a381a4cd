"""Cancelling a practice or mistaken meeting: its envelopes are destroyed unopened."""

from webapp.db.changes.meetings import remove_envelopes
from webapp.db.database import Database
from webapp.db.queries.meetings import find_round_of
from webapp.i18n import gettext as _
from webapp.sealing.keystore import Keystore
from webapp.services.close_statement_box import destroy_box
from webapp.services.errors import WrongStateError
from webapp.services.existing import existing_meeting
from webapp.services.release_estimated import release_estimated


def cancel_meeting(database: Database, keystore: Keystore, meeting_id: str) -> None:
    """Destroy the key and the sealed envelopes. Raises NotFoundError, WrongStateError.

    Groups of its visit that waited for an estimate of this conversation wait for it no longer.
    """
    with database.writing() as session:
        meeting = existing_meeting(session, meeting_id)
        if meeting.state != "open":
            raise WrongStateError(_("Annuleren kan alleen zolang het gesprek open is."))
        meeting.state, meeting.held = "cancelled", None
        meeting.closes_at = None
        meeting.public_key = None
        remove_envelopes(session, [meeting_id])
        box_id = destroy_box(session, meeting_id)
        release_estimated(session, find_round_of(session, meeting_id))
    keystore.destroy(meeting_id)
    if box_id is not None:
        keystore.destroy(box_id)
