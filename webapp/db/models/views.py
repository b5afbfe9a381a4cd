"""Views of results that somebody keeps for later."""

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from webapp.db.models.base import RANDOM_ID, Base


class SavedView(Base):
    """A named address of results, of one member of staff in one round."""

    __tablename__ = "saved_view"
    __table_args__ = (UniqueConstraint("round_id", "staff_id", "name"),)

    id: Mapped[str] = mapped_column(RANDOM_ID, primary_key=True)
    round_id: Mapped[str] = mapped_column(ForeignKey("round.id"))
    staff_id: Mapped[str] = mapped_column(ForeignKey("staff.id"), index=True)
    name: Mapped[str] = mapped_column(String(80))
    page: Mapped[str] = mapped_column(String(120), comment="The address below that of the round.")
    query: Mapped[str] = mapped_column(String(1000), comment="Its filters, as in the address.")
