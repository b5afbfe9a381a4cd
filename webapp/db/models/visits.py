"""Visits: a day at one provider, or at several together, with its conversations."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from webapp.db.models.base import RANDOM_ID, WITHOUT_ROWID, Base


class Visit(Base):
    """A werkbezoek, or a regional focus meeting with several small providers."""

    __tablename__ = "visit"
    __table_args__ = (CheckConstraint("kind IN ('visit', 'region')", name="kind"),)

    id: Mapped[str] = mapped_column(RANDOM_ID, primary_key=True)
    round_id: Mapped[str] = mapped_column(ForeignKey("round.id"), index=True)
    kind: Mapped[str] = mapped_column(String(10))
    title: Mapped[str] = mapped_column(String(200), comment="Empty: the names of its providers.")
    day: Mapped[date]
    place: Mapped[str] = mapped_column(String(200))


class VisitProvider(Base):
    """The providers of a visit."""

    __tablename__ = "visit_provider"
    __table_args__ = WITHOUT_ROWID

    visit_id: Mapped[str] = mapped_column(ForeignKey("visit.id"), primary_key=True)
    provider_id: Mapped[str] = mapped_column(
        ForeignKey("provider.id"), primary_key=True, index=True
    )


class VisitStaff(Base):
    """Who leads a visit, and who sits in as an observer (reads, and sees nothing early)."""

    __tablename__ = "visit_staff"
    __table_args__ = (
        CheckConstraint("part IN ('leader', 'observer')", name="part"),
        WITHOUT_ROWID,
    )

    visit_id: Mapped[str] = mapped_column(ForeignKey("visit.id"), primary_key=True)
    staff_id: Mapped[str] = mapped_column(ForeignKey("staff.id"), primary_key=True, index=True)
    part: Mapped[str] = mapped_column(String(10))
