"""People who sign in: never participants."""

from datetime import date, datetime

from sqlalchemy import BigInteger, CheckConstraint, DateTime, ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from webapp.db.models.base import RANDOM_ID, WITHOUT_ROWID, Base

ERASED = "gewezen medewerker "  # and a number: what is stored in the place of the address


class Staff(Base):
    """Somebody who signs in: never a participant."""

    __tablename__ = "staff"
    __table_args__ = (
        CheckConstraint(
            "role IN ('beheerder', 'inspecteur', 'waarnemer', 'lezer', 'aanbieder')", name="role"
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
    factor_salt: Mapped[bytes | None] = mapped_column(
        LargeBinary(20), comment="Makes the second factor, with SECRET_KEY. None: has none."
    )
    factor_step: Mapped[int | None] = mapped_column(
        BigInteger, comment="Of the last code that was used: a code is good once."
    )
    ended_on: Mapped[date | None] = mapped_column(comment="None: may sign in.")

    @property
    def is_erased(self) -> bool:
        """Whether only a pseudonym is left, in the place of the address."""
        return "@" not in self.email


class StaffProvider(Base):
    """Which providers somebody works for."""

    __tablename__ = "staff_provider"
    __table_args__ = WITHOUT_ROWID

    staff_id: Mapped[str] = mapped_column(ForeignKey("staff.id"), primary_key=True)
    provider_id: Mapped[str] = mapped_column(ForeignKey("provider.id"), primary_key=True)


class StaffSession(Base):
    """Somebody who is signed in, on one device; over once the account's epoch changes."""

    __tablename__ = "staff_session"
    __table_args__ = (Index("ix_staff_session_token_hash", "token_hash", unique=True),)

    id: Mapped[str] = mapped_column(RANDOM_ID, primary_key=True)
    staff_id: Mapped[str] = mapped_column(ForeignKey("staff.id"), index=True)
    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32))
    epoch: Mapped[str] = mapped_column(RANDOM_ID)
    started_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))


class RecoveryCode(Base):
    """A code for whoever has lost the second factor; good once."""

    __tablename__ = "recovery_code"
    __table_args__ = WITHOUT_ROWID

    staff_id: Mapped[str] = mapped_column(ForeignKey("staff.id"), primary_key=True)
    code_hash: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)


class AuditEvent(Base):
    """What somebody of staff did: only ever added. Never about a participant."""

    __tablename__ = "audit_event"

    id: Mapped[str] = mapped_column(RANDOM_ID, primary_key=True)
    staff_id: Mapped[str | None] = mapped_column(
        ForeignKey("staff.id"), comment="None: on the command line."
    )
    day: Mapped[date] = mapped_column(index=True)
    time: Mapped[str | None] = mapped_column(
        String(5), comment="HH:MM in Brussels. None: about a conversation, whose hours we forget."
    )
    address: Mapped[str] = mapped_column(String(200), comment="Of the button that was pressed.")
