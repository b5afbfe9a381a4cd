"""Reading the focus points of a provider after a round, with their actions."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from webapp.analysis.beside_others import for_provider
from webapp.analysis.rounds_beside import RoundSide
from webapp.db.models import ActionPoint, FocusPoint, Round
from webapp.db.queries.follow_up import list_actions, list_focus_points, list_rounds_with_focus
from webapp.i18n import gettext as _
from webapp.instrument.model import Instrument
from webapp.services.errors import NotFoundError
from webapp.services.follow_up.own_round import OwnRound
from webapp.services.read_results import read_rows


@dataclass(frozen=True, slots=True)
class Focus:
    """A focus point with its actions, the soonest first."""

    point: FocusPoint
    actions: tuple[ActionPoint, ...]

    @property
    def stamp(self) -> str:
        """Changes with anything in it: whoever saw this stamp saw all that stands here."""
        marks = (f"{action.id}:{action.version}" for action in self.actions)
        return " ".join((f"{self.point.id}:{self.point.version}", *sorted(marks)))


def read_focus(session: Session, own: OwnRound, instrument: Instrument) -> tuple[Focus, ...]:
    """The focus points in the order of the framework: one is not more than another."""
    points = {one.block_id: one for one in list_focus_points(session, *own)}
    actions = list_actions(session, [one.id for one in points.values()])
    ordered = [points[block.id] for block in instrument.blocks if block.id in points]
    return tuple(
        Focus(point, tuple(one for one in actions if one.focus_id == point.id)) for point in ordered
    )


def find_focus(focus: Iterable[Focus], focus_id: str) -> Focus:
    """One of these focus points. Raises NotFoundError."""
    for one in focus:
        if one.point.id == focus_id:
            return one
    raise NotFoundError(_("Dit aandachtspunt bestaat niet of is intussen weggehaald."))


def choice_stamp(points: Iterable[FocusPoint]) -> str:
    """Changes with what is chosen and with why, not with actions."""
    return " ".join(sorted(f"{one.id}:{one.version}" for one in points))


def read_own_side(session: Session, round_: Round, provider_id: str) -> RoundSide:
    """The round as its people may see it: its own released batches, without anybody else's."""
    rows = read_rows(session, round_)
    beside = for_provider(rows, [provider_id], round_is_closed=round_.state == "closed")
    return RoundSide(rows.instrument, beside.own)


def find_earlier(session: Session, round_: Round, provider_id: str) -> Round | None:
    """The last round before this one after which the provider chose focus points."""
    place = (round_.created_on, round_.id)
    earlier: Sequence[Round] = [
        one
        for one in list_rounds_with_focus(session, provider_id)
        if (one.created_on, one.id) < place
    ]
    return earlier[-1] if earlier else None
