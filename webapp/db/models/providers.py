"""Who gives support."""

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from webapp.db.models.base import CODE, RANDOM_ID, Base


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
