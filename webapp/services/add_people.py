"""People who come later than planned: more of them are expected, with slips of their own."""

from webapp.db.changes.meetings import add_slips
from webapp.db.database import Database
from webapp.i18n import gettext as _
from webapp.sealing.codes import new_slip
from webapp.sealing.envelope import slip_hash
from webapp.sealing.shuffle import shuffled
from webapp.services.errors import BadInputError, WrongStateError
from webapp.services.existing import existing_meeting
from webapp.services.open_meeting import MOST_PEOPLE

MOST_AT_ONCE = 200


def add_people(
    database: Database, meeting_id: str, more: int, *, expected_before: int | None
) -> tuple[str, ...]:
    """Expect `more` people; gives their slips, none in a meeting with a room code.

    `expected_before` is what the one who asks saw: asking twice by mistake adds them once. The
    slips can be shown only now. Raises BadInputError, NotFoundError, WrongStateError.
    """
    if not 1 <= more <= MOST_AT_ONCE:
        raise BadInputError(
            _("Geef hoeveel mensen erbij komen: 1 tot %(most)s.", most=MOST_AT_ONCE)
        )
    with database.writing() as session:
        meeting = existing_meeting(session, meeting_id)
        if meeting.state != "open":
            raise WrongStateError(_("Dit gesprek is niet open."))
        if meeting.held == "planned":
            raise WrongStateError(
                _("Dit gesprek is nog niet begonnen. Pas het aantal aan bij het werkbezoek.")
            )
        if meeting.expected != expected_before:
            raise WrongStateError(
                _("Er kwamen net al mensen bij. Kijk na hoeveel u er nu verwacht.")
            )
        meeting.expected = (meeting.expected or 0) + more
        if meeting.expected > MOST_PEOPLE:
            raise BadInputError(
                _("Geef hoeveel mensen u verwacht: 1 tot %(most)s.", most=MOST_PEOPLE)
            )
        if meeting.slip_count == 0:
            return ()
        slips = tuple(new_slip() for _n in range(more))
        meeting.slip_count += more
        add_slips(session, meeting_id, [slip_hash(slip) for slip in shuffled(slips)])
    return slips
