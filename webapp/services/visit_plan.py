"""What a visit is to be, as somebody typed it, and what of it is not allowed."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from sqlalchemy.orm import Session

from webapp.db.models import Provider, Round, Staff
from webapp.i18n import gettext as _
from webapp.instrument.model import Instrument
from webapp.services.errors import BadInputError, NotFoundError
from webapp.services.keep_instrument import instrument_of
from webapp.services.open_meeting import MOST_PEOPLE
from webapp.services.today import today

KINDS = ("visit", "region")
LONGEST_NAME = 200
MOST_CONVERSATIONS = 20
_DAYS_BACK, _DAYS_AHEAD = 366, 3 * 366
_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d")
_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_LEADS = ("beheerder", "inspecteur")


@dataclass(frozen=True, slots=True, kw_only=True)
class ConversationPlan:
    """One conversation of the day; times are "HH:MM" or None.

    `meeting_id` is of one that was planned before: its group and how people come in stay.
    """

    group_id: str
    starts_at: str | None = None
    ends_at: str | None = None
    expected: int = 15
    has_slips: bool = True
    is_alone: bool = False
    meeting_id: str | None = None
    is_cancelled: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitPlan:
    """A day at providers; `leader_ids` and `observer_ids` are of staff."""

    kind: str
    day: date
    title: str = ""
    place: str = ""
    provider_ids: Sequence[str] = ()
    leader_ids: Sequence[str] = ()
    observer_ids: Sequence[str] = ()
    conversations: Sequence[ConversationPlan] = field(default=())

    @property
    def parts(self) -> dict[str, str]:
        """Staff id → "leader" or "observer"; who is both leads."""
        observers = dict.fromkeys(self.observer_ids, "observer")
        return observers | dict.fromkeys(self.leader_ids, "leader")


def read_day(typed: str) -> date:
    """A day as 2027-03-01 or 1/3/2027. Raises BadInputError."""
    text = typed.strip()
    found = _DAY.fullmatch(text)
    try:
        if found:
            day, month, year = map(int, found.groups())
            return date(year, month, day)
        return date.fromisoformat(text)
    except ValueError:
        raise BadInputError(_("Geef een dag, bijvoorbeeld 1/3/2027.")) from None


def check_visit_plan(session: Session, round_: Round, plan: VisitPlan) -> None:
    """Raises BadInputError or NotFoundError for the first thing that is wrong."""
    _check_day(plan)
    for text in (plan.title, plan.place):
        if len(text) > LONGEST_NAME or not text.isprintable():
            raise BadInputError(
                _("Een titel of plaats heeft hoogstens %(most)s tekens.", most=LONGEST_NAME)
            )
    if plan.kind == "visit" and not plan.provider_ids:
        raise BadInputError(_("Kies bij welke aanbieder of aanbieders het werkbezoek is."))
    for provider_id in plan.provider_ids:
        if session.get(Provider, provider_id) is None:
            raise NotFoundError(_("Er is geen aanbieder %(id)s.", id=provider_id))
    _check_staff(session, plan)
    _check_conversations(instrument_of(session, round_.instrument_hash), plan)


def _check_day(plan: VisitPlan) -> None:
    if plan.kind not in KINDS:
        raise BadInputError(_("Kies een werkbezoek of een regionaal focusgesprek."))
    first, last = today() - timedelta(_DAYS_BACK), today() + timedelta(_DAYS_AHEAD)
    if not first <= plan.day <= last:
        raise BadInputError(_("Kies een dag tussen %(first)s en %(last)s.", first=first, last=last))


def _check_staff(session: Session, plan: VisitPlan) -> None:
    for staff_id, part in plan.parts.items():
        staff = session.get(Staff, staff_id)
        if staff is None:
            raise NotFoundError(_("Er is geen account %(id)s.", id=staff_id))
        if part == "leader" and staff.role not in _LEADS:
            raise BadInputError(_("%(email)s kan geen gesprek leiden.", email=staff.email))
        if part == "observer" and staff.role in ("aanbieder", "lezer"):
            raise BadInputError(_("%(email)s kan geen waarnemer zijn.", email=staff.email))


def _check_conversations(instrument: Instrument, plan: VisitPlan) -> None:
    if not any(not one.is_cancelled for one in plan.conversations):
        raise BadInputError(_("Plan minstens één gesprek."))
    if len(plan.conversations) > MOST_CONVERSATIONS:
        raise BadInputError(
            _("Een dag heeft hoogstens %(most)s gesprekken.", most=MOST_CONVERSATIONS)
        )
    groups = [group.id for group in instrument.groups]
    for number, one in enumerate(plan.conversations, start=1):
        problem = None if one.is_cancelled else _problem_of(one, groups)
        if problem:
            raise BadInputError(_("Gesprek %(n)s: %(problem)s", n=number, problem=problem))


def _problem_of(one: ConversationPlan, groups: Sequence[str]) -> str | None:
    if one.meeting_id is None and one.group_id not in groups:
        return _(
            "De groep '%(group)s' staat niet in dit instrument. Kies uit: %(groups)s.",
            group=one.group_id,
            groups=", ".join(groups),
        )
    times = [time for time in (one.starts_at, one.ends_at) if time is not None]
    if not all(_TIME.fullmatch(time) for time in times):
        return _("Geef uren als 09:30.")
    if len(times) == 1 and one.starts_at is None:
        return _("Geef ook wanneer het begint.")
    if len(times) == 2 and times[0] >= times[1]:
        return _("Het einde komt na het begin.")
    if not 1 <= one.expected <= MOST_PEOPLE:
        return _("Geef hoeveel mensen u verwacht: 1 tot %(most)s.", most=MOST_PEOPLE)
    return None
