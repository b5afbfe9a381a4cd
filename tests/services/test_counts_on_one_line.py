"""The line of a batch says what its tally rows say, and without a line the rows are read."""

from sqlalchemy import select, update

from tests import builders
from tests.analysis.samples import instrument
from webapp.analysis.grid import line_of
from webapp.db.models import Batch, Tally
from webapp.services.close_round import close_round

MANY = [{"1": "passend", "2": "deels", "3": "passend", "4": "nvt"}] * 6 + [{"1": "niet"}] * 2


def test_a_batch_has_the_same_counts_on_one_line_and_in_rows(platform):
    round_id = builders.open_round(platform)
    for people in (8, 3, 3):
        builders.close(platform, builders.meeting_with(platform, round_id, MANY[-people:]))
    close_round(platform.database, platform.keystore, round_id)

    with platform.database.reading() as session:
        rows = select(Tally.block_id, Tally.option_code, Tally.count)
        lines = {
            id_: (line, line_of(instrument(), session.execute(rows.where(Tally.batch_id == id_))))
            for id_, line in session.execute(select(Batch.id, Batch.counts))
        }

    assert len(lines) == 2
    assert all(line == of_rows for line, of_rows in lines.values())


def test_a_batch_from_before_there_were_lines_is_read_from_its_rows(platform):
    round_id = builders.open_round(platform)
    builders.close(platform, builders.meeting_with(platform, round_id, MANY))
    shown = builders.counts(platform, round_id)

    with platform.database.writing() as session:
        session.execute(update(Batch).values(counts=None))

    assert shown
    assert builders.counts(platform, round_id) == shown
