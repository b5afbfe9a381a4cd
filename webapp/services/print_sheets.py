"""Printed forms for a meeting: as many as asked, each with a number that only the paper knows."""

from collections.abc import Callable

from sqlalchemy.orm import Session

from webapp.db.changes.meetings import add_slips, lock_meeting
from webapp.db.database import Database
from webapp.db.queries.meetings import MeetingRow, find_meeting
from webapp.i18n import gettext as _
from webapp.paper.sheets import PaperForm, rating_sheets
from webapp.sealing.codes import new_slip
from webapp.sealing.envelope import slip_hash
from webapp.sealing.shuffle import shuffled
from webapp.services.errors import BadInputError, NotFoundError, WrongStateError
from webapp.services.keep_instrument import instrument_of

MOST_SHEETS = 200

FormAddress = Callable[[str], str]  # join code → address of the form on a phone


def print_sheets(
    database: Database, meeting_id: str, number: int, form_address: FormAddress
) -> bytes:
    """A PDF with this many forms; their numbers are slips, of which only the hashes are kept.

    In a meeting with slips a form can be filled in by phone as well: same number, counted once.
    Raises BadInputError, NotFoundError, WrongStateError, PaperError; then nothing is kept.
    """
    if not 1 <= number <= MOST_SHEETS:
        raise BadInputError(_("Druk 1 tot %(most)s fiches in één keer af.", most=MOST_SHEETS))
    with database.reading() as session:
        form = _form(session, meeting_id, form_address)
    slips = tuple(new_slip() for _n in range(number))
    pdf = rating_sheets(form, slips)
    with database.writing() as session:
        meeting = lock_meeting(session, meeting_id)
        if meeting is None or meeting.state != "open":
            raise _not_open()
        add_slips(session, meeting_id, [slip_hash(slip) for slip in shuffled(slips)])
    return pdf


def _form(session: Session, meeting_id: str, form_address: FormAddress) -> PaperForm:
    row = find_meeting(session, meeting_id)
    if row is None:
        raise NotFoundError(_("Er is geen gesprek %(id)s.", id=meeting_id))
    if row.meeting.state != "open":
        raise _not_open()
    return PaperForm(
        instrument=instrument_of(session, row.round.instrument_hash),
        group_id=row.meeting.group_id,
        setting=row.meeting.setting,
        provider_names=row.provider_names,
        min_group_size=row.round.min_group_size,
        made_up=row.round.is_made_up,
        address=_phone_address(row, form_address),
    )


def _phone_address(row: MeetingRow, form_address: FormAddress) -> str:
    return form_address(row.meeting.join_code) if row.meeting.slip_count else ""


def _not_open() -> WrongStateError:
    return WrongStateError(_("Dit gesprek is niet open: er komen geen fiches meer bij."))
