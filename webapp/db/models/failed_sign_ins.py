"""Failed tries to sign in, counted for all hosts together."""

from sqlalchemy import BigInteger, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from webapp.db.models.base import WITHOUT_ROWID, Base


class FailedSignIn(Base):
    """How often in a row somebody failed with an address, whether an account has it or not."""

    __tablename__ = "failed_sign_in"
    __table_args__ = WITHOUT_ROWID

    name_hash: Mapped[bytes] = mapped_column(
        LargeBinary(32), primary_key=True, comment="Of what was typed as the address."
    )
    times: Mapped[int]
    last_at: Mapped[int] = mapped_column(BigInteger, comment="Seconds since 1970.")
