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

from webapp.db.writer import Receipt, Refusal
from webapp.i18n import current_language
from webapp.i18n import gettext as _
from webapp.sealing.codes import SLIP_LENGTH, grouped, read_code
from webapp.services.read_sheet import Answers, SheetReader, sheet_reader
from webapp.services.submit_sheet import submit_sheet
from webapp.web import form_assets, standing
from webapp.web.access import platform
from webapp.web.assets import Asset, asset_url
from webapp.web.boxes import BoxRoom, room_or_box
from webapp.web.doors import (
    Room,
    TooManyGuessesError,
    is_token,
    known_room,
    new_token,
    room_by_code,
    room_by_slip,
)
from webapp.web.form_page import FormView, blank_form, empty_form, field_gaps, form_again
from webapp.web.languages import BUTTON
from webapp.web.received_page import received_page
from webapp.web.same_site import is_from_this_site
from webapp.web.sign_in import csrf
from webapp.web.standing import standing_of, standing_reply

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
    app.register_error_handler(TooManyGuessesError, _wait)


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
        problem = _("Een code heeft 8 of 12 letters en cijfers. Kijk ze nog eens na.")
        return _start_again(typed, problem)
    with platform().database.reading() as session:
        is_slip = len(code) == SLIP_LENGTH
        room = room_by_slip(session, code) if is_slip else room_or_box(session, code)
    if room is None:
        return _nothing_here()
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
    return empty_form(room) if room else _nothing_here()


@bp.get("/d/<join_code>/leeg")
def blank(join_code: str) -> Response:
    """The form that a phone may keep to open without a network: the same for everybody."""
    with platform().database.reading() as session:
        room = room_by_code(session, join_code)
    return blank_form(room) if room else _nothing_here()


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
        return _nothing_here()
    code = read_code(join_code)
    room = known_room(code) if code else None
    if room is None:
        return _too_late()
    reader = sheet_reader(room.instrument, room.group_id, room.setting)
    answers = reader.read(request.form.items(multi=True))
    secret = _secret(room)
    if BUTTON in request.form:
        return form_again(_in_another_language(room, answers, secret))
    again = _reason_to_ask_again(room, reader, answers, secret)
    if again is not None:
        return form_again(again)
    assert secret is not None
    return _reply_to(
        submit_sheet(platform().writer, room.door, reader.sheet(answers), secret),
        room,
        answers,
        secret,
    )


@bp.get("/ontvangen")
def thanks() -> str:
    """What the reply to a stored sheet says, without data: to read in another language."""
    return render_template("participant/received.html", room=None)


@bp.get("/te-laat")
def too_late() -> Response:
    """What the reply to a sheet that came too late says, to read in another language."""
    return _too_late()


@bp.get("/d/<join_code>/stand")
def state(join_code: str) -> Response:
    """Whether the meeting takes sheets in and when it closes, for a phone."""
    code = read_code(join_code)
    room = known_room(code) if code else None
    return standing_reply(room.meeting_id if room else None)


def _secret(room: Room) -> str | None:
    """The slip that was typed, or the token of the form; None when it cannot be one."""
    if room.door.has_slips:
        code = read_code(request.form.get("code", ""))
        return code if code and len(code) == SLIP_LENGTH else None
    token = request.form.get("token", "")
    return token if is_token(room.meeting_id, token) else None


def _in_another_language(room: Room, answers: Answers, secret: str | None) -> FormView:
    """The form as it was, in the language of the button that was pressed; nothing is stored."""
    if room.door.has_slips:
        shown = grouped(secret) if secret else request.form.get("code", "")[:100]
    else:
        secret, shown = secret or new_token(room.meeting_id), ""
    return FormView(room, secret, shown, answers, is_redrawn=True)


def _reason_to_ask_again(
    room: Room, reader: SheetReader, answers: Answers, secret: str | None
) -> FormView | None:
    if secret is None:
        name = "code" if room.door.has_slips else ""
        problem = _unknown_slip() if room.door.has_slips else _("Verzend het formulier opnieuw.")
        return _with_problem(room, answers, name, problem)
    shown = grouped(secret) if room.door.has_slips else ""
    if answers.problems:
        return FormView(room, secret, shown, answers, notice=_("Nog niet verzonden"))
    gaps = reader.gaps(answers)
    if gaps and "confirm" not in request.form:
        found = field_gaps(room, gaps)
        return FormView(room, secret, shown, answers, found, _("Nog niet verzonden"))
    return None


def _with_problem(room: Room, answers: Answers, name: str, problem: str) -> FormView:
    answers.problems[name] = problem
    secret = None if room.door.has_slips else new_token(room.meeting_id)
    typed = request.form.get("code", "")[:100]
    return FormView(room, secret, typed, answers, notice=_("Nog niet verzonden"))


def _unknown_slip() -> str:
    return _("We kennen deze code niet. Kijk de 12 letters en cijfers op uw strookje na.")


def _reply_to(outcome: Receipt | Refusal, room: Room, answers: Answers, secret: str) -> Response:
    if isinstance(outcome, Receipt):
        return received_page(room, outcome.received)
    if outcome is Refusal.UNKNOWN_SLIP:
        return form_again(_with_problem(room, answers, "code", _unknown_slip()))
    if outcome is Refusal.HELD:
        return form_again(_not_yet(room, answers, secret))
    return _too_late()


def _not_yet(room: Room, answers: Answers, secret: str) -> FormView:
    """The form with what was ticked, in a meeting that has not begun or that pauses."""
    held = standing_of(room.meeting_id).held or "paused"
    answers.problems[""] = {
        "planned": _("Het gesprek is nog niet begonnen. Verzend opnieuw zodra het begint."),
        "paused": _("Het gesprek is even gepauzeerd. Verzend opnieuw zodra het verdergaat."),
    }[held]
    shown = grouped(secret) if room.door.has_slips else ""
    return FormView(room, secret, shown, answers, notice=_("Nog niet verzonden"), held=held)


def _too_late() -> Response:
    return make_response(render_template("participant/too_late.html"))


def _nothing_here() -> Response:
    """One page for a wrong, an expired and a closed code: it tells nobody which."""
    return make_response(render_template("participant/nothing_here.html"))


def _start_again(typed: str, problem: str | None = None) -> Response:
    html = render_template("participant/start.html", typed=typed, problem=problem)
    return make_response(html)


def _wait(_error: TooManyGuessesError) -> Response:
    response = make_response(render_template("participant/wait.html"), 503)
    response.headers["Retry-After"] = "5"
    return response


def _form_address(room: Room | BoxRoom) -> str:
    asked = f"?taal={current_language()}" if "taal" in request.args else ""
    part = "/slotvragen" if isinstance(room, BoxRoom) else ""
    return f"/d/{room.join_code}{part}{asked}"
