"""Mailings to participants: counts, and for as long as mails leave also whom to, sealed."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from webapp.db.models.base import RANDOM_ID, WITHOUT_ROWID, Base


class Mailing(Base):
    """Invitations with slips, or reminders without, to a list of people of one meeting."""

    __tablename__ = "mailing"
    __table_args__ = (
        CheckConstraint("kind IN ('slips', 'reminder')", name="kind"),
        CheckConstraint("state IN ('sending', 'done')", name="state"),
        CheckConstraint("state = 'sending' OR sealed_secret IS NULL", name="forgets"),
    )

    id: Mapped[str] = mapped_column(RANDOM_ID, primary_key=True)
    meeting_id: Mapped[str] = mapped_column(ForeignKey("meeting.id"), index=True)
    kind: Mapped[str] = mapped_column(String(8))
    state: Mapped[str] = mapped_column(String(8), index=True)
    problem: Mapped[str | None] = mapped_column(
        String(12), comment="Why the last try left some waiting; none: not tried, or asked again."
    )
    number: Mapped[int] = mapped_column(comment="How many people it is for.")
    sent: Mapped[int | None] = mapped_column(comment="Once it is done.")
    refused: Mapped[int | None] = mapped_column(comment="Once it is done.")
    ends_on: Mapped[date] = mapped_column(comment="The last day on which anything is sent.")
    sealed_secret: Mapped[bytes | None] = mapped_column(
        LargeBinary, comment="Opened by a key in the keystore that is destroyed when it is done."
    )


class MailingRecipient(Base):
    """One person on the list, sealed with the secret of the mailing; deleted when it is done."""

    __tablename__ = "mailing_recipient"
    __table_args__ = (
        CheckConstraint("state IN ('waiting', 'sent', 'refused')", name="state"),
        WITHOUT_ROWID,
    )

    id: Mapped[str] = mapped_column(RANDOM_ID, primary_key=True)
    mailing_id: Mapped[str] = mapped_column(ForeignKey("mailing.id"), index=True)
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    state: Mapped[str] = mapped_column(String(8))
    tries: Mapped[int]


class MailingText(Base):
    """What a leader changed in the mails of a meeting, per kind and language."""

    __tablename__ = "mailing_text"
    __table_args__ = (
        CheckConstraint("kind IN ('slips', 'reminder')", name="kind"),
        WITHOUT_ROWID,
    )

    meeting_id: Mapped[str] = mapped_column(ForeignKey("meeting.id"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(8), primary_key=True)
    language: Mapped[str] = mapped_column(String(2), primary_key=True)
    subject: Mapped[str] = mapped_column(String(150))
    text: Mapped[str] = mapped_column(Text)
