"""What inspectors write: a journal that only grows, and the estimates that come out of it."""

from datetime import date

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from webapp.db.models.base import CODE, RANDOM_ID, WITHOUT_ROWID, Base


class JournalEntry(Base):
    """One thing that somebody of staff wrote, marked or rated; never changed, never deleted.

    The state of a document is what its newest entries say: an entry counts until another one
    replaces it. Two that count at once for one subject are a conflict, shown side by side.
    """

    __tablename__ = "journal_entry"
    __table_args__ = (Index("ix_journal_entry_meeting_id", "meeting_id", "place", unique=True),)

    id: Mapped[str] = mapped_column(
        String(20), primary_key=True, comment="Made on the device: sent twice it is one."
    )
    meeting_id: Mapped[str] = mapped_column(ForeignKey("meeting.id"))
    place: Mapped[int] = mapped_column(comment="Its number in the journal of the meeting.")
    staff_id: Mapped[str] = mapped_column(ForeignKey("staff.id"))
    device: Mapped[str] = mapped_column(RANDOM_ID, comment="Random, of one browser of staff.")
    document: Mapped[str] = mapped_column(String(40), comment="notes, coverage, estimate:<id>, …")
    subject: Mapped[str] = mapped_column(CODE, comment="What it is about: a bouwsteen, a part.")
    value: Mapped[str] = mapped_column(Text, comment="JSON.")
    replaces: Mapped[str] = mapped_column(Text, comment="Ids of entries, parted by spaces.")
    written_at: Mapped[int] = mapped_column(
        BigInteger, comment="Milliseconds since 1970 by the clock of the device."
    )


class Assessment(Base):
    """An estimate (inschatting) by inspectors of what a provider's policy staff told.

    `author_id` None: the joint one, in which two inspectors settled their differences. While it
    is open its ratings stand in the journal; once it is signed they stand in AssessmentRating.
    """

    __tablename__ = "assessment"
    __table_args__ = (CheckConstraint("state IN ('open', 'signed')", name="state"),)

    id: Mapped[str] = mapped_column(RANDOM_ID, primary_key=True)
    meeting_id: Mapped[str] = mapped_column(ForeignKey("meeting.id"), index=True)
    provider_id: Mapped[str | None] = mapped_column(ForeignKey("provider.id"))
    author_id: Mapped[str | None] = mapped_column(ForeignKey("staff.id"))
    state: Mapped[str] = mapped_column(String(10))
    is_final: Mapped[bool] = mapped_column(comment="The one that counts for its provider.")
    signed_by: Mapped[str | None] = mapped_column(ForeignKey("staff.id"))
    signed_on: Mapped[date | None]


class AssessmentRating(Base):
    """What a signed estimate says of a bouwsteen; no option (empty): a remark beside a gap."""

    __tablename__ = "assessment_rating"
    __table_args__ = WITHOUT_ROWID

    assessment_id: Mapped[str] = mapped_column(ForeignKey("assessment.id"), primary_key=True)
    block_id: Mapped[str] = mapped_column(CODE, primary_key=True)
    option_code: Mapped[str] = mapped_column(CODE)
    remark: Mapped[str] = mapped_column(Text)
