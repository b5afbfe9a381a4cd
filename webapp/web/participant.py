"""What people without an account see: a code, the form, and "Ontvangen"."""

from flask import (
    Blueprint,
    Flask,
    Response,
    current_app,
    jsonify,
    make_response,
    render_template,
    request,
)
from werkzeug.utils import redirect
from werkzeug.wrappers import Response as AnyResponse

from webapp.i18n import current_language
from webapp.i18n import gettext as _
from webapp.sealing.codes import SLIP_LENGTH, read_code
from webapp.web import form_assets, standing
from webapp.web.access import platform
from webapp.web.assets import Asset, asset_url
from webapp.web.boxes import BoxRoom, room_or_box
from webapp.web.dead_ends import show_nothing_here, show_too_late, show_wait
from webapp.web.doors import (
    Room,
    TooManyGuessesError,
    known_room,
    new_token,
    room_by_code,
    room_by_slip,
)
from webapp.web.form_page import blank_form, empty_form
from webapp.web.languages import BUTTON
from webapp.web.same_site import is_from_this_site
from webapp.web.sent_form import take_in
from webapp.web.sign_in import csrf
from webapp.web.standing import standing_reply

bp = Blueprint("participant", __name__)
# no session and no cookie here: the slip in the body is what no other site knows
csrf.exempt(bp)


@bp.record_once
def _prepare(state: object) -> None:
    app: Flask = state.app  # type: ignore[attr-defined]  # flask's BlueprintSetupState
    app.extensions["rooms"] = {}
    app.extensions["form_pages"] = {}
    app.extensions["received_pages"] = {}
    standing.register(app)
    form_assets.register(app)
    app.register_error_handler(TooManyGuessesError, show_wait)


@bp.get("/")
def start() -> str:
    """Ask for a code."""
    return render_template("participant/start.html", typed="", problem=None)


@bp.post("/")
def find() -> AnyResponse:
    """Lead a code to its form: a slip opens it at once, a room code goes to its address."""
    typed = request.form.get("code", "")[:100]
    if BUTTON in request.form:
        return _start_again(typed)
    code = read_code(typed)
    if code is None:
        problem = _("We herkennen deze code niet. Kijk ze nog eens na: 8 of 12 letters en cijfers.")
        return _start_again(typed, problem)
    with platform().database.reading() as session:
        is_slip = len(code) == SLIP_LENGTH
        room = room_by_slip(session, code) if is_slip else room_or_box(session, code)
    if room is None:
        return show_nothing_here()
    if is_slip and isinstance(room, Room):
        return empty_form(room, code)
    return redirect(_form_address(room), 303)


@bp.get("/d/<join_code>")
def form(join_code: str) -> AnyResponse:
    """The form, without any secret of anybody; once it is closed, the closing questions."""
    with platform().database.reading() as session:
        room = room_or_box(session, join_code)
    if isinstance(room, BoxRoom):
        return redirect(_form_address(room), 303)
    return empty_form(room) if room else show_nothing_here()


@bp.get("/d/<join_code>/leeg")
def blank(join_code: str) -> Response:
    """The form that a phone may keep to open without a network: the same for everybody."""
    with platform().database.reading() as session:
        room = room_by_code(session, join_code)
    return blank_form(room) if room else show_nothing_here()


@bp.get("/d/<join_code>/token")
def token(join_code: str) -> Response:
    """A token for a form that was opened without a network; null when there is none to give."""
    with platform().database.reading() as session:
        room = room_by_code(session, join_code)
    has_token = room is not None and not room.door.has_slips
    return jsonify(token=new_token(room.meeting_id) if room and has_token else None)


@bp.get("/d/<join_code>/app")
def manifest(join_code: str) -> Response:
    """What a phone needs to put the form on its home screen."""
    address = f"/d/{join_code}?taal={current_language()}"
    icon = {"src": asset_url("img/mark.svg"), "sizes": "any", "type": "image/svg+xml"}
    response = jsonify(
        name=_("Bouwstenen: het formulier"),
        short_name="Bouwstenen",
        start_url=address,
        scope="/d/",
        display="standalone",
        background_color="#ffffff",
        icons=[icon],
    )
    response.mimetype = "application/manifest+json"
    return response


@bp.get("/d/worker.js")
def worker() -> Response:
    """The service worker; under /d/, since it is for the form only."""
    script: Asset = current_app.extensions["assets"]["js/form_worker.js"]
    return Response(script.body, mimetype="text/javascript", headers={"Cache-Control": "no-cache"})


@bp.post("/d/<join_code>")
def submit(join_code: str) -> Response:
    """Store what somebody filled in, once; or show the form again with what was sent."""
    if not is_from_this_site():
        return show_nothing_here()
    code = read_code(join_code)
    room = known_room(code) if code else None
    if room is None:
        return show_too_late()
    return take_in(room)


@bp.get("/ontvangen")
def thanks() -> str:
    """What the reply to a stored sheet says, without data: to read in another language."""
    return render_template("participant/received.html", room=None)


@bp.get("/te-laat")
def too_late() -> Response:
    """What the reply to a sheet that came too late says, to read in another language."""
    return show_too_late()


@bp.get("/d/<join_code>/stand")
def state(join_code: str) -> Response:
    """Whether the meeting takes sheets in and when it closes, for a phone."""
    code = read_code(join_code)
    room = known_room(code) if code else None
    return standing_reply(room.meeting_id if room else None)


def _start_again(typed: str, problem: str | None = None) -> Response:
    html = render_template("participant/start.html", typed=typed, problem=problem)
    return make_response(html)


def _form_address(room: Room | BoxRoom) -> str:
    asked = f"?taal={current_language()}" if "taal" in request.args else ""
    part = "/slotvragen" if isinstance(room, BoxRoom) else ""
    return f"/d/{room.join_code}{part}{asked}"
