"""What the hosts of one installation must agree on, and keys that are ready for a meeting."""

from sqlalchemy import LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from webapp.db.models.base import RANDOM_ID, WITHOUT_ROWID, Base


class InstallationMark(Base):
    """A thing that every host must have the same; never part of a backup that is put back."""

    __tablename__ = "installation"
    __table_args__ = WITHOUT_ROWID

    name: Mapped[str] = mapped_column(String(20), primary_key=True)
    value: Mapped[str] = mapped_column(String(64))


class SpareKey(Base):
    """A public key whose private key lies in the keystore already, under this id.

    A host without the keystore opens a meeting with it; the host with the keystore then gives
    the private key the id of its owner, and the row goes.
    """

    __tablename__ = "spare_key"
    __table_args__ = WITHOUT_ROWID

    id: Mapped[str] = mapped_column(RANDOM_ID, primary_key=True)
    public_key: Mapped[bytes] = mapped_column(LargeBinary(32))
    taken_for: Mapped[str | None] = mapped_column(
        RANDOM_ID, unique=True, comment="The meeting or the closing questions that it is for."
    )
