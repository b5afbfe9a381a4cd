"""What a provider does with its results: focus points, actions, and its team's own judgement."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from webapp.db.models.base import CODE, RANDOM_ID, WITHOUT_ROWID, Base


class FocusPoint(Base):
    """A bouwsteen that a provider chose to work on after a round: at most five of each round."""

    __tablename__ = "focus_point"
    __table_args__ = (UniqueConstraint("round_id", "provider_id", "block_id"),)

    id: Mapped[str] = mapped_column(RANDOM_ID, primary_key=True)
    round_id: Mapped[str] = mapped_column(ForeignKey("round.id"))
    provider_id: Mapped[str] = mapped_column(ForeignKey("provider.id"), index=True)
    block_id: Mapped[str] = mapped_column(CODE)
    why: Mapped[str] = mapped_column(String(500))
    version: Mapped[int] = mapped_column(comment="Counts the changes: two tabs never collide.")


class ActionPoint(Base):
    """Something that will be done about a focus point; `who` is a role, not a name."""

    __tablename__ = "action_point"
    __table_args__ = (
        CheckConstraint("state IN ('planned', 'running', 'done', 'stopped')", name="state"),
    )

    id: Mapped[str] = mapped_column(
        RANDOM_ID, primary_key=True, comment="Of the form: sent twice it is one."
    )
    focus_id: Mapped[str] = mapped_column(ForeignKey("focus_point.id"), index=True)
    what: Mapped[str] = mapped_column(String(500))
    who: Mapped[str] = mapped_column(String(100), comment="A role, not somebody's name.")
    due: Mapped[date]
    state: Mapped[str] = mapped_column(String(10))
    version: Mapped[int] = mapped_column(comment="Counts the changes: two tabs never collide.")


class TeamRating(Base):
    """What the team of a provider itself says of a bouwsteen, with its author; never anonymous."""

    __tablename__ = "team_rating"
    __table_args__ = WITHOUT_ROWID

    round_id: Mapped[str] = mapped_column(ForeignKey("round.id"), primary_key=True)
    provider_id: Mapped[str] = mapped_column(ForeignKey("provider.id"), primary_key=True)
    block_id: Mapped[str] = mapped_column(CODE, primary_key=True)
    option_code: Mapped[str] = mapped_column(CODE, comment="Empty: a remark without a choice.")
    remark: Mapped[str] = mapped_column(String(500))
    staff_id: Mapped[str] = mapped_column(ForeignKey("staff.id"), comment="Who wrote it last.")
    changed_on: Mapped[date]
    version: Mapped[int] = mapped_column(comment="Counts the changes: two tabs never collide.")
