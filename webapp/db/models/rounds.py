"""Rounds, and the instruments that they used."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from webapp.db.models.base import CODE, RANDOM_ID, Base


class InstrumentVersion(Base):
    """An instrument as a round used it: kept by its content, never changed."""

    __tablename__ = "instrument_version"
    __table_args__ = (UniqueConstraint("instrument_id", "version"),)

    content_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    instrument_id: Mapped[str] = mapped_column(CODE)
    version: Mapped[str] = mapped_column(CODE)
    document: Mapped[str] = mapped_column(Text, comment="The file's content as canonical JSON.")


class Round(Base):
    """A terreinverkenning or one period of self-evaluation."""

    __tablename__ = "round"
    __table_args__ = (
        CheckConstraint("min_group_size >= 5", name="min_group_size"),
        CheckConstraint("release IN ('closing', 'estimate')", name="release"),
        CheckConstraint("state IN ('open', 'closed')", name="state"),
    )

    id: Mapped[str] = mapped_column(RANDOM_ID, primary_key=True)
    title: Mapped[str] = mapped_column(String(200))
    instrument_hash: Mapped[str] = mapped_column(ForeignKey("instrument_version.content_hash"))
    min_group_size: Mapped[int]
    release: Mapped[str] = mapped_column(String(10))
    state: Mapped[str] = mapped_column(String(10))
    is_made_up: Mapped[bool]
    created_on: Mapped[date]
