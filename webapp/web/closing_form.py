"""The closing questions on a phone: no account, no cookie, and no JavaScript needed."""

from dataclasses import dataclass

from flask import Blueprint, Response, make_response, render_template, request

from webapp.i18n import gettext as _
from webapp.services.read_statements import FIELDS, LONGEST_STATEMENT, Written
from webapp.services.submit_statements import submit_statements
from webapp.web.access import platform
from webapp.web.boxes import BoxRoom, box_room
from webapp.web.dead_ends import show_nothing_here
from webapp.web.doors import is_token, new_token
from webapp.web.languages import BUTTON
from webapp.web.same_site import is_from_this_site
from webapp.web.sign_in import csrf

bp = Blueprint("participant_closing", __name__)
MOST_DIGITS = 5  # of how many answered
# no session and no cookie here: the token in the body is what no other site knows
csrf.exempt(bp)


@dataclass(frozen=True, slots=True)
class ClosingView:
    """The form as somebody sees it: blank, or with what was sent and is not stored yet."""

    room: BoxRoom
    token: str
    written: Written
    fields: int = FIELDS
    longest: int = LONGEST_STATEMENT
    is_redrawn: bool = False  # only its language changed


@bp.get("/d/<join_code>/slotvragen")
def form(join_code: str) -> Response:
    """The form, with a token for this device; the same page for all that is not open."""
    with platform().database.reading() as session:
        room = box_room(session, join_code)
    return _form(room, new_token(room.door.box_id), Written()) if room else show_nothing_here()


@bp.post("/d/<join_code>/slotvragen")
def submit(join_code: str) -> Response:
    """Store what somebody wrote, once per token; or show it again with what is wrong."""
    if not is_from_this_site():
        return show_nothing_here()
    with platform().database.reading() as session:
        room = box_room(session, join_code)
    return _take_in(room) if room else _too_late()


def _take_in(room: BoxRoom) -> Response:
    token = request.form.get("token", "")
    if BUTTON in request.form:
        return _in_another_language(room, token)
    if not is_token(room.door.box_id, token):
        return _with_problem(room, _read(room), _("Verzend het formulier opnieuw."))
    if "again" in request.form:
        return _form(room, token, Written())
    written = _read(room)
    if written.problems:
        return _form(room, token, written)
    if not written.texts:
        return _with_problem(
            room, written, _("U schreef nog niets. Vul minstens één vak in."), token
        )
    sheet = room.reader.sheet(written)
    received = submit_statements(platform().database, room.door, sheet, token)
    return _too_late() if received is None else _received(room, token, received)


def _in_another_language(room: BoxRoom, token: str) -> Response:
    """The page as it was, in the language of the button that was pressed; nothing is stored."""
    stored = request.form.get("stored", "")
    if not is_token(room.door.box_id, token):
        token = new_token(room.door.box_id)
    elif stored.isascii() and stored.isdigit() and len(stored) <= MOST_DIGITS:
        return _received(room, token, int(stored))
    return _form(room, token, Written(texts=_read(room).texts), is_redrawn=True)


def _read(room: BoxRoom) -> Written:
    return room.reader.read(request.form.items(multi=True))


def _with_problem(
    room: BoxRoom, written: Written, problem: str, token: str | None = None
) -> Response:
    written.problems[""] = problem
    return _form(room, token or new_token(room.door.box_id), written)


def _form(room: BoxRoom, token: str, written: Written, *, is_redrawn: bool = False) -> Response:
    view = ClosingView(room, token, written, is_redrawn=is_redrawn)
    return make_response(
        render_template("participant/closing.html", view=view, made_up=room.is_made_up)
    )


def _received(room: BoxRoom, token: str, received: int) -> Response:
    return make_response(
        render_template(
            "participant/closing_received.html",
            room=room,
            token=token,
            received=received,
            made_up=room.is_made_up,
        )
    )


def _too_late() -> Response:
    return make_response(render_template("participant/closing_too_late.html"))
