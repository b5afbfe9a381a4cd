"""Opening the box of the closing questions: a key of its own, apart from that of the meeting."""

from webapp.db.changes.statements import lock_box_of
from webapp.db.database import Database
from webapp.db.models import Meeting, Round, StatementBox
from webapp.i18n import gettext as _
from webapp.sealing.codes import new_id
from webapp.sealing.keystore import Keystore
from webapp.services.errors import WrongStateError
from webapp.services.existing import existing_meeting
from webapp.services.keep_instrument import instrument_of
from webapp.services.keep_keys import new_key

HAS_CLOSING_QUESTIONS = ("open", "closing", "closed", "pending", "destroyed", "lost")


def open_statement_box(database: Database, keystore: Keystore, meeting_id: str) -> str:
    """Let people of a meeting answer on their phones; gives the id of the box.

    Also when the meeting itself is closed: these are the questions at the end. A box that was
    destroyed unopened may be followed by a new one; what is open already stays as it is.
    Raises NotFoundError, WrongStateError.
    """
    with database.writing() as session:
        meeting = existing_meeting(session, meeting_id)
        round_ = session.get_one(Round, meeting.round_id, with_for_update={"read": True})
        box = lock_box_of(session, meeting_id)
        if box is not None and box.state in ("open", "closing"):
            return box.id
        _check(meeting, round_, box)
        if not instrument_of(session, round_.instrument_hash).closing_for(meeting.group_id):
            raise WrongStateError(_("Dit instrument heeft geen slotvragen voor deze groep."))
        if box is not None:
            keystore.destroy(box.id)  # where a crash left it: nothing is sealed for it any more
            session.delete(box)
            session.flush()
        made = StatementBox(
            id=new_id(),
            meeting_id=meeting_id,
            state="open",
            public_key=None,
            received=0,
            writers=None,
        )
        session.add(made)
        session.flush()
        # before the commit: an open box always has its key
        made.public_key = new_key(session, keystore, made.id)
        return made.id


def _check(meeting: Meeting, round_: Round, box: StatementBox | None) -> None:
    if meeting.state not in HAS_CLOSING_QUESTIONS:
        raise WrongStateError(_("Dit gesprek is geannuleerd: er zijn geen slotvragen meer."))
    if meeting.held is not None:
        raise WrongStateError(
            _("Dit gesprek is nog niet begonnen of staat stil. Start het, en open dan de vragen.")
        )
    if round_.state != "open":
        raise WrongStateError(_("Deze ronde is afgesloten: er komt niets meer bij."))
    if box is not None and box.state != "destroyed":
        raise WrongStateError(_("De slotvragen van dit gesprek zijn al beantwoord."))
