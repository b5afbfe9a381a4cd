"""Who gives support: the register of providers, and the networks among them."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from webapp.db.models.base import CODE, RANDOM_ID, WITHOUT_ROWID, Base


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


class ProviderPupils(Base):
    """How many pupils of a type a provider supports in a school year."""

    __tablename__ = "provider_pupils"
    __table_args__ = (CheckConstraint("count >= 0", name="count"), WITHOUT_ROWID)

    provider_id: Mapped[str] = mapped_column(ForeignKey("provider.id"), primary_key=True)
    school_year: Mapped[int] = mapped_column(
        primary_key=True, autoincrement=False, comment="2026 for 2026-2027; so everywhere."
    )
    type: Mapped[str] = mapped_column(CODE, primary_key=True)
    count: Mapped[int]


class Network(Base):
    """From when to when a network exists, as far as that is known."""

    __tablename__ = "network"
    __table_args__ = WITHOUT_ROWID

    provider_id: Mapped[str] = mapped_column(ForeignKey("provider.id"), primary_key=True)
    first_year: Mapped[int | None] = mapped_column(comment="Its first school year.")
    founded_on: Mapped[date | None] = mapped_column(comment="When that was reported.")
    last_year: Mapped[int | None] = mapped_column(comment="Its last school year; none: goes on.")
    ended_on: Mapped[date | None] = mapped_column(comment="When that was reported.")


class NetworkMember(Base):
    """A school in a network: a provider of the register, or another school by its name."""

    __tablename__ = "network_member"

    id: Mapped[str] = mapped_column(RANDOM_ID, primary_key=True)
    network_id: Mapped[str] = mapped_column(ForeignKey("provider.id"), index=True)
    member_id: Mapped[str | None] = mapped_column(
        ForeignKey("provider.id"), index=True, comment="None: not a provider itself."
    )
    name: Mapped[str] = mapped_column(String(200), comment="Empty where it is a provider.")
    instellingsnummer: Mapped[str | None] = mapped_column(String(6))
    first_year: Mapped[int]
    joined_on: Mapped[date] = mapped_column(comment="When that was reported.")
    last_year: Mapped[int | None] = mapped_column(comment="None: still a member.")
    left_on: Mapped[date | None] = mapped_column(comment="When that was reported.")


class NetworkContact(Base):
    """Whom to turn to in a network, from a school year on."""

    __tablename__ = "network_contact"
    __table_args__ = WITHOUT_ROWID

    network_id: Mapped[str] = mapped_column(ForeignKey("provider.id"), primary_key=True)
    school_year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    contact_school: Mapped[str] = mapped_column(String(200))
    contact_person: Mapped[str] = mapped_column(
        String(200), comment="The aanspreekpunt for parents, and how to reach it."
    )


class ProviderMerge(Base):
    """Two providers that turned out to be one, and all that is needed to part them again."""

    __tablename__ = "provider_merge"

    id: Mapped[str] = mapped_column(RANDOM_ID, primary_key=True)
    place: Mapped[int] = mapped_column(unique=True, comment="Undone in the other direction.")
    kept_id: Mapped[str] = mapped_column(RANDOM_ID, comment="No key: it may be merged later.")
    gone_id: Mapped[str] = mapped_column(RANDOM_ID, comment="No key: it is not there now.")
    gone_name: Mapped[str] = mapped_column(String(200))
    gone_number: Mapped[str | None] = mapped_column(String(6))
    merged_on: Mapped[date]
    undone_on: Mapped[date | None]
    record: Mapped[str] = mapped_column(Text, comment="JSON: the rows as they were.")
