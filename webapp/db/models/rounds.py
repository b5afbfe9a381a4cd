"""Rounds, and the instruments that they used."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from webapp.db.models.base import CODE, RANDOM_ID, WITHOUT_ROWID, Base


class InstrumentVersion(Base):
    """An instrument as a round used it: kept by its content, never changed."""

    __tablename__ = "instrument_version"
    __table_args__ = (UniqueConstraint("instrument_id", "version"),)

    content_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    instrument_id: Mapped[str] = mapped_column(CODE)
    version: Mapped[str] = mapped_column(CODE)
    document: Mapped[str] = mapped_column(Text, comment="The file's content as canonical JSON.")


class Round(Base):
    """A terreinverkenning, or the self-evaluation of a provider: then it has an owner.

    One with an owner is led and seen by people of that provider only, unless it is shared.
    """

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
    owner_provider_id: Mapped[str | None] = mapped_column(
        ForeignKey("provider.id"), comment="Whose self-evaluation it is; none: of the inspectorate."
    )
    starts_on: Mapped[date | None] = mapped_column(comment="In the plan of a self-evaluation.")
    ends_on: Mapped[date | None] = mapped_column(comment="The last day that was planned.")
    led_by: Mapped[str | None] = mapped_column(
        String(10), comment="inspectors: every one of them leads it. None: who has round_right."
    )
    controller: Mapped[str | None] = mapped_column(
        String(500), comment="Who answers for it. None: as the settings say."
    )
    contact: Mapped[str | None] = mapped_column(
        String(500), comment="Of who answers for it. None: as the settings say."
    )
    complaint: Mapped[str | None] = mapped_column(
        String(500), comment="Where one complains. None: as the settings say."
    )
    keep_until: Mapped[date | None] = mapped_column(
        comment="The last day; the day after, all that people said is erased."
    )
    keep_reason: Mapped[str | None] = mapped_column(
        String(500), comment="Why it is kept longer than first said."
    )
    erased_on: Mapped[date | None] = mapped_column(comment="None: it was not.")


class RoundRight(Base):
    """Who was given a round: an inspector leads it, an observer sees its visits, a reader reads."""

    __tablename__ = "round_right"
    __table_args__ = WITHOUT_ROWID

    round_id: Mapped[str] = mapped_column(ForeignKey("round.id"), primary_key=True)
    staff_id: Mapped[str] = mapped_column(ForeignKey("staff.id"), primary_key=True, index=True)


class RoundShare(Base):
    """A self-evaluation that is, or was, shared with the inspectorate; a row each time."""

    __tablename__ = "round_share"

    id: Mapped[str] = mapped_column(RANDOM_ID, primary_key=True)
    round_id: Mapped[str] = mapped_column(ForeignKey("round.id"), index=True)
    shared_on: Mapped[date]
    shared_by: Mapped[str] = mapped_column(ForeignKey("staff.id"))
    stopped_on: Mapped[date | None] = mapped_column(comment="None: it is shared now.")
    stopped_by: Mapped[str | None] = mapped_column(ForeignKey("staff.id"))


class RoundDraft(Base):
    """A self-evaluation that somebody of a provider is still preparing."""

    __tablename__ = "round_draft"

    id: Mapped[str] = mapped_column(RANDOM_ID, primary_key=True)
    staff_id: Mapped[str] = mapped_column(ForeignKey("staff.id"), index=True)
    provider_id: Mapped[str] = mapped_column(ForeignKey("provider.id"))
    changed_on: Mapped[date]
    content: Mapped[str] = mapped_column(Text, comment="What was filled in so far, as JSON.")
