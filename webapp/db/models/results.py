"""What is kept of people's answers: sums of whole batches, and loose remarks."""

from sqlalchemy import CheckConstraint, ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from webapp.db.models.base import CODE, RANDOM_ID, WITHOUT_ROWID, Base


class Batch(Base):
    """The answers of one meeting, or of several pooled, added up: the smallest thing shown."""

    __tablename__ = "batch"
    __table_args__ = (CheckConstraint("n >= 5", name="n"), WITHOUT_ROWID)

    id: Mapped[str] = mapped_column(RANDOM_ID, primary_key=True)
    round_id: Mapped[str] = mapped_column(ForeignKey("round.id"), index=True)
    group_id: Mapped[str] = mapped_column(CODE)
    n: Mapped[int] = mapped_column(comment="Sheets counted.")
    remark_writers: Mapped[int]
    is_released: Mapped[bool]
    counts: Mapped[str | None] = mapped_column(
        Text, comment="Its tally once more, on one line. None: made before this column."
    )


class BatchProvider(Base):
    """Whose batch it is; none where answers of several providers were pooled."""

    __tablename__ = "batch_provider"
    __table_args__ = WITHOUT_ROWID

    batch_id: Mapped[str] = mapped_column(ForeignKey("batch.id"), primary_key=True)
    provider_id: Mapped[str] = mapped_column(
        ForeignKey("provider.id"), primary_key=True, index=True
    )


class BatchVisit(Base):
    """The visits that a batch came from: it is released when their estimates are signed."""

    __tablename__ = "batch_visit"
    __table_args__ = WITHOUT_ROWID

    batch_id: Mapped[str] = mapped_column(ForeignKey("batch.id"), primary_key=True)
    visit_id: Mapped[str] = mapped_column(ForeignKey("visit.id"), primary_key=True, index=True)


class Tally(Base):
    """How often an option was chosen. No row exists for a bouwsteen that too few answered."""

    __tablename__ = "tally"
    __table_args__ = WITHOUT_ROWID

    batch_id: Mapped[str] = mapped_column(ForeignKey("batch.id"), primary_key=True)
    block_id: Mapped[str] = mapped_column(CODE, primary_key=True)
    option_code: Mapped[str] = mapped_column(CODE, primary_key=True)
    count: Mapped[int]


class Remark(Base):
    """A remark, shuffled apart from the ratings and from the other remarks."""

    __tablename__ = "remark"
    __table_args__ = WITHOUT_ROWID

    id: Mapped[str] = mapped_column(RANDOM_ID, primary_key=True)
    batch_id: Mapped[str] = mapped_column(ForeignKey("batch.id"), index=True)
    theme_id: Mapped[str] = mapped_column(CODE)
    block_id: Mapped[str | None] = mapped_column(CODE, comment="None: about the whole theme.")
    text: Mapped[str] = mapped_column(Text)


class RemarkRedaction(Base):
    """What a coder decided about a remark; none: nobody has read it yet."""

    __tablename__ = "remark_redaction"
    __table_args__ = WITHOUT_ROWID

    remark_id: Mapped[str] = mapped_column(ForeignKey("remark.id"), primary_key=True)
    text: Mapped[str] = mapped_column(Text, comment="What others may read; empty: nothing.")
    version: Mapped[int] = mapped_column(comment="Counts the decisions: two coders never collide.")
