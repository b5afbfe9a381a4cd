"""Action points: what will be done about a focus point, by which role, when, and how far it is."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

from sqlalchemy.orm import Session

from webapp.db.database import Database
from webapp.db.models import ActionPoint
from webapp.i18n import gettext as _
from webapp.sealing.codes import is_id
from webapp.services.conflict import ConflictError, Seen
from webapp.services.errors import BadInputError, NotFoundError, RefusedError
from webapp.services.follow_up.own_round import OwnRound, lock_own_round, read_line
from webapp.services.follow_up.read_follow_up import Focus, find_focus, read_focus
from webapp.services.keep_instrument import instrument_of
from webapp.services.today import today
from webapp.services.visit_plan import read_day

STATES = ("planned", "running", "done", "stopped")
LONGEST_WHAT, LONGEST_WHO = 500, 100
MOST_ACTIONS = 20  # of one focus point
_DAYS_BACK, _DAYS_AHEAD = 2 * 366, 6 * 366


@dataclass(frozen=True, slots=True)
class TypedAction:
    """An action as somebody typed it."""

    what: str
    who: str
    due: str
    state: str


class ActionError(BadInputError):
    """What is wrong with an action: the name of a field → sentence."""

    def __init__(self, problems: dict[str, str]) -> None:
        super().__init__(" ".join(problems.values()))
        self.problems = problems


def add_action(
    database: Database, own: OwnRound, focus_id: str, typed: TypedAction, *, action_id: str
) -> None:
    """Add an action to a focus point; the id comes from the form, so that sent twice it is one.

    Raises ActionError, BadInputError, NotFoundError.
    """
    values = _checked(typed)
    if not is_id(action_id):
        raise BadInputError(_("Open de pagina opnieuw en probeer het nog eens."))
    with database.writing() as session:
        focus = find_focus(_focus(session, own), focus_id)
        there = session.get(ActionPoint, action_id)
        if there is not None and there.focus_id == focus_id:
            return
        if there is not None:
            raise BadInputError(_("Open de pagina opnieuw en probeer het nog eens."))
        if len(focus.actions) >= MOST_ACTIONS:
            raise BadInputError(
                _("Bij dit aandachtspunt staan al %(most)s acties.", most=MOST_ACTIONS)
            )
        session.add(ActionPoint(id=action_id, focus_id=focus_id, version=1, **values))


def change_action(database: Database, own: OwnRound, seen: Seen, typed: TypedAction) -> None:
    """Change an action; changed to the same by two tabs, it is changed once.

    Raises ActionError, ConflictError (whose text is what stands there now), NotFoundError.
    """
    values = _checked(typed)
    with database.writing() as session:
        action = find_action(_focus(session, own), seen.id)[1]
        if values == {name: getattr(action, name) for name in values}:
            return
        if action.version != seen.version:
            raise ConflictError(
                _("Iemand anders veranderde deze actie intussen."),
                f"{action.what} – {action.who}",
            )
        for name, value in values.items():
            setattr(action, name, value)
        action.version += 1


def remove_action(database: Database, own: OwnRound, seen: Seen) -> None:
    """Take an action away. Raises ConflictError, NotFoundError."""
    with database.writing() as session:
        action = find_action(_focus(session, own), seen.id)[1]
        if action.version != seen.version:
            raise ConflictError(_("Iemand anders veranderde deze actie intussen."), action.what)
        session.delete(action)


def find_action(focus: tuple[Focus, ...], action_id: str) -> tuple[Focus, ActionPoint]:
    """An action with its focus point. Raises NotFoundError."""
    for one in focus:
        for action in one.actions:
            if action.id == action_id:
                return one, action
    raise NotFoundError(_("Deze actie bestaat niet of is intussen weggehaald."))


def _focus(session: Session, own: OwnRound) -> tuple[Focus, ...]:
    instrument = instrument_of(session, lock_own_round(session, own).instrument_hash)
    return read_focus(session, own, instrument)


def _checked(typed: TypedAction) -> dict[str, str | date]:
    """The values of the columns. Raises ActionError for all that is wrong at once."""
    values: dict[str, str | date] = {}
    problems = {}
    readers: Mapping[str, Callable[[], str | date]] = {
        "what": partial(read_line, typed.what, LONGEST_WHAT, _("Schrijf wat u zult doen.")),
        "who": partial(read_line, typed.who, LONGEST_WHO, _("Schrijf welke functie dit doet.")),
        "due": partial(_read_due, typed.due),
    }
    for name, read in readers.items():
        try:
            values[name] = read()
        except RefusedError as error:
            problems[name] = str(error)
    if typed.state not in STATES:
        problems["state"] = _("Kies hoever het staat.")
    if problems:
        raise ActionError(problems)
    return {**values, "state": typed.state}


def _read_due(typed: str) -> date:
    due = read_day(typed)
    first, last = today() - timedelta(_DAYS_BACK), today() + timedelta(_DAYS_AHEAD)
    if not first <= due <= last:
        raise BadInputError(_("Kies een dag tussen %(first)s en %(last)s.", first=first, last=last))
    return due
