"""The tables; tests/promises/test_stored_columns.py says which columns there may be."""

from datetime import date

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKey,
    Index,
    LargeBinary,
    MetaData,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

RANDOM_ID = String(10)
CODE = String(40)
WITHOUT_ROWID = {"sqlite_with_rowid": False}


class Base(DeclarativeBase):
    """All tables; constraints are named, so that a migration can name them too."""

    metadata = MetaData(
        naming_convention={
            "pk": "pk_%(table_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "uq": "uq_%(table_name)s_%(column_0_name)s",
            "ix": "ix_%(table_name)s_%(column_0_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
        }
    )


class InstrumentVersion(Base):
    """An instrument as a round used it: kept by its content, never changed."""

    __tablename__ = "instrument_version"
    __table_args__ = (UniqueConstraint("instrument_id", "version"),)

    content_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    instrument_id: Mapped[str] = mapped_column(CODE)
    version: Mapped[str] = mapped_column(CODE)
    document: Mapped[str] = mapped_column(Text, comment="The file's content as canonical JSON.")


class Provider(Base):
    """An organisation that gives support: a buo-school, a network, a leersteuncentrum."""

    __tablename__ = "provider"

    id: Mapped[str] = mapped_column(RANDOM_ID, primary_key=True)
    name: Mapped[str] = mapped_column(String(200), unique=True)
    kind: Mapped[str] = mapped_column(CODE)
    net: Mapped[str] = mapped_column(String(60))
    province: Mapped[str] = mapped_column(String(60))
    types: Mapped[str] = mapped_column(String(60), comment="Parted by commas, in order.")
    levels: Mapped[str] = mapped_column(String(100), comment="Parted by commas, in order.")
    instellingsnummer: Mapped[str | None] = mapped_column(String(6), unique=True)
    pupils: Mapped[int | None]


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


class Meeting(Base):
    """A conversation, or a self-evaluation that people fill in alone, of one group."""

    __tablename__ = "meeting"
    __table_args__ = (
        CheckConstraint(
            "state IN ('open', 'closing', 'closed', 'pending', 'cancelled', 'destroyed', 'lost')",
            name="state",
        ),
        CheckConstraint("setting IN ('conversation', 'alone')", name="setting"),
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


class BatchProvider(Base):
    """Whose batch it is; none where answers of several providers were pooled."""

    __tablename__ = "batch_provider"
    __table_args__ = WITHOUT_ROWID

    batch_id: Mapped[str] = mapped_column(ForeignKey("batch.id"), primary_key=True)
    provider_id: Mapped[str] = mapped_column(
        ForeignKey("provider.id"), primary_key=True, index=True
    )


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
