"""P7: groups under five are shown by nobody; no setting, command or row allows it."""

import pytest
from sqlalchemy import insert, update
from sqlalchemy.exc import IntegrityError

from tests import builders
from tests.analysis.samples import batch, instrument, tallies
from tests.promises.real_server import environment
from webapp.analysis.release import release
from webapp.cli import run
from webapp.db.models import Batch, Round
from webapp.services.errors import BadInputError
from webapp.services.open_round import RoundPlan, open_round
from webapp.services.publish_batch import publish_batch
from webapp.settings import SettingError, Settings

TOO_LOW = [4, 1, 0, -5]


@pytest.mark.parametrize("k", TOO_LOW)
def test_platform_does_not_start_with_a_lower_threshold(tmp_path, k):
    with pytest.raises(SettingError, match="MIN_GROUP_SIZE"):
        Settings(home=tmp_path, database_url="sqlite:///x", secret_key="x" * 40, min_group_size=k)


@pytest.mark.parametrize("k", ["4", "1", "0", "-5", "4.9", "five", "\u0665", "5_0"])
def test_environment_cannot_lower_the_threshold(tmp_path, k):
    with pytest.raises(SettingError, match="MIN_GROUP_SIZE"):
        Settings.from_env({"BOUWSTENEN_HOME": str(tmp_path / "home"), "MIN_GROUP_SIZE": k})


def test_environment_may_raise_the_threshold(tmp_path):
    env = {"BOUWSTENEN_HOME": str(tmp_path / "home"), "MIN_GROUP_SIZE": "8"}

    assert Settings.from_env(env).min_group_size == 8


@pytest.mark.parametrize("k", TOO_LOW)
def test_round_is_not_opened_with_a_lower_threshold(platform, k):
    with pytest.raises(BadInputError, match="minstens 5"):
        builders.open_round(platform, min_group_size=k)


def test_round_is_not_opened_under_the_raised_threshold_of_the_installation(platform):
    with pytest.raises(BadInputError, match="minstens 8"):
        open_round(
            platform.database,
            instrument(),
            RoundPlan(title="Te laag", min_group_size=7),
            lowest_group_size=8,
        )


@pytest.fixture
def command_line(migrated_database_url, tmp_path, monkeypatch):
    for name, text in environment(migrated_database_url, tmp_path / "home").items():
        monkeypatch.setenv(name, text)
    return lambda *arguments: run(arguments)


@pytest.mark.parametrize("k", ["4", "-1"])
def test_command_line_refuses_a_lower_threshold(command_line, platform, k):
    command = ("round", "create", "--instrument", "okt-2020", "--title", "Te laag")

    assert command_line(*command, "--min-group-size", k) == 2
    with platform.database.reading() as session:
        assert session.query(Round).count() == 0
    assert command_line(*command, "--min-group-size", "6") == 0


@pytest.mark.parametrize("k", TOO_LOW)
def test_database_refuses_a_lower_threshold(platform, k):
    round_id = builders.open_round(platform)

    with pytest.raises(IntegrityError), platform.database.writing() as session:
        session.execute(update(Round).where(Round.id == round_id).values(min_group_size=k))


@pytest.mark.parametrize("n", TOO_LOW)
def test_database_refuses_a_batch_of_too_few(platform, n):
    row = {
        "id": "abcdefghij",
        "round_id": builders.open_round(platform),
        "group_id": "beleid",
        "n": n,
        "remark_writers": 0,
        "is_released": True,
    }

    with pytest.raises(IntegrityError), platform.database.writing() as session:
        session.execute(insert(Batch), [row])


@pytest.mark.parametrize("k", TOO_LOW)
def test_release_rule_refuses_a_lower_threshold(k):
    rows = tallies("batch1", {"1": {"passend": 15}})

    with pytest.raises(ValueError, match="recognised"):
        release(instrument(), [batch(1, "beleid")], rows, [], min_group_size=k)


def test_release_rule_leaves_out_a_batch_that_slipped_through():
    rows = tallies("batch1", {"1": {"passend": 4}})

    results = release(instrument(), [batch(1, "beleid", n=4)], rows, [], min_group_size=5)

    assert results.groups == results.totals == ()


@pytest.mark.parametrize("n", range(5))
def test_no_number_of_a_small_meeting_comes_out(platform, n):
    round_id = builders.open_round(platform)
    meeting = builders.meeting_with(platform, round_id, [{"1": "passend"}] * n)
    builders.close(platform, meeting)

    assert builders.counts(platform, round_id) == {}


def test_closing_that_is_changed_to_publish_too_few_is_stopped(platform, monkeypatch):
    """The last line of defence when somebody breaks the first."""
    round_id = builders.open_round(platform)
    meeting = builders.meeting_with(platform, round_id, [{"1": "passend"}] * 4)
    monkeypatch.setattr(
        "webapp.services.close_meeting._mark_pending",
        lambda *_arguments: _publish_all_the_same(platform, round_id, meeting),
    )

    with pytest.raises(IntegrityError):
        builders.close(platform, meeting)

    assert builders.counts(platform, round_id) == {}


def _publish_all_the_same(platform, round_id, meeting):
    from webapp.services.open_envelopes import open_envelopes

    with platform.database.writing() as session:
        publish_batch(
            session,
            session.get_one(Round, round_id),
            instrument(),
            {meeting.id: open_envelopes(session, platform.keystore, meeting.id)},
            group_id="beleid",
            provider_ids=(),
            state="closing",
        )
