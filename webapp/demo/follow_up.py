"""What the made-up provider did with its results: focus points, actions, the team's judgement."""

from datetime import timedelta

from webapp.db.database import Database
from webapp.db.queries.follow_up import list_focus_points
from webapp.demo.self_evaluation_texts import self_evaluation_texts
from webapp.sealing.codes import new_id
from webapp.services.follow_up.change_actions import TypedAction, add_action
from webapp.services.follow_up.choose_focus import choose_focus
from webapp.services.follow_up.own_round import OwnRound
from webapp.services.follow_up.rate_as_team import rate_as_team
from webapp.services.today import today


def follow_up(database: Database, own: OwnRound, staff_id: str) -> None:
    """Choose, plan and judge; before the round is shared, for then the judgement stands."""
    texts = self_evaluation_texts()
    choose_focus(database, own, {one.block_id: one.why for one in texts.focus}, seen="")
    with database.reading() as session:
        focus_ids = {one.block_id: one.id for one in list_focus_points(session, *own)}
    for focus in texts.focus:
        for action in focus.actions:
            due = today() + timedelta(action.due)
            typed = TypedAction(action.what, action.who, due.isoformat(), action.state)
            add_action(database, own, focus_ids[focus.block_id], typed, action_id=new_id())
    rate_as_team(database, own, staff_id, sent=texts.team, seen={})
