"""The closing questions of a meeting: the leader's page, and what the room sees on the beamer."""

from collections.abc import Callable
from dataclasses import dataclass

from flask import Blueprint, Flask, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from webapp.i18n import gettext as _
from webapp.sealing.codes import new_id
from webapp.services import change_statements as change
from webapp.services.close_statement_box import close_statement_box
from webapp.services.conflict import ConflictError, Seen
from webapp.services.errors import BadInputError, WrongStateError
from webapp.services.open_statement_box import open_statement_box
from webapp.services.read_statements import LONGEST_STATEMENT
from webapp.settings import ROOT
from webapp.web.access import platform
from webapp.web.assets import Asset
from webapp.web.closing_view import BoardView, StatementView, board_or_404, find_statement
from webapp.web.form_assets import one_script
from webapp.web.languages import is_asked_in_another_language
from webapp.web.live_part import live_part
from webapp.web.meetings import ActionForm
from webapp.web.qr import qr_svg

bp = Blueprint("closing", __name__)
SCRIPT = "js/closing.js"
SCRIPT_ASKS = "X-Part"  # a script wants the board alone, not the page around it


@bp.record_once
def _prepare(state: object) -> None:
    app: Flask = state.app  # type: ignore[attr-defined]  # flask's BlueprintSetupState
    folder = ROOT / "static" / "js" / "closing"
    app.extensions["assets"][SCRIPT] = Asset(SCRIPT, lambda: one_script(folder, "main").encode())


@dataclass(frozen=True, slots=True)
class Notice:
    """Why something did not happen; `theirs` is what stands there now, where that is why."""

    words: str
    theirs: str | None = None


@bp.get("/gesprek/<meeting_id>/slotvragen")
def show(meeting_id: str) -> str:
    """The page of whoever leads the closing questions."""
    return _page(board_or_404(meeting_id))


@bp.get("/gesprek/<meeting_id>/slotvragen/stand")
def state(meeting_id: str) -> AnyResponse:
    """The live part of that page."""
    view = board_or_404(meeting_id)
    return live_part(render_template("closing/_board.html", view=view, notice=None))


@bp.get("/gesprek/<meeting_id>/scherm/slotvragen")
def screen(meeting_id: str) -> str:
    """What everybody in the room sees; nothing to press."""
    view = board_or_404(meeting_id)
    address = url_for("participant_closing.form", join_code=view.join_code, _external=True)
    start = url_for("participant.start", _external=True)
    where = start.partition("://")[2].removesuffix("/")
    names = {"shown": _shown(), "qr": qr_svg(address), "address": address, "where": where}
    return render_template("closing/screen.html", view=view, **names)


@bp.get("/gesprek/<meeting_id>/scherm/slotvragen/stand")
def screen_state(meeting_id: str) -> AnyResponse:
    """The live part of the beamer."""
    view = board_or_404(meeting_id)
    return live_part(render_template("closing/_screen.html", view=view, shown=_shown()))


@bp.post("/gesprek/<meeting_id>/slotvragen/openen")
def open_box(meeting_id: str) -> AnyResponse:
    """Let people answer on their phones."""
    _check_form()
    open_statement_box(platform().database, platform().keystore, meeting_id)
    return _back(meeting_id)


@bp.route("/gesprek/<meeting_id>/slotvragen/sluiten", methods=["GET", "POST"])
def close_box(meeting_id: str) -> str | AnyResponse:
    """Close the box and open what is in it, after asking."""
    view, form = board_or_404(meeting_id), ActionForm()
    if not (form.validate_on_submit() and form.confirm.data):
        return render_template("closing/close.html", view=view, form=form)
    closed = close_statement_box(platform().database, platform().keystore, meeting_id)
    if closed.state == "closing":
        flash(
            _("Er komt niets meer bij. De server met de sleutels opent wat binnenkwam zo meteen.")
        )
    elif closed.state == "closed":
        flash(_("De antwoorden zijn samen geopend en de sleutel is vernietigd."))
    else:
        flash(_("Er schreven er te weinig: alles is ongeopend vernietigd."))
    return _back(meeting_id)


@bp.post("/gesprek/<meeting_id>/slotvragen")
def add(meeting_id: str) -> AnyResponse | tuple[str, int] | str:
    """Store what was called out; the id was made where it was typed."""
    kind, text = request.form.get("kind", ""), request.form.get("text", "")
    if is_asked_in_another_language():
        return _page(board_or_404(meeting_id), kind=kind, typed=text)
    _check_form()
    statement_id = request.form.get("id", "")
    try:
        change.add_statement(platform().database, meeting_id, kind, text, statement_id=statement_id)
    except (BadInputError, WrongStateError) as error:
        if SCRIPT_ASKS in request.headers:
            return str(error), 422
        return _page(board_or_404(meeting_id), Notice(str(error)), kind, text), 409
    return _done(meeting_id)


@bp.get("/gesprek/<meeting_id>/slotvragen/<statement_id>")
def edit(meeting_id: str, statement_id: str) -> str:
    """One statement: its wording, what says the same, and taking it away."""
    return _edit_page(_one_or_404(meeting_id, statement_id))


@bp.post("/gesprek/<meeting_id>/slotvragen/<statement_id>")
def change_one(meeting_id: str, statement_id: str) -> AnyResponse | tuple[str, int] | str:
    """Do with a statement what a button says: "rank <version> <rank> <holder>" and so on."""
    if is_asked_in_another_language():
        return _drawn_again(meeting_id, statement_id)
    _check_form()
    what, *values = request.form.get("do", "").split() or [""]
    act = _ACTIONS.get(what)
    if act is None or not values or not _is_number(values[0]):
        abort(400)
    try:
        act(meeting_id, Seen(statement_id, int(values[0])), values[1:])
    except (BadInputError, WrongStateError) as error:
        theirs = error.text if isinstance(error, ConflictError) else None
        return _refused(meeting_id, statement_id, Notice(str(error), theirs))
    return _done(meeting_id, statement_id)


def _reword(meeting_id: str, seen: Seen, _values: list[str]) -> None:
    change.reword(platform().database, meeting_id, seen, request.form.get("text", ""))


def _rank(meeting_id: str, seen: Seen, values: list[str]) -> None:
    """Values: the rank (0: none), and the id of who holds it, where somebody does."""
    if not values or not _is_number(values[0]):
        raise BadInputError(_("Deze plaats bestaat hier niet."))
    rank = int(values[0])
    holder = values[1] if len(values) > 1 else None
    change.rank_statement(platform().database, meeting_id, seen, rank or None, holder=holder)


def _move(meeting_id: str, seen: Seen, values: list[str]) -> None:
    change.move_to_kind(platform().database, meeting_id, seen, "".join(values))


def _same(meeting_id: str, seen: Seen, values: list[str]) -> None:
    """Values, or else what was chosen in the list: id and version of the other one."""
    id_, version = (values or request.form.get("head", "").split() or ["", ""])[:2]
    if not _is_number(version):
        raise BadInputError(_("Kies eerst waarmee dit samen hoort."))
    head = Seen(id_, int(version))
    change.say_the_same(platform().database, meeting_id, seen, head)


def _alone(meeting_id: str, seen: Seen, _values: list[str]) -> None:
    change.stand_alone(platform().database, meeting_id, seen)


def _remove(meeting_id: str, seen: Seen, _values: list[str]) -> None:
    change.remove(platform().database, meeting_id, seen)


_ACTIONS: dict[str, Callable[[str, Seen, list[str]], None]] = {
    "reword": _reword,
    "rank": _rank,
    "move": _move,
    "same": _same,
    "alone": _alone,
    "remove": _remove,
}


def _page(view: BoardView, notice: Notice | None = None, kind: str = "", typed: str = "") -> str:
    return render_template(
        "closing/show.html",
        view=view,
        notice=notice,
        typed={kind: typed},
        form=ActionForm(),
        ids={one.id: new_id() for one in view.kinds},
        longest=LONGEST_STATEMENT,
    )


def _edit_page(one: StatementView, notice: Notice | None = None, text: str | None = None) -> str:
    return render_template(
        "closing/edit.html",
        one=one,
        notice=notice,
        text=one.row.text if text is None else text,
        form=ActionForm(),
        longest=LONGEST_STATEMENT,
    )


def _refused(meeting_id: str, statement_id: str, notice: Notice) -> tuple[str, int]:
    """The page it came from, with what stands there now."""
    if SCRIPT_ASKS in request.headers:
        view = board_or_404(meeting_id)
        return render_template("closing/_board.html", view=view, notice=notice), 409
    return _drawn_again(meeting_id, statement_id, notice), 409


def _drawn_again(meeting_id: str, statement_id: str, notice: Notice | None = None) -> str:
    """The page that a change came from; what was typed stays in its field."""
    view = board_or_404(meeting_id)
    one = find_statement(view, statement_id)
    if "text" in request.form and one is not None:
        return _edit_page(one, notice, request.form["text"])
    return _page(view, notice)


def _done(meeting_id: str, statement_id: str | None = None) -> AnyResponse | str:
    if SCRIPT_ASKS in request.headers:
        return render_template("closing/_board.html", view=board_or_404(meeting_id), notice=None)
    return _back(meeting_id, f"s-{statement_id}" if statement_id else None)


def _back(meeting_id: str, anchor: str | None = None) -> AnyResponse:
    return redirect(url_for("closing.show", meeting_id=meeting_id, _anchor=anchor), 303)


def _shown() -> str | None:
    """Which kind fills the beamer; None: the ranks of all."""
    asked = request.args.get("wat")
    return asked if asked in ("strength", "growth", "tip") else None


def _is_number(typed: str) -> bool:
    return typed.isascii() and typed.isdigit() and len(typed) < 9


def _one_or_404(meeting_id: str, statement_id: str) -> StatementView:
    one = find_statement(board_or_404(meeting_id), statement_id)
    if one is None:
        abort(404)
    return one


def _check_form() -> None:
    if not ActionForm().validate_on_submit():
        abort(400)
