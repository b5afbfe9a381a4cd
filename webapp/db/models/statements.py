"""Closing questions: strengths, growth opportunities and tips, in the words of a group."""

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from webapp.db.models.base import RANDOM_ID, WITHOUT_ROWID, Base


class StatementBox(Base):
    """Where people of a meeting put their own words: sealed, with a key and a closing of its own.

    Its private key stands in the keystore under the box's own id.
    """

    __tablename__ = "statement_box"
    __table_args__ = (
        CheckConstraint(
            "state IN ('open', 'closing', 'closed', 'destroyed', 'lost')", name="state"
        ),
    )

    id: Mapped[str] = mapped_column(RANDOM_ID, primary_key=True)
    meeting_id: Mapped[str] = mapped_column(ForeignKey("meeting.id"), unique=True)
    state: Mapped[str] = mapped_column(String(10))
    public_key: Mapped[bytes | None] = mapped_column(LargeBinary(32))
    received: Mapped[int] = mapped_column(comment="Envelopes; who sends twice is one.")
    writers: Mapped[int | None] = mapped_column(comment="Envelopes with words in them.")


class StatementEnvelope(Base):
    """One person's own words, sealed; deleted when the box is opened or destroyed."""

    __tablename__ = "statement_envelope"
    __table_args__ = (
        Index("ix_statement_envelope_box_id", "box_id", "nullifier"),
        WITHOUT_ROWID,
    )

    nullifier: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    box_id: Mapped[str] = mapped_column(ForeignKey("statement_box.id"))
    sealed: Mapped[bytes] = mapped_column(LargeBinary)


class Statement(Base):
    """A strength, a growth opportunity or a tip of a group; ranked 1 to 3, or not."""

    __tablename__ = "statement"
    __table_args__ = (
        CheckConstraint("kind IN ('strength', 'growth', 'tip')", name="kind"),
        CheckConstraint("source IN ('phones', 'leader')", name="source"),
        CheckConstraint("rank BETWEEN 1 AND 3", name="rank"),
        WITHOUT_ROWID,
    )

    id: Mapped[str] = mapped_column(RANDOM_ID, primary_key=True)
    meeting_id: Mapped[str] = mapped_column(ForeignKey("meeting.id"), index=True)
    kind: Mapped[str] = mapped_column(String(10))
    source: Mapped[str] = mapped_column(String(10))
    text: Mapped[str] = mapped_column(Text)
    rank: Mapped[int | None]
    cluster_id: Mapped[str | None] = mapped_column(
        ForeignKey("statement.id"), comment="The statement that it says the same as."
    )
    version: Mapped[int] = mapped_column(comment="Goes up with every change.")


class StatementCode(Base):
    """A thema or subthema of the instrument's coding scheme that a statement is about."""

    __tablename__ = "statement_code"
    __table_args__ = WITHOUT_ROWID

    statement_id: Mapped[str] = mapped_column(ForeignKey("statement.id"), primary_key=True)
    code: Mapped[str] = mapped_column(
        String(81), primary_key=True, comment="A thema, or thema/subthema."
    )
