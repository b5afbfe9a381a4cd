"""People who sign in: never participants."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from webapp.db.models.base import RANDOM_ID, WITHOUT_ROWID, Base


class Staff(Base):
    """Somebody who signs in: never a participant."""

    __tablename__ = "staff"
    __table_args__ = (
        CheckConstraint(
            "role IN ('beheerder', 'inspecteur', 'waarnemer', 'aanbieder')", name="role"
        ),
        Index("ix_staff_link_hash", "link_hash", unique=True),
    )

    id: Mapped[str] = mapped_column(RANDOM_ID, primary_key=True)
    email: Mapped[str] = mapped_column(String(254), unique=True)
    role: Mapped[str] = mapped_column(String(12))
    password_hash: Mapped[str | None] = mapped_column(String(200))
    sign_in_epoch: Mapped[str] = mapped_column(
        RANDOM_ID, comment="Changes with the password: older sign-ins end."
    )
    link_hash: Mapped[bytes | None] = mapped_column(LargeBinary(32))
    link_ends_on: Mapped[date | None]


class StaffProvider(Base):
    """Which providers somebody works for."""

    __tablename__ = "staff_provider"
    __table_args__ = WITHOUT_ROWID

    staff_id: Mapped[str] = mapped_column(ForeignKey("staff.id"), primary_key=True)
    provider_id: Mapped[str] = mapped_column(ForeignKey("provider.id"), primary_key=True)
