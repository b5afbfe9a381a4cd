"""Estimates: made apart, settled together, signed for good, and what is released then."""

from collections.abc import Mapping
from datetime import date
from threading import Thread

import pytest
from sqlalchemy import select

from tests import builders
from webapp.analysis.estimates import Rating
from webapp.db.models import AssessmentRating, Batch, Meeting, Staff, Visit
from webapp.platform import Platform
from webapp.sealing.codes import new_id
from webapp.services.cancel_meeting import cancel_meeting
from webapp.services.close_round import close_round
from webapp.services.errors import NotFoundError, RefusedError, WrongStateError
from webapp.services.estimate_rights import visible_estimates
from webapp.services.keep_journal import (
    BadEntriesError,
    keep_entries,
    new_entry,
    read_journal_for,
)
from webapp.services.read_estimates import read_estimated, read_ratings, read_written
from webapp.services.sign_estimate import ChangedMeanwhileError, make_final, sign_estimate
from webapp.services.staff_accounts import add_staff
from webapp.services.start_estimate import start_estimate, start_joint, withdraw_estimate
from webapp.services.write_estimate import write_estimate

SHEETS = [{"1": "passend", "3": "niet", "4": "deels"}] * 6
ALL = {"1": "passend", "2": "deels", "3": "niet", "4": "nvt"}


class Day:
    """A visit in a round that waits for the estimate: beleid and scholen, two inspectors."""

    def __init__(self, platform: Platform) -> None:
        self.platform = platform
        self.els, self.jan = self.staff("els"), self.staff("jan")
        self.provider = builders.provider(platform, "Aanbieder A")
        self.round = builders.open_round(platform, release="estimate")
        self.visit = self.new_visit()
        self.beleid = self.meeting("beleid")
        self.scholen = self.meeting("scholen", SHEETS)

    def staff(self, name: str) -> str:
        add_staff(self.platform.database, f"{name}@voorbeeld.be", "inspecteur")
        with self.platform.database.reading() as session:
            return session.scalars(
                select(Staff.id).where(Staff.email == f"{name}@voorbeeld.be")
            ).one()

    def new_visit(self, kind: str = "visit") -> str:
        with self.platform.database.writing() as session:
            day = Visit(
                id=new_id(),
                round_id=self.round,
                kind=kind,
                title="",
                day=date(2026, 11, 23),
                place="",
            )
            session.add(day)
            return day.id

    def meeting(self, group: str, sheets=(), visit: str | None = None, providers=None):
        made = builders.meeting_with(
            self.platform,
            self.round,
            sheets,
            group_id=group,
            provider_ids=providers or [self.provider],
        )
        with self.platform.database.writing() as session:
            session.get_one(Meeting, made.id).visit_id = visit or self.visit
        return made

    def start(self, who: str, meeting=None, provider: str | None = None) -> str:
        meeting_id = (meeting or self.beleid).id
        about = provider or self.provider
        return start_estimate(self.platform.database, meeting_id, about, who)

    def write(self, assessment: str, who: str, options: Mapping[str, str | None]) -> None:
        ratings = {id_: Rating(code) for id_, code in options.items()}
        meeting = self.meeting_of(assessment)
        write_estimate(
            self.platform.database,
            meeting,
            assessment,
            who,
            sent=ratings,
            seen=self.seen(assessment),
        )

    def sign(self, assessment: str, who: str, *, final: bool = True, seen: int | None = None):
        place = self.written(assessment).place if seen is None else seen
        meeting = self.meeting_of(assessment)
        return sign_estimate(
            self.platform.database, meeting, assessment, who, final=final, seen=place
        )

    def signed_by(self, who: str, options=ALL, *, final: bool = False, **where) -> str:
        made = self.start(who, **where)
        self.write(made, who, options)
        self.sign(made, who, final=final)
        return made

    def meeting_of(self, assessment: str) -> str:
        with self.platform.database.reading() as session:
            for id_ in session.scalars(select(Meeting.id).where(Meeting.group_id == "beleid")):
                rows = [row for one in read_estimated(session, id_).about for row in one.rows]
                if assessment in {row.id for row in rows}:
                    return id_
        raise AssertionError(assessment)

    def written(self, assessment: str):
        meeting = self.meeting_of(assessment)
        with self.platform.database.reading() as session:
            row = read_estimated(session, meeting).find(assessment)[1]
            return read_written(session, meeting, row)

    def seen(self, assessment: str) -> dict[str, list[str]]:
        counting = self.written(assessment).counting
        return {id_: [entry.id for entry in entries] for id_, entries in counting.items()}

    def ratings(self, assessment: str) -> dict[str, str | None]:
        meeting = self.meeting_of(assessment)
        with self.platform.database.reading() as session:
            estimated = read_estimated(session, meeting)
            ratings = read_ratings(session, estimated, estimated.find(assessment)[1])
        return {id_: rating.option for id_, rating in ratings.items()}

    def released(self) -> list[bool]:
        with self.platform.database.reading() as session:
            return sorted(session.scalars(select(Batch.is_released)))


@pytest.fixture
def day(platform: Platform) -> Day:
    return Day(platform)


def test_signing_the_only_estimate_releases_the_groups_of_the_visit(day: Day) -> None:
    builders.close(day.platform, day.scholen)
    assert day.released() == [False]
    assert builders.counts(day.platform, day.round) == {}
    made = day.start(day.els)
    day.write(made, day.els, {"1": "passend", "2": None})

    signed = day.sign(made, day.els)

    assert (signed.is_final, signed.released) == (True, 1)
    assert builders.counts(day.platform, day.round)["scholen", "1"] == {"passend": 6}
    assert day.ratings(made) == {"1": "passend"}


def test_a_group_that_closes_after_the_signing_is_released_at_once(day: Day) -> None:
    day.signed_by(day.els, final=True)

    builders.close(day.platform, day.scholen)

    assert day.released() == [True]


def test_all_estimates_of_a_visit_must_be_signed(day: Day) -> None:
    other = builders.provider(day.platform, "Aanbieder B")
    second = day.meeting("beleid", providers=[day.provider, other])
    builders.close(day.platform, day.scholen)

    day.signed_by(day.els, final=True)
    day.signed_by(day.els, final=True, meeting=second)
    assert day.released() == [False]
    day.signed_by(day.jan, final=True, meeting=second, provider=other)

    assert day.released() == [True]


def test_a_batch_pooled_from_two_visits_waits_for_both(day: Day) -> None:
    elsewhere = day.new_visit()
    beleid = day.meeting("beleid", visit=elsewhere)
    for visit in (day.visit, elsewhere):
        few = day.meeting("scholen", SHEETS[:3], visit=visit)
        assert builders.close(day.platform, few).received == 3
    day.signed_by(day.els, final=True)
    assert day.released() == [False]

    day.signed_by(day.els, final=True, meeting=beleid)

    assert day.released() == [True]


def test_without_a_policy_conversation_a_visit_waits_for_the_end_of_the_round(day: Day) -> None:
    cancel_meeting(day.platform.database, day.platform.keystore, day.beleid.id)
    builders.close(day.platform, day.scholen)
    assert day.released() == [False]  # another one can still be opened
    with pytest.raises(NotFoundError):
        day.start(day.els)

    close_round(day.platform.database, day.platform.keystore, day.round)

    assert day.released() == [True]


def test_a_conversation_that_is_cancelled_is_not_waited_for(day: Day) -> None:
    second = day.meeting("beleid")
    builders.close(day.platform, day.scholen)
    day.signed_by(day.els, final=True, meeting=second)
    assert day.released() == [False]

    cancel_meeting(day.platform.database, day.platform.keystore, day.beleid.id)

    assert day.released() == [True]


def test_a_regional_meeting_waits_for_no_estimate(day: Day) -> None:
    region = day.new_visit("region")
    scholen = day.meeting("scholen", SHEETS, visit=region)

    builders.close(day.platform, scholen)

    assert day.released() == [True]


def test_an_estimate_signed_beside_a_closing_releases_it(day: Day) -> None:
    """Whichever of the two comes last: neither may miss the other."""
    made = day.start(day.els)
    day.write(made, day.els, ALL)
    closing = Thread(target=builders.close, args=(day.platform, day.scholen))
    closing.start()

    day.sign(made, day.els)
    closing.join()

    assert day.released() == [True]


def test_a_round_that_releases_at_closing_does_not_wait(platform: Platform, day: Day) -> None:
    round_id = builders.open_round(platform)
    builders.close(platform, builders.meeting_with(platform, round_id, SHEETS, group_id="scholen"))

    assert day.released() == [True]


def test_nothing_is_released_when_the_signing_fails(
    day: Day, monkeypatch: pytest.MonkeyPatch
) -> None:
    builders.close(day.platform, day.scholen)
    made = day.start(day.els)
    day.write(made, day.els, ALL)

    def fail(*_args: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("webapp.services.release_estimated.release_batches", fail)
    with pytest.raises(RuntimeError):
        day.sign(made, day.els)

    assert day.released() == [False]
    assert day.start(day.els) == made
    with day.platform.database.reading() as session:
        assert session.scalars(select(AssessmentRating)).all() == []


def test_the_second_inspector_sees_nothing_of_the_first_until_both_signed(day: Day) -> None:
    first = day.signed_by(day.els)
    second = day.start(day.jan)
    day.write(second, day.jan, {"1": "niet"})

    assert documents_seen(day, day.jan) == {f"estimate:{second}"}
    day.sign(second, day.jan, final=False)

    assert documents_seen(day, day.jan) == {f"estimate:{first}", f"estimate:{second}"}
    assert documents_seen(day, day.els) == {f"estimate:{first}", f"estimate:{second}"}
    assert documents_seen(day, day.staff("piet")) == set()


def documents_seen(day: Day, who: str) -> set[str]:
    with day.platform.database.reading() as session:
        entries = read_journal_for(session, day.beleid.id, who)
        seen = {entry.document for entry in entries}
        assert seen <= visible_estimates(session, day.beleid.id, who)
    return seen


def test_what_was_withdrawn_stays_hidden_and_the_next_begins_empty(day: Day) -> None:
    first = day.start(day.els)
    day.write(first, day.els, ALL)

    withdraw_estimate(day.platform.database, day.beleid.id, first, day.els)

    assert day.ratings(day.start(day.els)) == {}
    with day.platform.database.reading() as session:
        assert read_journal_for(session, day.beleid.id, day.jan) == []
        assert len(read_journal_for(session, day.beleid.id, day.els)) == 4


def test_nobody_writes_in_the_estimate_of_somebody_else(day: Day) -> None:
    made = day.start(day.els)
    forged = new_entry(f"estimate:{made}", "1", {"option": "niet", "remark": ""}, staff_id=day.jan)

    with pytest.raises(BadEntriesError):
        keep_entries(day.platform.database, day.beleid.id, [forged])
    with pytest.raises(NotFoundError):
        day.write(made, day.jan, {"1": "niet"})
    with pytest.raises(NotFoundError):
        day.sign(made, day.jan)
    with pytest.raises(NotFoundError):
        withdraw_estimate(day.platform.database, day.beleid.id, made, day.jan)
    assert day.ratings(made) == {}


def test_what_was_signed_never_changes(day: Day) -> None:
    made = day.signed_by(day.els)
    late = new_entry(f"estimate:{made}", "1", {"option": "niet", "remark": ""}, staff_id=day.els)

    keep_entries(day.platform.database, day.beleid.id, [late])  # a laptop that had no network
    with pytest.raises(WrongStateError):
        day.write(made, day.els, {"1": "niet"})
    with pytest.raises(WrongStateError):
        withdraw_estimate(day.platform.database, day.beleid.id, made, day.els)
    day.sign(made, day.els, final=True)

    assert day.ratings(made) == ALL
    assert day.sign(made, day.els).is_final is False  # signed twice is once
    assert len(day.written(made).history["1"]) == 2


def test_history_tells_who_wrote_what_and_what_it_replaced(day: Day) -> None:
    made = day.start(day.els)
    for code in ("passend", "deels", "deels", None):
        day.write(made, day.els, {"1": code})

    entries = day.written(made).history["1"]

    assert [entry.value["option"] for entry in entries] == ["passend", "deels", None]
    assert [entry.by for entry in entries] == ["els@voorbeeld.be"] * 3
    assert [entry.replaces for entry in entries[1:]] == [(entries[0].id,), (entries[1].id,)]


def test_two_devices_that_differ_stand_side_by_side_and_cannot_be_signed(day: Day) -> None:
    made = day.start(day.els)
    for code in ("passend", "niet"):  # both forms were opened before either was sent
        write_estimate(
            day.platform.database,
            day.beleid.id,
            made,
            day.els,
            sent={"1": Rating(code)},
            seen={"1": []},
        )

    assert day.written(made).conflicts == ("1",)
    with pytest.raises(WrongStateError, match="bouwsteen 1"):
        day.sign(made, day.els)
    day.write(made, day.els, {"1": "niet"})

    assert day.written(made).conflicts == ()
    assert day.ratings(made) == {"1": "niet"}


def test_what_came_in_after_the_page_was_made_is_not_signed_unseen(day: Day) -> None:
    made = day.start(day.els)
    day.write(made, day.els, {"1": "passend"})
    seen = day.written(made).place
    day.write(made, day.els, {"1": "niet"})

    with pytest.raises(ChangedMeanwhileError):
        day.sign(made, day.els, seen=seen)


def test_two_inspectors_settle_where_they_differ(day: Day) -> None:
    builders.close(day.platform, day.scholen)
    day.signed_by(day.els, ALL)
    with pytest.raises(WrongStateError):
        start_joint(day.platform.database, day.beleid.id, day.provider, day.els)
    second = day.signed_by(day.jan, {**ALL, "2": "niet", "4": "passend"})
    with pytest.raises(WrongStateError, match="tekende ook"):
        make_final(day.platform.database, day.beleid.id, second, day.jan)
    assert day.released() == [False]

    joint = start_joint(day.platform.database, day.beleid.id, day.provider, day.jan)
    assert joint == start_joint(day.platform.database, day.beleid.id, day.provider, day.els)
    assert day.ratings(joint) == {"1": "passend", "2": None, "3": "niet", "4": None}
    day.write(joint, day.els, {"2": "deels"})
    day.write(joint, day.jan, {"4": "passend"})
    day.sign(joint, day.jan)

    assert day.ratings(joint) == {"1": "passend", "2": "deels", "3": "niet", "4": "passend"}
    assert day.ratings(second) == {**ALL, "2": "niet", "4": "passend"}
    assert day.released() == [True]


def test_an_own_estimate_can_be_made_final_later(day: Day) -> None:
    builders.close(day.platform, day.scholen)
    made = day.start(day.els)
    with pytest.raises(WrongStateError):
        make_final(day.platform.database, day.beleid.id, made, day.els)
    day.write(made, day.els, ALL)
    day.sign(made, day.els, final=False)
    assert day.released() == [False]

    done = make_final(day.platform.database, day.beleid.id, made, day.els)

    assert (done.is_final, done.released) == (True, 1)
    with pytest.raises(WrongStateError, match="definitief"):
        day.start(day.jan)


def test_a_third_inspector_comes_too_late(day: Day) -> None:
    for who in (day.els, day.jan):
        day.write(day.start(who), who, {"1": "passend"})

    with pytest.raises(WrongStateError, match="al twee"):
        day.start(day.staff("piet"))


@pytest.mark.parametrize(
    "sent",
    [{"99": Rating("passend")}, {"1": Rating("prima")}, {"1": Rating(None, "x" * 2001)}],
    ids=["unknown-block", "unknown-option", "long-remark"],
)
def test_what_does_not_belong_is_refused_and_nothing_is_kept(day: Day, sent) -> None:
    made = day.start(day.els)

    with pytest.raises(RefusedError):
        write_estimate(
            day.platform.database,
            day.beleid.id,
            made,
            day.els,
            sent={"2": Rating("deels"), **sent},
            seen={},
        )

    assert day.ratings(made) == {}


def test_only_the_group_that_is_asked_the_most_is_estimated(day: Day) -> None:
    with pytest.raises(NotFoundError):
        start_estimate(day.platform.database, day.scholen.id, day.provider, day.els)
    with pytest.raises(NotFoundError):
        start_estimate(day.platform.database, "bestaatniet", day.provider, day.els)
    with pytest.raises(NotFoundError):
        day.start(day.els, provider=builders.provider(day.platform, "Niet hier"))
