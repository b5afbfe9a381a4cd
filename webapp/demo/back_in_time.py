"""Days that have passed: the services know only today, and made-up rounds are of other days."""

from webapp.db.database import Database
from webapp.db.models import Round
from webapp.db.queries.follow_up import list_team_ratings
from webapp.db.queries.meetings import list_meetings
from webapp.db.queries.self_evaluations import find_share
from webapp.demo.hold import MadeUpDataError
from webapp.services.keep_round import kept_until
from webapp.services.self_evaluation.check_draft import Period


def move_back(database: Database, round_id: str, period: Period) -> None:
    """Date a self-evaluation as if it was held then, and followed up on its last day.

    Raises MadeUpDataError for a round that is not made up: nobody's days are rewritten.
    """
    with database.writing() as session:
        round_ = session.get_one(Round, round_id)
        if not round_.is_made_up or round_.owner_provider_id is None:
            raise MadeUpDataError(f"{round_id} is not made up")
        round_.created_on = round_.starts_on = period.starts_on
        round_.ends_on, round_.keep_until = period.ends_on, kept_until(period.starts_on)
        for row in list_meetings(session, round_id):
            row.meeting.day = period.starts_on
        for rating, _author in list_team_ratings(session, round_id, round_.owner_provider_id):
            rating.changed_on = period.ends_on
        share = find_share(session, round_id)
        if share is not None:
            share.shared_on = period.ends_on
