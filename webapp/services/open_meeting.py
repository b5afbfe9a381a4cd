"""Opening a meeting: a key pair, a room code and, where asked, slips."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy.orm import Session

from webapp.db.changes.meetings import add_slips
from webapp.db.changes.visits import set_visit_providers
from webapp.db.database import Database
from webapp.db.models import Meeting, MeetingProvider, Provider, Round, Visit
from webapp.db.queries.visits import find_visit_of_day
from webapp.i18n import gettext as _
from webapp.instrument.model import SETTINGS
from webapp.sealing.codes import is_id, new_id, new_room_code, new_slip
from webapp.sealing.envelope import slip_hash
from webapp.sealing.keystore import Keystore
from webapp.sealing.shuffle import shuffled
from webapp.services.errors import BadInputError, NotFoundError, WrongStateError
from webapp.services.existing import existing_round
from webapp.services.keep_instrument import instrument_of
from webapp.services.keep_keys import new_key
from webapp.services.today import today

MOST_PEOPLE = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingPlan:
    """What a meeting is to be. `slips` 0 means: everybody comes in with the room code.

    `by_mail`: its slips are made when they are mailed; `slips` is about how many that will be.

    `meeting_id` is the id that a form made beforehand, so that sending it twice opens one.
    A planned one (`held`) takes nothing in yet, and its slips are made when they are printed.
    """

    round_id: str
    group_id: str
    provider_ids: Sequence[str] = ()
    expected: int | None = None
    slips: int = 0
    by_mail: bool = False
    setting: str = "conversation"
    meeting_id: str | None = None
    visit_id: str | None = None
    day: date | None = None
    starts_at: str | None = None
    ends_at: str | None = None
    held: str | None = None


@dataclass(frozen=True, slots=True)
class OpenedMeeting:
    """The only moment at which the slips are known: only their hashes are kept."""

    id: str
    join_code: str
    slips: tuple[str, ...]


def open_meeting(database: Database, keystore: Keystore, plan: MeetingPlan) -> OpenedMeeting:
    """Store the meeting and its key. Raises NotFoundError, WrongStateError, BadInputError.

    In a round that waits for estimates it belongs to a visit: without one it gets that of its
    day and providers, made where there is none.
    """
    _check_numbers(plan)
    with database.writing() as session:
        round_ = _check_round(session, plan)
        if plan.visit_id is None and round_.release == "estimate":
            plan = replace(plan, visit_id=_visit_of(session, plan))
        return add_meeting(session, keystore, plan)


def add_meeting(session: Session, keystore: Keystore, plan: MeetingPlan) -> OpenedMeeting:
    """The same inside a transaction, for a plan that was checked. Raises WrongStateError."""
    meeting_id, join_code = plan.meeting_id or new_id(), new_room_code()
    slips = () if plan.held or plan.by_mail else tuple(new_slip() for _n in range(plan.slips))
    if session.get(Meeting, meeting_id) is not None:
        raise WrongStateError(_("Dit gesprek is al geopend: u vindt het bij de ronde."))
    meeting = Meeting(
        id=meeting_id,
        round_id=plan.round_id,
        group_id=plan.group_id,
        setting=plan.setting,
        join_code=join_code,
        state="open",
        day=plan.day or today(),
        expected=plan.expected if plan.expected is not None else plan.slips or None,
        slip_count=plan.slips,
        public_key=None,
        closes_at=None,
        received=0,
        counted=None,
        visit_id=plan.visit_id,
        starts_at=plan.starts_at,
        ends_at=plan.ends_at,
        held=plan.held,
    )
    session.add(meeting)
    session.flush()
    _add_rows(session, meeting_id, plan, slips)
    # before the commit: an open meeting always has its key
    meeting.public_key = new_key(session, keystore, meeting_id)
    return OpenedMeeting(meeting_id, join_code, slips)


def _visit_of(session: Session, plan: MeetingPlan) -> str:
    day = plan.day or today()
    found = find_visit_of_day(session, plan.round_id, day, plan.provider_ids)
    if found is not None:
        return found.id
    visit = Visit(id=new_id(), round_id=plan.round_id, kind="visit", title="", day=day, place="")
    session.add(visit)
    session.flush()
    set_visit_providers(session, visit.id, plan.provider_ids, ())
    return visit.id


def _add_rows(session: Session, meeting_id: str, plan: MeetingPlan, slips: Sequence[str]) -> None:
    for provider_id in dict.fromkeys(plan.provider_ids):
        session.add(MeetingProvider(meeting_id=meeting_id, provider_id=provider_id))
    add_slips(session, meeting_id, [slip_hash(slip) for slip in shuffled(slips)])


def _check_numbers(plan: MeetingPlan) -> None:
    if not 0 <= plan.slips <= MOST_PEOPLE:
        raise BadInputError(_("Er kunnen 0 tot %(most)s strookjes zijn.", most=MOST_PEOPLE))
    if plan.expected is not None and not 1 <= plan.expected <= MOST_PEOPLE:
        raise BadInputError(_("Geef hoeveel mensen u verwacht: 1 tot %(most)s.", most=MOST_PEOPLE))
    if plan.meeting_id is not None and not is_id(plan.meeting_id):
        raise BadInputError(_("Open het formulier opnieuw en probeer het nog eens."))
    if plan.setting not in SETTINGS:
        raise BadInputError(
            _("Mensen vullen in tijdens een gesprek (conversation) of elk apart (alone).")
        )


def _check_round(session: Session, plan: MeetingPlan) -> Round:
    round_ = existing_round(session, plan.round_id, is_changed=False)
    if round_.state != "open":
        raise WrongStateError(_("Deze ronde is afgesloten: er kunnen geen gesprekken meer bij."))
    groups = [group.id for group in instrument_of(session, round_.instrument_hash).groups]
    if plan.group_id not in groups:
        raise BadInputError(
            _(
                "De groep '%(group)s' staat niet in dit instrument. Kies uit: %(groups)s.",
                group=plan.group_id,
                groups=", ".join(groups),
            )
        )
    if round_.owner_provider_id and set(plan.provider_ids) != {round_.owner_provider_id}:
        raise BadInputError(_("In een zelfevaluatie gaat elk gesprek over de aanbieder zelf."))
    for provider_id in plan.provider_ids:
        if session.get(Provider, provider_id) is None:
            raise NotFoundError(_("Er is geen aanbieder %(id)s.", id=provider_id))
    return round_
