"""Opening a meeting: a key pair, a room code and, where asked, slips."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from webapp.db.changes.meetings import add_slips
from webapp.db.database import Database
from webapp.db.models import Meeting, MeetingProvider, Provider, Round
from webapp.i18n import gettext as _
from webapp.sealing.codes import is_id, new_id, new_room_code, new_slip
from webapp.sealing.envelope import new_key_pair, slip_hash
from webapp.sealing.keystore import Keystore
from webapp.sealing.shuffle import shuffled
from webapp.services.errors import BadInputError, NotFoundError, WrongStateError
from webapp.services.keep_instrument import instrument_of
from webapp.services.today import today

SETTINGS = ("conversation", "alone")
MOST_PEOPLE = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingPlan:
    """What a meeting is to be. `slips` 0 means: everybody comes in with the room code.

    `meeting_id` is the id that a form made beforehand, so that sending it twice opens one.
    """

    round_id: str
    group_id: str
    provider_ids: Sequence[str] = ()
    expected: int | None = None
    slips: int = 0
    setting: str = "conversation"
    meeting_id: str | None = None


@dataclass(frozen=True, slots=True)
class OpenedMeeting:
    """The only moment at which the slips are known: only their hashes are kept."""

    id: str
    join_code: str
    slips: tuple[str, ...]


def open_meeting(database: Database, keystore: Keystore, plan: MeetingPlan) -> OpenedMeeting:
    """Store the meeting and its key. Raises NotFoundError, WrongStateError, BadInputError."""
    _check_numbers(plan)
    meeting_id, join_code = plan.meeting_id or new_id(), new_room_code()
    slips = tuple(new_slip() for _n in range(plan.slips))
    private_key, public_key = new_key_pair()
    with database.writing() as session:
        _check_round(session, plan)
        if session.get(Meeting, meeting_id) is not None:
            raise WrongStateError(_("Dit gesprek is al geopend: u vindt het bij de ronde."))
        session.add(
            Meeting(
                id=meeting_id,
                round_id=plan.round_id,
                group_id=plan.group_id,
                setting=plan.setting,
                join_code=join_code,
                state="open",
                day=today(),
                expected=plan.expected if plan.expected is not None else plan.slips or None,
                slip_count=len(slips),
                public_key=public_key,
                closes_at=None,
                received=0,
                counted=None,
            )
        )
        session.flush()
        _add_rows(session, meeting_id, plan, slips)
        # before the commit: an open meeting always has its key
        keystore.put(meeting_id, private_key)
    return OpenedMeeting(meeting_id, join_code, slips)


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


def _check_round(session: Session, plan: MeetingPlan) -> None:
    round_ = session.get(Round, plan.round_id, with_for_update={"read": True})
    if round_ is None:
        raise NotFoundError(_("Er is geen ronde %(id)s.", id=plan.round_id))
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
    for provider_id in plan.provider_ids:
        if session.get(Provider, provider_id) is None:
            raise NotFoundError(_("Er is geen aanbieder %(id)s.", id=provider_id))
