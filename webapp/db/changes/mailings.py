"""Changing mailings: whom they reached, and forgetting it."""

from collections.abc import Sequence

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from webapp.db.models import Mailing, MailingRecipient, MailingText


def add_recipients(
    session: Session, mailing_id: str, recipients: Sequence[tuple[str, bytes]]
) -> None:
    """Store (id, sealed) of everybody on the list, in the order in which they are given."""
    rows = [
        {"id": id_, "mailing_id": mailing_id, "sealed": sealed, "state": "waiting", "tries": 0}
        for id_, sealed in recipients
    ]
    session.execute(insert(MailingRecipient), rows)


def lock_mailing(session: Session, mailing_id: str) -> Mailing | None:
    """The mailing, held until the commit."""
    return session.get(Mailing, mailing_id, with_for_update=True)


def has_going(session: Session, meeting_id: str) -> bool:
    """Whether a mailing of this meeting goes on; asked while the meeting is locked."""
    query = select(Mailing.id).where(Mailing.meeting_id == meeting_id, Mailing.state == "sending")
    return session.scalars(query).first() is not None


def mark_recipient(session: Session, recipient_id: str, state: str) -> bool:
    """Say how it went with one; False when the list is gone meanwhile."""
    query = (
        update(MailingRecipient)
        .where(MailingRecipient.id == recipient_id)
        .values(state=state, tries=MailingRecipient.tries + 1)
        .returning(MailingRecipient.id)
    )
    return session.scalar(query) is not None


def set_problem(session: Session, mailing_id: str, problem: str | None) -> None:
    """Why some are left waiting."""
    session.execute(
        update(Mailing)
        .where(Mailing.id == mailing_id, Mailing.state == "sending")
        .values(problem=problem)
    )


def offer_refused_again(session: Session, mailing_id: str) -> None:
    """Let those whom the server refused wait again, as if they were never tried."""
    session.execute(
        update(MailingRecipient)
        .where(MailingRecipient.mailing_id == mailing_id, MailingRecipient.state != "sent")
        .values(state="waiting", tries=0)
    )


def forget_recipients(session: Session, mailing_id: str) -> None:
    """Delete the list."""
    session.execute(delete(MailingRecipient).where(MailingRecipient.mailing_id == mailing_id))


def replace_texts(
    session: Session, meeting_id: str, kind: str, texts: Sequence[MailingText]
) -> None:
    """Put these texts in the place of those there are."""
    session.execute(
        delete(MailingText).where(MailingText.meeting_id == meeting_id, MailingText.kind == kind)
    )
    session.add_all(texts)
