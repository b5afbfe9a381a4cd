"""What surrounds the results of a round: printed figures."""

from sqlalchemy import ForeignKey, ForeignKeyConstraint, String
from sqlalchemy.orm import Mapped, mapped_column

from webapp.db.models.base import CODE, Base


class ContextFigure(Base):
    """A figure that was printed elsewhere, loaded beside the results of a round."""

    __tablename__ = "context_figure"

    round_id: Mapped[str] = mapped_column(ForeignKey("round.id"), primary_key=True)
    kind: Mapped[str] = mapped_column(CODE, primary_key=True)
    source: Mapped[str] = mapped_column(String(300), comment="Where it was printed.")


class ContextCell(Base):
    """One printed number; `place` is its place in the file. Empty names: a printed total."""

    __tablename__ = "context_cell"
    __table_args__ = (
        ForeignKeyConstraint(
            ["round_id", "kind"],
            ["context_figure.round_id", "context_figure.kind"],
            name="fk_context_cell_figure",
            ondelete="CASCADE",
        ),
    )

    round_id: Mapped[str] = mapped_column(String(10), primary_key=True)
    kind: Mapped[str] = mapped_column(CODE, primary_key=True)
    place: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    row_name: Mapped[str] = mapped_column(String(120))
    column_name: Mapped[str] = mapped_column(String(120))
    number: Mapped[int]
    percent: Mapped[int | None] = mapped_column(comment="As printed beside it.")
