"""Estimates of made-up inspectors: of most two that were settled, of some not yet."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import NamedTuple

import yaml
from sqlalchemy.orm import Session

from webapp.analysis.estimates import Rating, estimated_group, not_discussed
from webapp.db.queries.meetings import MeetingRow, list_meetings
from webapp.demo.answers import MadeUpGroup
from webapp.demo.days import staff_of
from webapp.demo.fill import Progress
from webapp.demo.plan import Conversation, seeded
from webapp.i18n import gettext as _
from webapp.instrument.model import Instrument
from webapp.platform import Platform
from webapp.services.read_estimates import read_estimated, read_written
from webapp.services.read_sheet import BLOCK_PREFIX
from webapp.services.sign_estimate import sign_estimate
from webapp.services.start_estimate import start_estimate, start_joint
from webapp.services.write_estimate import write_estimate

SETTLED = (1, 5, 9, 13)  # of the visits by name of the provider: by two, who agreed
NOT_SETTLED = 14  # both signed; what they differ on is left for whoever tries it
BY_ONE = 15  # the first one signed, so that the other can begin unseen
DIFFERING = 5
_FILE = Path(__file__).with_name("estimates.yaml")


class EstimateTexts(NamedTuple):
    """What is written beside an option, by its code and bouwsteen, and of a settled difference."""

    remarks: Mapping[str, Mapping[str, str]]
    settled: Sequence[str]


def fill_estimates(
    platform: Platform, instrument: Instrument, round_id: str, *, seed: int, progress: Progress
) -> None:
    """Estimates of some conversations that are closed; there must be two inspectors."""
    with platform.database.reading() as session:
        leaders = staff_of(session).leaders[:2]
        rows = _conversations(session, round_id, estimated_group(instrument).id)
    chosen = (*SETTLED, NOT_SETTLED, BY_ONE)
    for done, number in enumerate(chosen, start=1):
        desk = _desk(platform, instrument, rows[number], number=number, seed=seed)
        authors = leaders[:1] if number == BY_ONE else leaders
        sides = desk.sides()
        for author, ratings in zip(authors, sides, strict=False):
            desk.sign(start_estimate(desk.platform.database, *desk.about, author), author, ratings)
        if number in SETTLED:
            joint = start_joint(desk.platform.database, *desk.about, leaders[0])
            desk.sign(joint, leaders[0], desk.settled(*sides))
        progress(_("inschattingen"), done, len(chosen))


@dataclass(frozen=True, slots=True)
class _Desk:
    """A conversation of which estimates are made up; `about` is its id and its provider's."""

    platform: Platform
    people: MadeUpGroup
    about: tuple[str, str | None]

    def sides(self) -> tuple[dict[str, Rating], dict[str, Rating]]:
        """What each of two inspectors thinks: they differ on DIFFERING bouwstenen."""
        chosen, remarks = self._chosen(), estimate_texts().remarks
        one = {
            id_: Rating(code, remarks.get(code, {}).get(id_, "")) for id_, code in chosen.items()
        }
        other = {id_: Rating(code) for id_, code in chosen.items()}
        high, middle, low = self.people.instrument.counting_codes
        random = seeded(f"other/{self.people.conversation.provider_name}")
        counting = [id_ for id_, code in chosen.items() if code in {high, middle, low}]
        for id_ in random.sample(counting, DIFFERING):
            other[id_] = Rating(middle if chosen[id_] != middle else random.choice((high, low)))
        return one, other

    def _chosen(self) -> dict[str, str]:
        """A code for every bouwsteen: what has no counting one did not come up."""
        instrument, answers = self.people.instrument, dict(self.people.sheets()[0])
        silent = not_discussed(instrument)
        codes = {
            block.id: answers.get(BLOCK_PREFIX + block.id, "")
            for block in instrument.blocks_for(self.people.conversation.group_id)
        }
        counting = instrument.counting_codes
        rest = silent.code if silent else counting[1]  # a scale without it: the middle one
        return {id_: code if code in counting else rest for id_, code in codes.items()}

    def settled(self, one: Mapping[str, Rating], other: Mapping[str, Rating]) -> dict[str, Rating]:
        """What two agree on where they differed."""
        random = seeded(f"settled/{self.people.conversation.provider_name}")
        return {
            id_: Rating(
                random.choice((one[id_], other[id_])).option,
                random.choice(estimate_texts().settled),
            )
            for id_ in one
            if one[id_].option != other[id_].option
        }

    def sign(self, assessment_id: str, author: str, ratings: Mapping[str, Rating]) -> None:
        """Write it, and sign it as it stands."""
        database, meeting_id = self.platform.database, self.about[0]
        write_estimate(database, meeting_id, assessment_id, author, sent=ratings, seen={})
        with database.reading() as session:
            _about, row = read_estimated(session, meeting_id).find(assessment_id)
            seen = read_written(session, meeting_id, row).place
        sign_estimate(database, meeting_id, assessment_id, author, final=False, seen=seen)


def _conversations(session: Session, round_id: str, group_id: str) -> list[MeetingRow]:
    rows = [one for one in list_meetings(session, round_id) if one.meeting.group_id == group_id]
    return sorted(rows, key=lambda one: one.provider_names)


def _desk(
    platform: Platform, instrument: Instrument, row: MeetingRow, *, number: int, seed: int
) -> _Desk:
    meeting_id, name = row.meeting.id, row.provider_names[0]
    with platform.database.reading() as session:
        provider_id = read_estimated(session, meeting_id).about[0].provider_id
    inspectors = Conversation(row.meeting.group_id, name, 1, "conversation", -number)
    return _Desk(platform, MadeUpGroup(instrument, inspectors, seed), (meeting_id, provider_id))


@cache
def estimate_texts() -> EstimateTexts:
    """What stands in estimates.yaml."""
    return EstimateTexts(**yaml.safe_load(_FILE.read_text(encoding="utf-8")))
