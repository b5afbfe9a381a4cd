"""Two people of a provider at the same moment: never more than five, never one thing twice."""

import threading
from collections.abc import Callable

import pytest

from tests import builders
from webapp.db.models import ActionPoint, FocusPoint
from webapp.db.queries.follow_up import list_focus_points
from webapp.platform import Platform
from webapp.sealing.codes import new_id
from webapp.services.conflict import ConflictError
from webapp.services.errors import NotFoundError
from webapp.services.follow_up.change_actions import TypedAction, add_action
from webapp.services.follow_up.choose_focus import choose_focus
from webapp.services.follow_up.own_round import OwnRound

ACTION = TypedAction("een studiedag", "directie", "2027-03-01", "planned")


@pytest.fixture
def own(platform: Platform) -> OwnRound:
    provider_id = builders.provider(platform, "De Linde")
    round_id = builders.open_round(platform)
    builders.open_meeting(platform, round_id, provider_ids=[provider_id])
    return OwnRound(round_id, provider_id)


def at_once(*verbs: Callable[[], None]) -> list[type[Exception] | None]:
    """What came of each: None, or the kind of its error; they begin together."""
    barrier, came = threading.Barrier(len(verbs)), [None] * len(verbs)

    def run(place: int) -> None:
        barrier.wait()
        try:
            verbs[place]()
        except Exception as error:  # noqa: BLE001  # what it is, is what the test asks
            came[place] = type(error)

    threads = [threading.Thread(target=run, args=[place]) for place in range(len(verbs))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return came


def test_of_two_choices_one_is_kept_and_the_other_is_told(platform: Platform, own: OwnRound):
    choices = [{"1": "a", "2": "b"}, {"3": "c", "4": "d"}]

    came = at_once(
        *(
            lambda chosen=one: choose_focus(platform.database, own, chosen, seen="")
            for one in choices
        )
    )

    assert sorted(came, key=str) == [ConflictError, None]
    with platform.database.reading() as session:
        kept = {one.block_id: one.why for one in list_focus_points(session, *own)}
    assert kept in choices


def test_the_same_choice_or_action_sent_twice_at_once_is_one(platform: Platform, own: OwnRound):
    assert at_once(*[lambda: choose_focus(platform.database, own, {"1": "a"}, seen="")] * 2) == [
        None,
        None,
    ]
    with platform.database.reading() as session:
        (focus,) = list_focus_points(session, *own)
    action_id = new_id()

    came = at_once(
        *[lambda: add_action(platform.database, own, focus.id, ACTION, action_id=action_id)] * 2
    )

    assert came == [None, None]
    assert builders.how_many(platform, ActionPoint) == 1


def test_a_provider_that_takes_no_part_chooses_nothing(platform: Platform, own: OwnRound):
    other = OwnRound(own.round_id, builders.provider(platform, "Elders"))

    with pytest.raises(NotFoundError):
        choose_focus(platform.database, other, {"1": "a"}, seen="")
    assert builders.how_many(platform, FocusPoint) == 0
