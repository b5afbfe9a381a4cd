"""Choosing, after a round, up to five bouwstenen to work on; each with why."""

from collections.abc import Iterable, Mapping

from sqlalchemy.orm import Session

from webapp.db.changes.follow_up import remove_focus_point
from webapp.db.database import Database
from webapp.db.models import FocusPoint
from webapp.db.queries.follow_up import list_actions, list_focus_points
from webapp.i18n import gettext as _
from webapp.i18n import ngettext
from webapp.instrument.model import Instrument
from webapp.sealing.codes import new_id
from webapp.services.conflict import ConflictError
from webapp.services.errors import BadInputError, RefusedError
from webapp.services.follow_up.own_round import OwnRound, lock_own_round, read_line
from webapp.services.follow_up.read_follow_up import choice_stamp, find_focus, read_focus
from webapp.services.keep_instrument import instrument_of

MOST_FOCUS_POINTS = 5
LONGEST_WHY = 500


class ChoiceError(BadInputError):
    """What is wrong with a choice: block id → sentence; "" holds what is about the whole."""

    def __init__(self, problems: Mapping[str, str]) -> None:
        super().__init__(" ".join(problems.values()))
        self.problems = dict(problems)


def choose_focus(
    database: Database, own: OwnRound, chosen: Mapping[str, str], *, seen: str
) -> None:
    """Keep these bouwstenen (block id → why) as the focus points of a provider after a round.

    `seen` is the `choice_stamp` of the page that it was chosen on. The same choice sent twice is
    kept once. Raises ChoiceError, ConflictError, NotFoundError.
    """
    with database.writing() as session:
        instrument = instrument_of(session, lock_own_round(session, own).instrument_hash)
        there = {one.block_id: one for one in list_focus_points(session, *own)}
        wanted = _checked(session, instrument, chosen, there.values())
        if wanted == {id_: one.why for id_, one in there.items()}:
            return
        if seen != choice_stamp(there.values()):
            raise ConflictError(
                _("Iemand anders koos intussen andere aandachtspunten of schreef een andere reden.")
            )
        for block_id in there.keys() - wanted.keys():
            remove_focus_point(session, there[block_id])
        for block_id, why in wanted.items():
            _keep(session, own, there.get(block_id), FocusPoint(block_id=block_id, why=why))


def remove_focus(database: Database, own: OwnRound, focus_id: str, *, seen: str) -> None:
    """Take away a focus point with its actions; `seen` is its stamp when that was decided.

    Raises ConflictError, NotFoundError.
    """
    with database.writing() as session:
        instrument = instrument_of(session, lock_own_round(session, own).instrument_hash)
        focus = find_focus(read_focus(session, own, instrument), focus_id)
        if focus.stamp != seen:
            raise ConflictError(_("Iemand anders veranderde dit intussen."))
        remove_focus_point(session, focus.point)


def _checked(
    session: Session,
    instrument: Instrument,
    chosen: Mapping[str, str],
    there: Iterable[FocusPoint],
) -> dict[str, str]:
    known = {block.id for block in instrument.blocks}
    wanted, problems = {}, dict(_still_needed(session, chosen, there))
    for block_id, typed in chosen.items():
        if block_id not in known:
            raise ChoiceError({"": _("Deze bouwsteen staat niet in het instrument.")})
        try:
            wanted[block_id] = read_line(typed, LONGEST_WHY, _("Schrijf in één zin waarom."))
        except RefusedError as error:
            problems[block_id] = str(error)
    if len(chosen) > MOST_FOCUS_POINTS:
        problems[""] = _(
            "U koos %(n)s aandachtspunten. Kies er hoogstens %(most)s: wat u weglaat, kan een"
            " volgende keer.",
            n=len(chosen),
            most=MOST_FOCUS_POINTS,
        )
    if problems:
        raise ChoiceError(problems)
    return wanted


def _still_needed(
    session: Session, chosen: Mapping[str, str], there: Iterable[FocusPoint]
) -> Iterable[tuple[str, str]]:
    """What cannot be left out like this: its actions would be gone unseen."""
    left_out = {one.id: one.block_id for one in there if one.block_id not in chosen}
    actions = list_actions(session, left_out)
    for focus_id, block_id in left_out.items():
        number = sum(action.focus_id == focus_id for action in actions)
        if number:
            yield (
                block_id,
                ngettext(
                    "Hier hoort nog %(n)s actie bij. Haal eerst het aandachtspunt weg op de pagina"
                    " ‘Verder met de resultaten’.",
                    "Hier horen nog %(n)s acties bij. Haal eerst het aandachtspunt weg op de pagina"
                    " ‘Verder met de resultaten’.",
                    number,
                ),
            )


def _keep(session: Session, own: OwnRound, there: FocusPoint | None, wanted: FocusPoint) -> None:
    if there is None:
        wanted.id, wanted.version = new_id(), 1
        wanted.round_id, wanted.provider_id = own
        session.add(wanted)
    elif there.why != wanted.why:
        there.why = wanted.why
        there.version += 1
