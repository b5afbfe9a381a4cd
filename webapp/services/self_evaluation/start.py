"""Starting a self-evaluation: its round, and a meeting for every group, all or nothing."""

from collections.abc import Iterator

from webapp.db.models import Provider, RoundDraft
from webapp.i18n import gettext as _
from webapp.instrument.catalogue import Catalogue
from webapp.instrument.model import Instrument
from webapp.platform import Platform
from webapp.sealing.codes import new_id
from webapp.services.errors import BadInputError, NotFoundError
from webapp.services.new_keys import new_keys
from webapp.services.open_meeting import MeetingPlan, add_meeting
from webapp.services.open_round import RoundPlan, add_round
from webapp.services.round_notice import Notice
from webapp.services.self_evaluation.check_draft import (
    LOOK,
    asked,
    expected,
    instrument_of_draft,
    period,
    problems_of,
)
from webapp.services.self_evaluation.draft import Draft, framework_of, read_draft
from webapp.services.today import today
from webapp.settings import Settings


def start_self_evaluation(platform: Platform, catalogue: Catalogue, draft_id: str) -> str:
    """Open what was prepared; gives the id of the round, which is that of the draft.

    Meetings with slips are planned until these are printed; the others are open from the first
    day on. Raises NotFoundError for a draft that is gone, BadInputError for what is wrong in it.
    """
    with new_keys(platform.keystore) as keys, platform.database.writing() as session:
        row = session.get(RoundDraft, draft_id, with_for_update=True)
        if row is None:
            raise NotFoundError(
                _("Deze voorbereiding is er niet meer: ze is gestart of weggegooid.")
            )
        draft = read_draft(row)
        core = framework_of(catalogue, draft)
        problems = problems_of(draft, core, LOOK)
        if problems:
            raise BadInputError(" ".join(problems))
        name = session.get_one(Provider, row.provider_id).name
        plan = _round_plan(row, draft, name, platform.settings)
        instrument = instrument_of_draft(draft, core)
        add_round(session, instrument, plan, lowest_group_size=plan.min_group_size)
        for meeting_plan in _meeting_plans(row, draft, core):
            keys.added.append(str(meeting_plan.meeting_id))
            add_meeting(session, keys.keystore, meeting_plan)
        session.delete(row)
        return draft_id


def _round_plan(row: RoundDraft, draft: Draft, provider_name: str, settings: Settings) -> RoundPlan:
    days = period(draft)
    return RoundPlan(
        title=draft.title,
        min_group_size=settings.min_group_size,
        is_made_up=settings.demo,
        round_id=row.id,
        owner_provider_id=row.provider_id,
        starts_on=days.starts_on,
        ends_on=days.ends_on,
        notice=Notice(controller=provider_name, contact=draft.contact),
    )


def _meeting_plans(row: RoundDraft, draft: Draft, core: Instrument) -> Iterator[MeetingPlan]:
    starts_on = period(draft).starts_on
    for group_id in asked(draft, core):
        group, people = draft.group(group_id), expected(draft, group_id)
        yield MeetingPlan(
            round_id=row.id,
            group_id=group_id,
            provider_ids=(row.provider_id,),
            expected=people,
            slips=people if group.has_slips else 0,
            setting="alone" if group.is_alone else "conversation",
            meeting_id=new_id(),
            day=starts_on,
            held="planned" if group.has_slips or starts_on > today() else None,
        )
