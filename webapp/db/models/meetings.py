"""Meetings, and what people hand in while they are open."""

from datetime import date

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from webapp.db.models.base import CODE, RANDOM_ID, WITHOUT_ROWID, Base


class Meeting(Base):
    """A conversation, or a self-evaluation that people fill in alone, of one group."""

    __tablename__ = "meeting"
    __table_args__ = (
        CheckConstraint(
            "state IN ('open', 'closing', 'closed', 'pending', 'cancelled', 'destroyed', 'lost')",
            name="state",
        ),
        CheckConstraint("setting IN ('conversation', 'alone')", name="setting"),
        CheckConstraint("held IN ('planned', 'paused')", name="held"),
    )

    id: Mapped[str] = mapped_column(RANDOM_ID, primary_key=True)
    round_id: Mapped[str] = mapped_column(ForeignKey("round.id"), index=True)
    group_id: Mapped[str] = mapped_column(CODE)
    setting: Mapped[str] = mapped_column(String(12))
    join_code: Mapped[str] = mapped_column(String(8), unique=True)
    state: Mapped[str] = mapped_column(String(10), index=True)
    day: Mapped[date]
    expected: Mapped[int | None] = mapped_column(comment="About how many people are there.")
    slip_count: Mapped[int] = mapped_column(comment="0: people come in with the room code.")
    public_key: Mapped[bytes | None] = mapped_column(LargeBinary(32))
    closes_at: Mapped[int | None] = mapped_column(
        BigInteger, comment="While it counts down: seconds since 1970. Gone once it is closed."
    )
    received: Mapped[int] = mapped_column(comment="Envelopes; a slip used twice is one.")
    counted: Mapped[int | None] = mapped_column(comment="Sheets with something on them.")
    visit_id: Mapped[str | None] = mapped_column(ForeignKey("visit.id"), index=True)
    starts_at: Mapped[str | None] = mapped_column(
        String(5), comment="In the plan of the day: HH:MM."
    )
    ends_at: Mapped[str | None] = mapped_column(String(5), comment="HH:MM.")
    held: Mapped[str | None] = mapped_column(
        String(8), comment="Why an open meeting takes no sheets in now; none: it does."
    )


class MeetingProvider(Base):
    """The provider or providers that a meeting is about."""

    __tablename__ = "meeting_provider"
    __table_args__ = WITHOUT_ROWID

    meeting_id: Mapped[str] = mapped_column(ForeignKey("meeting.id"), primary_key=True)
    provider_id: Mapped[str] = mapped_column(ForeignKey("provider.id"), primary_key=True)


class Slip(Base):
    """A one-time code that was handed out, as its hash; deleted when the meeting ends."""

    __tablename__ = "slip"
    __table_args__ = WITHOUT_ROWID

    slip_hash: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    meeting_id: Mapped[str] = mapped_column(ForeignKey("meeting.id"), index=True)


class Envelope(Base):
    """One person's answers, sealed; deleted when the meeting ends."""

    __tablename__ = "envelope"
    __table_args__ = (Index("ix_envelope_meeting_id", "meeting_id", "nullifier"), WITHOUT_ROWID)

    nullifier: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    meeting_id: Mapped[str] = mapped_column(ForeignKey("meeting.id"))
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
