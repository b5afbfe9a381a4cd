"""Starting a mailing: the list is sealed and all its slips are kept, before one mail leaves.

The slips go in together and shuffled, beside recipients under random ids: no order of rows tells
whose slip is whose, and what could tell it (the secret) is destroyed when all mails have left.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy.orm import Session

from webapp.db.changes.mailings import add_recipients, has_going
from webapp.db.changes.meetings import add_slips
from webapp.db.database import Database
from webapp.db.models import Mailing, Meeting, Round
from webapp.db.queries.visits import count_slips
from webapp.i18n import gettext as _
from webapp.mail.texts import KINDS, SLIPS
from webapp.sealing.codes import is_id, new_id
from webapp.sealing.envelope import slip_hash
from webapp.sealing.keystore import Keystore
from webapp.sealing.mailing import MailingSecret, Recipient
from webapp.sealing.shuffle import shuffled
from webapp.services.errors import BadInputError, WrongStateError
from webapp.services.existing import existing_meeting
from webapp.services.keep_keys import new_key
from webapp.services.open_meeting import MOST_PEOPLE
from webapp.services.read_recipients import MOST_RECIPIENTS
from webapp.services.today import today

DAYS_KEPT = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class MailingPlan:
    """Whom to mail what. `mailing_id` was made with the form: sending it twice mails once."""

    meeting_id: str
    kind: str
    people: Sequence[Recipient]
    mailing_id: str | None = None


def start_mailing(database: Database, keystore: Keystore, plan: MailingPlan) -> str:
    """Keep the list, sealed, with a slip for everybody; gives the id. Nothing is sent yet.

    A meeting that waits for its slips begins with them: whoever opens the mail can fill in.
    Raises BadInputError, NotFoundError, WrongStateError, and what a missing keystore raises.
    """
    if plan.kind not in KINDS or not 1 <= len(plan.people) <= MOST_RECIPIENTS:
        raise BadInputError(_("Geef 1 tot %(most)s adressen.", most=MOST_RECIPIENTS))
    if plan.mailing_id is not None and not is_id(plan.mailing_id):
        raise BadInputError(_("Open het formulier opnieuw en probeer het nog eens."))
    mailing_id, secret = plan.mailing_id or new_id(), MailingSecret.new()
    with database.writing() as session:
        meeting = _meeting(session, plan)
        if session.get(Mailing, mailing_id) is not None or keystore.has(mailing_id):
            raise WrongStateError(_("Deze mails zijn al onderweg."))
        public_key = new_key(session, keystore, mailing_id)
        try:
            _add(session, mailing_id, plan, secret.sealed_for(public_key))
            _add_people(session, mailing_id, plan.people, secret)
            if plan.kind == SLIPS:
                _add_their_slips(session, meeting, plan.people, secret)
        except BaseException:
            keystore.destroy(mailing_id)
            raise
    return mailing_id


def check_mailable(session: Session, meeting: Meeting, kind: str) -> None:
    """Whether mails of this kind can leave for it now. Raises WrongStateError with why not."""
    if meeting.state != "open":
        raise WrongStateError(_("Dit gesprek is niet open."))
    if meeting.held == "planned" and (meeting.visit_id or kind != SLIPS):
        raise WrongStateError(_("Dit gesprek is nog niet begonnen: begin het eerst."))
    if meeting.slip_count == 0:
        raise WrongStateError(
            _("Dit gesprek werkt met één code voor iedereen: er zijn geen strookjes te mailen.")
        )
    if session.get_one(Round, meeting.round_id).is_made_up:
        raise WrongStateError(_("Deze ronde bevat verzonnen gegevens: er vertrekken geen mails."))


def _meeting(session: Session, plan: MailingPlan) -> Meeting:
    meeting = existing_meeting(session, plan.meeting_id)
    check_mailable(session, meeting, plan.kind)
    if has_going(session, plan.meeting_id):
        raise WrongStateError(_("Er vertrekken al mails voor dit gesprek. Wacht tot dat klaar is."))
    return meeting


def _add(session: Session, mailing_id: str, plan: MailingPlan, sealed_secret: bytes) -> None:
    session.add(
        Mailing(
            id=mailing_id,
            meeting_id=plan.meeting_id,
            kind=plan.kind,
            state="sending",
            number=len(plan.people),
            ends_on=today() + timedelta(days=DAYS_KEPT - 1),  # over at its midnight
            sealed_secret=sealed_secret,
        )
    )
    session.flush()


def _add_people(
    session: Session, mailing_id: str, people: Sequence[Recipient], secret: MailingSecret
) -> None:
    rows = sorted((new_id(), secret.seal(one)) for one in people)
    add_recipients(session, mailing_id, rows)


def _add_their_slips(
    session: Session, meeting: Meeting, people: Sequence[Recipient], secret: MailingSecret
) -> None:
    slips = {secret.slip_of(meeting.id, one.address) for one in people}
    if len(slips) < len(people):
        raise BadInputError(_("Er staat een adres twee keer in de lijst."))
    is_first = not count_slips(session, [meeting.id])
    meeting.slip_count = len(slips) + (0 if is_first else meeting.slip_count)
    meeting.expected = len(slips) + (0 if is_first else meeting.expected or 0)
    if max(meeting.slip_count, meeting.expected) > MOST_PEOPLE:
        raise BadInputError(_("Er kunnen 0 tot %(most)s strookjes zijn.", most=MOST_PEOPLE))
    if meeting.held == "planned":
        meeting.held = None
    add_slips(session, meeting.id, [slip_hash(slip) for slip in shuffled(sorted(slips))])
