"""Focus points of a provider for the tests of pages, with ids that they know."""

from datetime import date, timedelta

from webapp.db.models import ActionPoint, FocusPoint, Round
from webapp.platform import Platform
from webapp.services.today import today

FOCUS, OTHER_FOCUS, EARLIER_FOCUS = "bcdfghjkmp", "bcdfghjkmq", "bcdfghjkmr"
ACTION = "bcdfghjkms"
IDS = FOCUS, ACTION


def fill_world(
    platform: Platform, provider_id: str, round_id: str, earlier_id: str, text: str
) -> None:
    """Two focus points of this round, one with actions, and one of an earlier round."""
    with platform.database.writing() as session:
        session.get_one(Round, earlier_id).created_on = today() - timedelta(400)
        for id_, of_round, block_id in (
            (FOCUS, round_id, "1"),
            (OTHER_FOCUS, round_id, "3"),
            (EARLIER_FOCUS, earlier_id, "1"),
        ):
            about = {"provider_id": provider_id, "block_id": block_id}
            session.add(FocusPoint(id=id_, round_id=of_round, why=text, version=1, **about))
        session.flush()
        for id_, focus_id, state, due in (
            (ACTION, FOCUS, "planned", date(2026, 1, 1)),
            (f"{ACTION[:-1]}t", FOCUS, "running", today() + timedelta(90)),
            (f"{ACTION[:-1]}v", EARLIER_FOCUS, "done", today()),
        ):
            said = {"what": text, "who": text, "due": due, "state": state, "version": 1}
            session.add(ActionPoint(id=id_, focus_id=focus_id, **said))
