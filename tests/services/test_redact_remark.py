"""Going through remarks: who reads what before and after, and two coders who meet."""

import threading

import pytest

from tests import builders
from webapp.db.models import Batch, Remark, Round
from webapp.sealing.codes import new_id
from webapp.services.conflict import ConflictError, Seen
from webapp.services.errors import BadInputError, NotFoundError
from webapp.services.read_remarks import read_remarks
from webapp.services.redact_remark import LONGEST_REDACTION, redact_remark

SAID = "Ann van de Kerkstraat <b>zegt</b>\nhet goed"
LEFT = "[naam] van […] <b>zegt</b> het goed"


class Readers:
    """A round with one closed meeting in which so many people wrote a remark."""

    def __init__(self, platform, writers, *, silent=2):
        self.platform = platform
        self.provider = builders.provider(platform, "Eigen")
        self.round = builders.open_round(platform)
        sheets = [{"1": "passend", "remark_1": SAID}] * writers + [{"1": "niet"}] * silent
        meeting = builders.meeting_with(platform, self.round, sheets, provider_ids=[self.provider])
        builders.close(platform, meeting)

    def read(self, reader="coder", own_ids=None):
        with self.platform.database.reading() as session:
            own = frozenset([self.provider] if own_ids is None else own_ids)
            return read_remarks(session, session.get_one(Round, self.round), reader, own)

    def redact(self, typed, *, seen=None, round_id=None):
        row = self.read()[0]
        seen = seen or Seen(row.id, row.version)
        return redact_remark(self.platform.database, round_id or self.round, seen, typed)


def test_with_seven_writers_nobody_else_reads_anything(platform):
    readers = Readers(platform, 7, silent=20)
    for row in readers.read():
        redact_remark(platform.database, readers.round, Seen(row.id, 0), LEFT)

    assert len(readers.read()) == 7
    assert readers.read("provider") == readers.read("inspector") == ()


def test_with_eight_writers_others_read_only_what_was_let_through(platform):
    readers = Readers(platform, 8)
    assert readers.read("provider") == readers.read("inspector") == ()

    readers.redact(LEFT)

    (shown,) = readers.read("provider")
    assert (shown.text, shown.original, shown.version) == (LEFT, "", 0)
    assert readers.read("inspector") == (shown,)
    assert readers.read("provider", {builders.provider(platform, "Ander")}) == ()
    readers.redact(None)
    assert readers.read("provider") == ()
    hidden = next(row for row in readers.read() if row.id == shown.id)
    assert (hidden.text, hidden.original, hidden.version) == ("", SAID, 2)


def test_the_remark_itself_never_changes_and_the_order_is_that_of_random_ids(platform):
    readers = Readers(platform, 8)
    before = [row.id for row in readers.read()]

    readers.redact(LEFT)

    assert [row.id for row in readers.read()] == before == sorted(before)
    with platform.database.reading() as session:
        assert {row.text for row in session.query(Remark)} == {SAID}


@pytest.mark.parametrize(
    "typed",
    ["", "[…]", "iets heel anders", SAID.replace("Ann ", ""), "[a] " * LONGEST_REDACTION],
    ids=["empty", "nothing-left", "rewritten", "without-a-trace", "too-long"],
)
def test_what_is_no_redaction_is_refused(platform, typed):
    readers = Readers(platform, 8)

    with pytest.raises(BadInputError):
        readers.redact(typed)

    assert not readers.read()[0].is_redacted


def test_remark_of_elsewhere_or_not_released_is_not_found(platform):
    readers, other_round = Readers(platform, 8), builders.open_round(platform)
    for seen, round_id in ((Seen(new_id(), 0), None), (None, other_round)):
        with pytest.raises(NotFoundError):
            readers.redact(LEFT, seen=seen, round_id=round_id)
    seen = Seen(readers.read()[0].id, 0)
    with platform.database.writing() as session:
        for batch in session.query(Batch):
            batch.is_released = False

    assert readers.read() == ()
    with pytest.raises(NotFoundError):
        redact_remark(platform.database, readers.round, seen, LEFT)


def test_of_two_coders_at_the_same_moment_one_hears_of_the_other(platform):
    readers = Readers(platform, 8)
    seen = Seen(readers.read()[0].id, 0)
    start, answers = threading.Barrier(2), []

    def decide(typed):
        start.wait()
        try:
            answers.append(redact_remark(platform.database, readers.round, seen, typed))
        except ConflictError as error:
            answers.append(error.text)

    coders = [threading.Thread(target=decide, args=(typed,)) for typed in (LEFT, SAID)]
    for coder in coders:
        coder.start()
    for coder in coders:
        coder.join()

    (kept,) = (row.text for row in readers.read() if row.is_redacted)
    assert sorted(answers, key=str) == [1, kept]
