"""The page that says "Ontvangen": drawn once per meeting and language, but for the count."""

from flask import Response, current_app, render_template

from webapp.db.queries.meetings import Standing
from webapp.i18n import current_language
from webapp.web.doors import Room
from webapp.web.standing import standing_of

_COUNT = 987_654_321  # where the count goes in a page that was kept
_MOST_KEPT = 500
LATE_SECONDS = 5  # a reply may be late with how many are expected; a phone asks on by itself


def received_page(room: Room, received: int) -> Response:
    """The reply to a stored sheet, with how many of how many are in."""
    kept: dict[tuple[object, ...], str] = current_app.extensions["received_pages"]
    standing = standing_of(room.meeting_id, late=LATE_SECONDS)
    # "1 formulier is", "2 … zijn"
    key = (
        room.meeting_id,
        current_language(),
        received == 1,
        standing.expected,
        standing.questions,
    )
    if key not in kept:
        if len(kept) >= _MOST_KEPT:
            kept.clear()
        kept[key] = _draw(room, 1 if received == 1 else _COUNT, standing)
    return Response(kept[key].replace(str(_COUNT), str(received)))


def _draw(room: Room, received: int, standing: Standing) -> str:
    return render_template(
        "participant/received.html",
        received=received,
        expected=standing.expected,
        asks_more=bool(room.instrument.closing_for(room.group_id)),
        asks_now=standing.questions,
        room=room,
        made_up=room.is_made_up,
    )
