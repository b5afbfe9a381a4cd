"""The made-up self-evaluations of one provider: one of a year ago, one just now, one to prepare."""

from dataclasses import dataclass
from datetime import timedelta

from webapp.db.models import Provider, Round
from webapp.db.queries.meetings import list_meetings
from webapp.db.queries.staff import list_providers_of
from webapp.demo.accounts import COORDINATOR
from webapp.demo.answers import MadeUpGroup
from webapp.demo.back_in_time import move_back
from webapp.demo.fill import INSTRUMENT, Progress
from webapp.demo.follow_up import follow_up
from webapp.demo.hold import hold
from webapp.demo.plan import Conversation
from webapp.demo.self_evaluation_texts import Evaluation, self_evaluation_texts
from webapp.i18n import gettext as _
from webapp.instrument.catalogue import Catalogue
from webapp.instrument.model import Instrument
from webapp.platform import Platform
from webapp.services.close_round import close_round
from webapp.services.follow_up.own_round import OwnRound
from webapp.services.keep_instrument import instrument_of
from webapp.services.print_slips import draw_slips, keep_round_slips
from webapp.services.school_years import named, school_year_of
from webapp.services.self_evaluation.check_draft import Period
from webapp.services.self_evaluation.draft import Draft, GroupPlan, begin_draft
from webapp.services.self_evaluation.share import share_round
from webapp.services.self_evaluation.start import start_self_evaluation
from webapp.services.today import today


@dataclass(frozen=True, slots=True)
class _Desk:
    """Of somebody who coordinates the self-evaluations of a provider; with the seed of chance."""

    platform: Platform
    provider: Provider
    staff_id: str
    seed: int

    def prepare(self, draft: Draft) -> str:
        """Keep a preparation; gives its id."""
        return begin_draft(self.platform.database, self.staff_id, self.provider.id, draft)

    def hold(self, catalogue: Catalogue, core: Instrument, one: Evaluation) -> str:
        """Start one, let everybody fill in, and close it; gives the id of the round."""
        draft_id = self.prepare(_whole(core, one))
        round_id = start_self_evaluation(self.platform, catalogue, draft_id)
        with self.platform.database.reading() as session:
            instrument = instrument_of(session, session.get_one(Round, round_id).instrument_hash)
            drawn = draw_slips(row.meeting for row in list_meetings(session, round_id))
        keep_round_slips(self.platform.database, round_id, drawn)
        for bowl in drawn:
            people = one.people[bowl.group_id]
            who = Conversation(bowl.group_id, self.provider.name, people, "alone", -one.days_ago)
            hold(self.platform, MadeUpGroup(instrument, who, self.seed, one.lift), bowl)
        close_round(self.platform.database, self.platform.keystore, round_id)
        return round_id

    def follow_up(self, round_id: str) -> None:
        """Choose focus points, judge, and share it with the inspectorate."""
        follow_up(self.platform.database, OwnRound(round_id, self.provider.id), self.staff_id)
        share_round(self.platform.database, round_id, self.staff_id)


def fill_self_evaluations(
    platform: Platform, catalogue: Catalogue, staff_id: str, *, seed: int, progress: Progress
) -> None:
    """All of the provider that this coordinator works for; the oldest is shared."""
    core, texts = catalogue.latest(INSTRUMENT), self_evaluation_texts()
    with platform.database.reading() as session:
        desk = _Desk(platform, list_providers_of(session, staff_id)[0], staff_id, seed)
    every = len(texts.evaluations) + 1
    for number, one in enumerate(texts.evaluations, start=1):
        round_id = desk.hold(catalogue, core, one)
        if number == 1:
            desk.follow_up(round_id)
        move_back(platform.database, round_id, _period(one))
        progress(_("zelfevaluaties"), number, every)
    desk.prepare(_begun(core))
    progress(_("zelfevaluaties"), every, every)


def _period(one: Evaluation) -> Period:
    starts_on = today() - timedelta(one.days_ago)
    return Period(starts_on, starts_on + timedelta(one.days_long))


def _whole(core: Instrument, one: Evaluation) -> Draft:
    """All four steps; of today, since nothing can be started that is over: see move_back."""
    texts, year = self_evaluation_texts(), school_year_of(_period(one).starts_on)
    return Draft(
        instrument=(core.id, core.version),
        blocks=texts.asked,
        own=texts.own,
        groups={id_: GroupPlan(str(number)) for id_, number in one.expected.items()},
        title=_("Zelfevaluatie %(year)s (verzonnen)", year=named(year)),
        starts_on=today().isoformat(),
        ends_on=today().isoformat(),
        contact=COORDINATOR,
    )


def _begun(core: Instrument) -> Draft:
    """The first step is done, and the second was left halfway."""
    texts = self_evaluation_texts()
    return Draft(
        instrument=(core.id, core.version),
        blocks={id_: texts.asked[id_] for id_ in texts.draft_asked},
        groups={id_: GroupPlan(typed) for id_, typed in texts.draft_expected.items()},
        title=texts.draft_title,
        contact=COORDINATOR,
    )
