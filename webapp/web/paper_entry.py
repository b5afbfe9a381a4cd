"""Typing paper forms in, one after the other: one key a bouwsteen, Enter twice a form.

Nothing of the number or the answers is kept but the sealed envelope; who typed it is nowhere.
"""

from collections import Counter
from dataclasses import dataclass, field

from flask import Blueprint, Flask, Response, jsonify, make_response, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound

from webapp.db.queries.meetings import MeetingRow, find_meeting
from webapp.db.writer import Refusal
from webapp.i18n import gettext as _
from webapp.instrument.model import Instrument
from webapp.sealing.codes import grouped
from webapp.services.errors import WrongStateError
from webapp.services.read_sheet import BLOCK_PREFIX, LONGEST_REMARK, THEME_PREFIX, Answers
from webapp.services.type_in_sheet import (
    PaperDesk,
    look_up_number,
    open_desk,
    read_number,
    type_in_sheet,
)
from webapp.settings import ROOT
from webapp.web.access import platform
from webapp.web.assets import Asset
from webapp.web.form_assets import one_script
from webapp.web.languages import is_asked_in_another_language
from webapp.web.staff_form import StaffForm

bp = Blueprint("paper_entry", __name__)

MOST_FORMS = 99_999
SCRIPT = "js/paper.js"


@bp.record_once
def _prepare(state: object) -> None:
    app: Flask = state.app  # type: ignore[attr-defined]  # flask's BlueprintSetupState
    folder = ROOT / "static" / "js" / "paper"
    app.extensions["assets"][SCRIPT] = Asset(SCRIPT, lambda: one_script(folder, "main").encode())


@dataclass(slots=True)
class Typed:
    """A form as it was typed in, and what became of it.

    `state` is "empty", "wrong", "review" (nothing stored yet), "stored", "held", "closed" or
    "total" (only the number of forms is compared);
    `fields` is field name → text; `count` is how many forms were typed in before this one;
    `is_received`: something came in under this number before.
    """

    state: str = "empty"
    fields: dict[str, str] = field(default_factory=dict)
    problems: dict[str, str] = field(default_factory=dict)
    summary: str = ""
    message: str = ""
    number: str = ""
    count: int = 0
    is_received: bool = False


@bp.route("/gesprek/<meeting_id>/papier", methods=["GET", "POST"])
def entry(meeting_id: str) -> ResponseReturnValue:
    """The form to type in; a POST looks it over first, and stores it where `confirm` is sent."""
    with platform().database.reading() as session:
        row = find_meeting(session, meeting_id)
        if row is None:
            raise NotFound
        try:
            desk = open_desk(session, meeting_id)
        except WrongStateError as error:
            return _no_desk(row, str(error))
    form = StaffForm()
    typed = Typed()
    if request.method == "POST" and "counted" in request.form:
        typed = _compared()
    elif request.method == "POST" and is_asked_in_another_language():
        typed, _answers = _read(desk)
    elif request.method == "POST":
        typed = _typed(desk)
    return _reply(row, desk, form, typed)


def _typed(desk: PaperDesk) -> Typed:
    typed, answers = _read(desk)
    number = read_number(request.form.get("code", ""))
    if number is not None:
        typed.number = grouped(number)
        _look_up(desk, typed, number)
    else:
        typed.problems["code"] = _("Een fichenummer heeft 12 letters en cijfers. Kijk het na.")
    if typed.problems:
        typed.state = "wrong"
        typed.message = _("Nog niet bewaard: kijk na wat is aangeduid.")
        return typed
    assert number is not None
    may_replace = not typed.is_received or read_number(request.form.get("replace", "")) == number
    if "confirm" in request.form and may_replace:
        _store(desk, typed, answers, number)
    else:
        typed.state = "review"
        typed.summary = _summary(desk, answers)
    return typed


def _read(desk: PaperDesk) -> tuple[Typed, Answers]:
    sent = [
        (name, value)
        for name, value in request.form.items(multi=True)
        if name.startswith((BLOCK_PREFIX, THEME_PREFIX))
    ]
    answers = desk.read(sent)
    typed = Typed(fields={"code": request.form.get("code", "")[:100], **dict(sent)})
    typed.problems = dict(answers.problems)
    for name in typed.problems.keys() & typed.fields.keys():
        if name.startswith(BLOCK_PREFIX):
            typed.problems[name] = _("Deze toets betekent hier niets.")
    typed.count = _count()
    return typed, answers


def _look_up(desk: PaperDesk, typed: Typed, number: str) -> None:
    with platform().database.reading() as session:
        found = look_up_number(session, desk.door.meeting_id, number)
    if not found.is_known:
        typed.problems["code"] = _("Dit nummer hoort niet bij dit gesprek. Kijk het na.")
    typed.is_received = found.is_received


def _store(desk: PaperDesk, typed: Typed, answers: Answers, number: str) -> None:
    outcome = type_in_sheet(platform().writer, desk, answers, number)
    if outcome is Refusal.HELD:
        typed.state = "held"
        typed.message = _(
            "Nog niet bewaard: het gesprek is nog niet begonnen of pauzeert. Laat het eerst"
            " beginnen of verdergaan."
        )
    elif isinstance(outcome, Refusal):  # closed, and its slips gone, since it was looked up
        typed.state = "closed"
        typed.message = _("Niet bewaard: het gesprek is intussen gesloten.")
    else:
        typed.state = "stored"
        typed.count += not typed.is_received
        typed.fields = {}
        typed.message = (
            _("Fiche %(number)s is vervangen.", number=typed.number)
            if typed.is_received
            else _("Fiche %(number)s is bewaard.", number=typed.number)
        )


def _summary(desk: PaperDesk, answers: Answers) -> str:
    """How often each key was typed: to compare with the paper at a glance."""
    times = Counter(answers.chosen.values())
    parts = [f"{times[code]} {key}" for key, code in desk.keys.items() if times[code]]
    if open_ones := len(desk.reader.gaps(answers)):
        parts.append(_("%(n)s leeg", n=open_ones))
    return " · ".join(parts)


def _compared() -> Typed:
    """The batch total: what was typed in beside what was counted by hand."""
    typed = Typed(state="total", count=_count())
    by_hand = request.form.get("counted", -1, type=int)
    if not 0 <= by_hand <= MOST_FORMS:
        typed.message = _("Typ hoeveel papieren fiches er zijn, als getal.")
    elif by_hand == typed.count:
        typed.message = _("Het klopt: %(n)s ingevoerd en %(n)s geteld.", n=by_hand)
    else:
        typed.message = _(
            "Het klopt niet: %(typed)s ingevoerd en %(counted)s geteld.",
            typed=typed.count,
            counted=by_hand,
        )
    return typed


def _count() -> int:
    return min(max(request.form.get("count", 0, type=int), 0), MOST_FORMS)


def _reply(row: MeetingRow, desk: PaperDesk, form: StaffForm, typed: Typed) -> Response:
    if request.accept_mimetypes.best == "application/json":
        return jsonify(
            state=typed.state,
            problems=typed.problems,
            summary=typed.summary,
            message=typed.message,
            number=typed.number,
            received=typed.is_received,
        )
    return make_response(
        render_template(
            "paper/entry.html",
            row=row,
            group_name=_group_name(desk.instrument, desk.group_id),
            themes=desk.instrument.themes_for(desk.group_id),
            keys=_legend(desk),
            form=form,
            typed=typed,
            counted=request.form.get("counted", "")[:10] if typed.state == "total" else "",
            longest_remark=LONGEST_REMARK,
        )
    )


def _legend(desk: PaperDesk) -> list[tuple[str, str]]:
    labels = {option.code: str(option.label) for option in desk.instrument.scale}
    return [(key, labels[code]) for key, code in desk.keys.items()]


def _group_name(instrument: Instrument, group_id: str) -> str:
    return str(instrument.group(group_id).name)


def _no_desk(row: MeetingRow, why: str) -> Response:
    if request.accept_mimetypes.best == "application/json":
        return jsonify(state="closed", problems={}, message=why)
    return make_response(render_template("paper/no_desk.html", row=row, why=why))
