"""Planning a visit, changing its plan, and calling it off."""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy.orm import Session

from webapp.db.changes.visits import (
    lock_meetings_of_visit,
    lock_visit,
    set_visit_providers,
    set_visit_staff,
)
from webapp.db.database import Database
from webapp.db.models import Meeting, Round, Visit
from webapp.db.queries.visits import list_visit_provider_ids
from webapp.i18n import gettext as _
from webapp.platform import Platform
from webapp.sealing.codes import is_id, new_id
from webapp.services.cancel_meeting import cancel_meeting
from webapp.services.errors import BadInputError, NotFoundError, WrongStateError
from webapp.services.existing import existing_round
from webapp.services.give_rounds import give_to_leaders
from webapp.services.new_keys import NewKeys, new_keys
from webapp.services.open_meeting import MeetingPlan, add_meeting
from webapp.services.visit_plan import ConversationPlan, VisitPlan, check_visit_plan

PLANNED = "planned"


def plan_visit(
    platform: Platform, round_id: str, plan: VisitPlan, *, visit_id: str | None = None
) -> str:
    """Store a visit with its conversations; gives its id.

    `visit_id` is the id that a form made beforehand, so that sending it twice plans one. Raises
    BadInputError, NotFoundError, WrongStateError.
    """
    visit_id = visit_id or new_id()
    if not is_id(visit_id):
        raise BadInputError(_("Open het formulier opnieuw en probeer het nog eens."))
    with new_keys(platform.keystore) as keys, platform.database.writing() as session:
        check_visit_plan(session, _open_round(session, round_id), plan)
        if session.get(Visit, visit_id) is not None:
            raise WrongStateError(_("Dit werkbezoek is al gepland: u vindt het bij de ronde."))
        visit = Visit(id=visit_id, round_id=round_id, kind=plan.kind, day=plan.day)
        _describe(visit, plan)
        session.add(visit)
        session.flush()
        set_visit_staff(session, visit_id, plan.parts)
        give_to_leaders(session, round_id, plan.leader_ids)
        _add_conversations(session, keys, visit, plan)
        set_visit_providers(session, visit_id, plan.provider_ids, keys.added)
    return visit_id


def change_visit(platform: Platform, visit_id: str, plan: VisitPlan) -> None:
    """Let the visit be as planned now. Raises BadInputError, NotFoundError, WrongStateError.

    Conversations that have begun stay as they are; once one has, so do the providers. A planned
    one that is not in the plan, or that it calls off, is cancelled.
    """
    with new_keys(platform.keystore) as keys, platform.database.writing() as session:
        visit = lock_visit(session, visit_id)
        if visit is None:
            raise NotFoundError(_("Er is geen werkbezoek %(id)s.", id=visit_id))
        meetings = lock_meetings_of_visit(session, visit_id)
        provider_ids = list_visit_provider_ids(session, visit_id)
        if not _has_begun(meetings):
            visit.kind, provider_ids = plan.kind, list(plan.provider_ids)
        plan = replace(plan, kind=visit.kind, provider_ids=provider_ids)
        check_visit_plan(session, _open_round(session, visit.round_id), plan)
        dropped = _change_conversations(meetings, plan)
        set_visit_staff(session, visit_id, plan.parts)
        give_to_leaders(session, visit.round_id, plan.leader_ids)
        _describe(visit, plan)
        _add_conversations(session, keys, visit, plan)
        ids = [*keys.added, *(one.id for one in meetings if one.held == PLANNED)]
        set_visit_providers(session, visit_id, provider_ids, ids)
    for meeting_id in dropped:
        cancel_meeting(platform.database, platform.keystore, meeting_id)


def cancel_visit(platform: Platform, visit_id: str) -> int:
    """Cancel every conversation that is planned or open; gives how many. Raises NotFoundError.

    What came in there is destroyed unopened; what is closed stays.
    """
    ids = _open_ids(platform.database, visit_id)
    for meeting_id in ids:
        cancel_meeting(platform.database, platform.keystore, meeting_id)
    return len(ids)


def _open_round(session: Session, round_id: str) -> Round:
    round_ = existing_round(session, round_id, is_changed=False)
    if round_.state != "open":
        raise WrongStateError(_("Deze ronde is afgesloten: haar plan verandert niet meer."))
    if round_.owner_provider_id:
        raise WrongStateError(_("Bij een zelfevaluatie horen geen werkbezoeken."))
    return round_


def _describe(visit: Visit, plan: VisitPlan) -> None:
    visit.day = plan.day
    visit.title, visit.place = (" ".join(text.split()) for text in (plan.title, plan.place))


def _add_conversations(session: Session, keys: NewKeys, visit: Visit, plan: VisitPlan) -> None:
    for one in plan.conversations:
        if one.meeting_id is None and not one.is_cancelled:
            keys.added.append(new_id())
            add_meeting(session, keys.keystore, _meeting_plan(visit, one, keys.added[-1]))


def _has_begun(meetings: Sequence[Meeting]) -> bool:
    return any(one.held != PLANNED and one.state != "cancelled" for one in meetings)


def _meeting_plan(visit: Visit, one: ConversationPlan, meeting_id: str) -> MeetingPlan:
    return MeetingPlan(
        round_id=visit.round_id,
        group_id=one.group_id,
        expected=one.expected,
        slips=one.expected if one.has_slips else 0,
        setting="alone" if one.is_alone else "conversation",
        meeting_id=meeting_id,
        visit_id=visit.id,
        day=visit.day,
        starts_at=one.starts_at,
        ends_at=one.ends_at,
        held=PLANNED,
    )


def _change_conversations(meetings: Sequence[Meeting], plan: VisitPlan) -> list[str]:
    """Bring planned meetings to the plan; gives the ids of those that are called off."""
    wanted = {one.meeting_id: one for one in plan.conversations if one.meeting_id}
    if unknown := wanted.keys() - {meeting.id for meeting in meetings}:
        raise NotFoundError(_("Er is geen gesprek %(id)s.", id=min(map(str, unknown))))
    dropped = []
    for meeting in meetings:
        one = wanted.get(meeting.id)
        if meeting.held != PLANNED:
            continue
        if one is None or one.is_cancelled:
            dropped.append(meeting.id)
            continue
        meeting.day, meeting.expected = plan.day, one.expected
        meeting.starts_at, meeting.ends_at = one.starts_at, one.ends_at
        if meeting.slip_count:
            meeting.slip_count = one.expected
    return dropped


def _open_ids(database: Database, visit_id: str) -> list[str]:
    with database.writing() as session:
        if lock_visit(session, visit_id) is None:
            raise NotFoundError(_("Er is geen werkbezoek %(id)s.", id=visit_id))
        return [one.id for one in lock_meetings_of_visit(session, visit_id) if one.state == "open"]
