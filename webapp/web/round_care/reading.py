"""Where a reader begins: the rounds whose results they were given to read."""

from flask import Blueprint, render_template
from flask_login import current_user

from webapp.db.queries.round_rights import list_rounds_given
from webapp.web.access import platform

bp = Blueprint("reading", __name__)


@bp.get("/resultaten")
def list_all() -> str:
    """The rounds that one may read, the newest first."""
    with platform().database.reading() as session:
        rounds = list_rounds_given(session, current_user.staff_id)
    made_up = any(one.is_made_up for one in rounds)
    return render_template("round_care/reading.html", rounds=rounds, made_up=made_up)
