"""Asking about mailings: how far they are, and whom they still have to reach."""

from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from webapp.db.models import Mailing, MailingRecipient, MailingText, Meeting


class MailingRow(NamedTuple):
    """A mailing with its counts, also while it goes on."""

    mailing: Mailing
    sent: int
    refused: int
    waiting: int

    @property
    def is_going(self) -> bool:
        return self.mailing.state == "sending"


def find_mailing(session: Session, mailing_id: str) -> MailingRow | None:
    """A mailing by its id."""
    mailing = session.get(Mailing, mailing_id)
    return None if mailing is None else _row(session, mailing)


def list_mailings(session: Session, meeting_id: str) -> list[MailingRow]:
    """The mailings of a meeting, what goes on first."""
    query = (
        select(Mailing)
        .where(Mailing.meeting_id == meeting_id)
        .order_by(Mailing.state.desc(), Mailing.ends_on, Mailing.id)
    )
    return [_row(session, mailing) for mailing in session.scalars(query)]


def list_going(session: Session) -> list[Mailing]:
    """Every mailing that is not done."""
    query = select(Mailing).where(Mailing.state == "sending").order_by(Mailing.id)
    return list(session.scalars(query))


def list_waiting(session: Session, mailing_id: str) -> list[MailingRecipient]:
    """Who still waits: whoever was tried least first, otherwise in an order that is chance."""
    query = (
        select(MailingRecipient)
        .where(MailingRecipient.mailing_id == mailing_id, MailingRecipient.state == "waiting")
        .order_by(MailingRecipient.tries, MailingRecipient.id)
    )
    return list(session.scalars(query))


def list_refused(session: Session, mailing_id: str) -> list[bytes]:
    """Those whom the server refuses, sealed."""
    query = select(MailingRecipient.sealed).where(
        MailingRecipient.mailing_id == mailing_id, MailingRecipient.state == "refused"
    )
    return list(session.scalars(query))


def may_go_on(session: Session, mailing_id: str) -> bool:
    """Whether the mailing is not ended, and its meeting still open."""
    query = (
        select(Mailing.id)
        .join(Meeting, Meeting.id == Mailing.meeting_id)
        .where(Mailing.id == mailing_id, Mailing.state == "sending", Meeting.state == "open")
    )
    return session.scalar(query) is not None


def list_texts(session: Session, meeting_id: str, kind: str) -> list[MailingText]:
    """The texts that were changed for this meeting."""
    query = select(MailingText).where(
        MailingText.meeting_id == meeting_id, MailingText.kind == kind
    )
    return list(session.scalars(query))


def _row(session: Session, mailing: Mailing) -> MailingRow:
    if mailing.state == "done":
        sent, refused = mailing.sent or 0, mailing.refused or 0
        return MailingRow(mailing, sent, refused, mailing.number - sent - refused)
    query = (
        select(MailingRecipient.state, func.count().label("number"))
        .where(MailingRecipient.mailing_id == mailing.id)
        .group_by(MailingRecipient.state)
    )
    counts = {row.state: row.number for row in session.execute(query)}
    return MailingRow(
        mailing, counts.get("sent", 0), counts.get("refused", 0), counts.get("waiting", 0)
    )
