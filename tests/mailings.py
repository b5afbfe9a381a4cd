"""Mails that leave, for tests of pages: a server that is nowhere, and a mailing that waits."""

from webapp.db.changes.mailings import mark_recipient, set_problem
from webapp.db.models import Meeting
from webapp.db.queries.mailings import list_waiting
from webapp.mail_server import MailServer
from webapp.platform import Platform
from webapp.sealing.mailing import Recipient
from webapp.services.start_mailing import MailingPlan, start_mailing

SERVER = MailServer(
    host="127.0.0.1",
    port=1,
    security="none",
    sender="ronde@voorbeeld.be",
    public_url="https://voorbeeld.be",
)
LIST = "an@voorbeeld.be\nBo Bos <bo@voorbeeld.be>;fr\nAN@voorbeeld.be"
WRONG_LIST = "an@voorbeeld.be\ngeen adres"


def leave_some_waiting(platform: Platform, meeting_id: str) -> str:
    """A mailing of which one left, one is refused and one has to wait; gives its id."""
    people = [Recipient(f"{name}@voorbeeld.be", "nl") for name in ("an", "bo", "cis")]
    with platform.database.writing() as session:
        meeting = session.get_one(Meeting, meeting_id)
        meeting.slip_count = meeting.slip_count or 3
    plan = MailingPlan(meeting_id=meeting_id, kind="slips", people=people)
    mailing_id = start_mailing(platform.database, platform.keystore, plan)
    with platform.database.writing() as session:
        for one, state in zip(
            list_waiting(session, mailing_id), ("sent", "refused", "waiting"), strict=True
        ):
            mark_recipient(session, one.id, state)
        set_problem(session, mailing_id, "later")
    return mailing_id
