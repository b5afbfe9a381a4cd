"""Retention: a round is erased whole, on its day or when asked, and nothing else is touched."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select, text

from tests import builders
from webapp.db.models import Base, Batch, Meeting, Remark, Round, RoundRight, Tally
from webapp.db.round_tables import rows_of_round, tables_of_rounds, tables_that_only_refer
from webapp.platform import Platform
from webapp.services.erase_round import erase_due_rounds, erase_round
from webapp.services.errors import BadInputError, WrongStateError
from webapp.services.keep_round import days_left, keep_longer, kept_until
from webapp.services.tidy import Timer
from webapp.services.today import today

SECRET = "xylofoon in de gang van blok zeven"
SHEETS = [{"1": "passend", "remark_1": SECRET}] * 8


@pytest.fixture
def said(platform: Platform) -> str:
    """A round with a closed meeting, remarks and all."""
    round_id = builders.open_round(platform)
    meeting = builders.meeting_with(platform, round_id, SHEETS)
    builders.close(platform, meeting)
    return round_id


def last_day(platform: Platform, round_id: str, day: date) -> None:
    with platform.database.writing() as session:
        session.get_one(Round, round_id).keep_until = day


def rows(platform: Platform, round_id: str) -> dict[str, int]:
    """Table → how many rows belong to the round, where there are any."""
    with platform.database.reading() as session:
        counted = {
            table.name: session.scalar(
                select(func.count()).select_from(table).where(rows_of_round(table, round_id))
            )
            for table in tables_of_rounds()
        }
    return {name: n for name, n in counted.items() if n}


def test_a_round_is_erased_the_day_after_its_last(platform: Platform, said: str) -> None:
    other = builders.open_round(platform)
    builders.close(platform, builders.meeting_with(platform, other, SHEETS))
    waiting = builders.meeting_with(platform, said, SHEETS[:3])
    builders.close(platform, waiting)
    open_one = builders.meeting_with(platform, said, SHEETS[:2])
    before = rows(platform, other)
    last_day(platform, said, today())
    assert erase_due_rounds(platform) == 0
    assert {"batch", "tally", "remark", "meeting", "envelope"} <= rows(platform, said).keys()

    last_day(platform, said, today() - timedelta(1))
    assert erase_due_rounds(platform) == 1

    assert rows(platform, said) == {}
    assert rows(platform, other) == before
    assert not platform.keystore.has(waiting.id)
    assert not platform.keystore.has(open_one.id)
    with platform.database.reading() as session:
        round_ = session.get_one(Round, said)
        assert (round_.title, round_.state) == ("Proefronde", "closed")
        assert round_.erased_on == today()
    assert erase_due_rounds(platform) == 0


def test_what_was_erased_is_nowhere_in_the_files(platform: Platform, said: str) -> None:
    """Positive control first: before the erasure the words are there."""
    assert the_files_hold_the_words(platform)

    erase_round(platform, said, "Proefronde")

    assert not the_files_hold_the_words(platform)


def the_files_hold_the_words(platform: Platform) -> bool:
    """On PostgreSQL, whose files are not ours to read: whether the table has any page left."""
    if platform.database.is_sqlite:
        file = Path(platform.settings.database_url.removeprefix("sqlite:///"))
        return any(SECRET.encode() in one.read_bytes() for one in file.parent.glob(f"{file.name}*"))
    with platform.database.reading() as session:
        return bool(session.scalar(text("SELECT pg_relation_size('remark')")))


def test_erasing_now_asks_for_the_title_and_for_closed_conversations(
    platform: Platform, said: str
) -> None:
    with pytest.raises(BadInputError, match="Proefronde"):
        erase_round(platform, said, "proefronde")
    open_one = builders.open_meeting(platform, said)
    with pytest.raises(WrongStateError, match="gesprek open"):
        erase_round(platform, said, "Proefronde")
    assert builders.how_many(platform, Tally)
    assert open_one.state(platform) == "open"
    assert platform.keystore.has(open_one.id)


def test_a_meeting_that_is_being_closed_is_waited_for(platform: Platform, said: str) -> None:
    with platform.database.writing() as session:
        meeting = session.scalars(select(Meeting)).one()
        meeting.state = "closing"
    last_day(platform, said, today() - timedelta(1))

    assert erase_due_rounds(platform) == 0
    assert builders.how_many(platform, Batch) == 1

    with platform.database.writing() as session:
        session.scalars(select(Meeting)).one().state = "closed"
    assert erase_due_rounds(platform) == 1
    assert builders.how_many(platform, Remark) == 0


def test_the_timer_of_the_server_erases(platform: Platform, said: str) -> None:
    last_day(platform, said, today() - timedelta(1))

    Timer(platform).look()

    assert rows(platform, said) == {}


def test_a_later_day_needs_a_reason_and_is_later(platform: Platform, said: str) -> None:
    day = today() + timedelta(3000)
    last_day(platform, said, today() + timedelta(30))
    for until, reason, problem in (
        (day, "  ", "waarom"),
        (day, "x" * 501, "waarom"),
        (day, "a\x00b", "waarom"),
        (today() + timedelta(30), "klacht", "latere dag"),
        (today() + timedelta(29), "klacht", "latere dag"),
        (today() + timedelta(9000), "klacht", "20 jaar"),
    ):
        with pytest.raises(BadInputError, match=problem):
            keep_longer(platform.database, said, until, reason)

    keep_longer(platform.database, said, day, "er loopt een klacht")

    with platform.database.reading() as session:
        round_ = session.get_one(Round, said)
        assert (round_.keep_until, round_.keep_reason) == (day, "er loopt een klacht")
    erase_round(platform, said, "Proefronde")
    with pytest.raises(WrongStateError, match="al gewist"):
        keep_longer(platform.database, said, day + timedelta(1), "te laat")


def test_the_warning_comes_sixty_days_before() -> None:
    assert kept_until(date(2024, 2, 29)) == date(2029, 2, 28)
    for left, told in ((61, None), (60, 60), (0, 0), (-3, 0)):
        round_ = Round(keep_until=today() + timedelta(left), erased_on=None)
        assert days_left(round_) == told


def test_every_table_is_of_a_round_or_known_not_to_be() -> None:
    """For whoever adds a table: if it belongs to a round, let a filled-in column point there.

    Then its rows are erased with the round and stand on /ronde/<id>/gegevens. A table that stands
    apart from rounds is named here, and says elsewhere how long its rows live.
    """
    apart = set(Base.metadata.tables) - {table.name for table in tables_of_rounds()}

    assert apart - NOT_OF_A_ROUND == set(), "see above"
    assert tables_that_only_refer() == frozenset(), "its rows would stay and lose their round"


NOT_OF_A_ROUND = {
    *("round", "instrument_version", "provider", "staff", "staff_provider", "staff_session"),
    *("recovery_code", "audit_event", "round_draft"),
    # of the register: of no round
    *("provider_pupils", "network", "network_member", "network_contact", "provider_merge"),
    # of the hosts and of signing in
    *("installation", "spare_key", "failed_sign_in"),
}


def test_who_has_a_round_still_finds_that_it_was_erased(platform: Platform, said: str) -> None:
    before = builders.how_many(platform, RoundRight)

    erase_round(platform, said, "Proefronde")

    assert builders.how_many(platform, RoundRight) == before
