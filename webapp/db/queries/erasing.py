"""Reading what has to be known before a round is erased."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.db.models import Mailing, Meeting, Round, StatementBox


def list_due_for_erasure(session: Session, today: date) -> list[str]:
    """The rounds whose last day is over and that are not erased, by id."""
    query = select(Round.id).where(Round.keep_until < today, Round.erased_on.is_(None))
    return list(session.scalars(query.order_by(Round.id)))


def lock_keys_of_round(session: Session, round_id: str) -> dict[str, str]:
    """Id of a key in the keystore → state of its meeting, closing questions or mailing.

    The rows are held until the commit: nothing is opened or closed meanwhile.
    """
    meetings = select(Meeting.id, Meeting.state).where(Meeting.round_id == round_id)
    boxes = (
        select(StatementBox.id, StatementBox.state)
        .join(Meeting, Meeting.id == StatementBox.meeting_id)
        .where(Meeting.round_id == round_id)
    )
    mailings = (
        select(Mailing.id, Mailing.state)
        .join(Meeting, Meeting.id == Mailing.meeting_id)
        .where(Meeting.round_id == round_id)
    )
    rows = [
        *session.execute(meetings.order_by(Meeting.id).with_for_update()),
        *session.execute(boxes.order_by(StatementBox.id).with_for_update(of=StatementBox)),
        *session.execute(mailings.order_by(Mailing.id).with_for_update(of=Mailing)),
    ]
    return {row[0]: row[1] for row in rows}
