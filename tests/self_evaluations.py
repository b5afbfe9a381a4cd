"""Self-evaluations for the tests of pages, with ids that they know."""

from collections.abc import Mapping
from dataclasses import replace

from tests import builders
from webapp.db.models import Round, RoundDraft
from webapp.db.queries.staff import find_staff_by_email
from webapp.instrument.model import Instrument
from webapp.instrument.own_blocks import Choice, OwnBlock, derived_instrument
from webapp.platform import Platform
from webapp.services.close_round import close_round
from webapp.services.open_round import RoundPlan, open_round
from webapp.services.self_evaluation.draft import Draft, GroupPlan, begin_draft, new_draft
from webapp.services.today import today

DRAFT, RUNNING, CLOSED = "bcdfghjkmw", "bcdfghjkmx", "bcdfghjkmz"


def leave_some(
    platform: Platform, core: Instrument, provider_id: str, email: str, text: str
) -> None:
    """One that is prepared, one whose slips are not printed, and one with results."""
    day = today().isoformat()
    group = core.groups[0]
    draft = replace(
        new_draft(core),
        own=(OwnBlock(text, (group.id,)),),
        groups={group.id: GroupPlan("3"), core.groups[1].id: GroupPlan("12", is_alone=False)},
        title=text,
        starts_on=day,
        ends_on=day,
        contact=email,
    )
    _keep(platform, email, provider_id, draft)
    asked = {group.id: group.block_ids[:2]}
    made = derived_instrument(core, Choice(asked, (OwnBlock(text, (group.id,)),)))
    for id_ in (RUNNING, CLOSED):
        _begin(platform, made, RoundPlan(title=text, min_group_size=5, round_id=id_,
                                         owner_provider_id=provider_id))  # fmt: skip
    builders.open_meeting(
        platform, RUNNING, group.id, slips=12, provider_ids=[provider_id], held="planned"
    )
    first, second = group.block_ids[:2]
    sheet: Mapping[str, str] = {first: "passend", second: "deels", "eigen-1": "niet"}
    meeting = builders.meeting_with(
        platform, CLOSED, [sheet] * 6, group_id=group.id, provider_ids=[provider_id]
    )
    builders.close(platform, meeting)
    close_round(platform.database, platform.keystore, CLOSED)


def _keep(platform: Platform, email: str, provider_id: str, draft: Draft) -> None:
    with platform.database.reading() as session:
        staff = find_staff_by_email(session, email)
    assert staff
    made = begin_draft(platform.database, staff.id, provider_id, draft)
    with platform.database.writing() as session:
        session.get_one(RoundDraft, made).id = DRAFT


def _begin(platform: Platform, made: Instrument, plan: RoundPlan) -> None:
    round_id = open_round(platform.database, made, plan, lowest_group_size=5)
    with platform.database.writing() as session:
        round_ = session.get_one(Round, round_id)
        round_.starts_on = round_.ends_on = today()
