"""A form that a participant sent: taken in once, or asked again with what was sent."""

from flask import Response

from webapp.db.writer import Receipt, Refusal
from webapp.i18n import gettext as _
from webapp.sealing.codes import SLIP_LENGTH, grouped, read_code
from webapp.services.read_sheet import Answers, SheetReader, sheet_reader
from webapp.services.submit_sheet import submit_sheet
from webapp.web.access import platform
from webapp.web.dead_ends import show_too_late
from webapp.web.doors import Room, is_token, new_token
from webapp.web.filled_in import filled_in
from webapp.web.form_page import FormView, field_gaps, form_again
from webapp.web.languages import BUTTON
from webapp.web.received_page import received_page
from webapp.web.standing import standing_of


def take_in(room: Room) -> Response:
    """Store what somebody filled in, or show it again with what is wrong or still open."""
    reader = sheet_reader(room.instrument, room.group_id, room.setting)
    answers = reader.read(filled_in().items(multi=True))
    secret = _secret(room)
    if BUTTON in filled_in():
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


def _secret(room: Room) -> str | None:
    """The slip that was typed, or the token of the form; None when it cannot be one."""
    if room.door.has_slips:
        code = read_code(filled_in().get("code", ""))
        return code if code and len(code) == SLIP_LENGTH else None
    token = filled_in().get("token", "")
    return token if is_token(room.meeting_id, token) else None


def _in_another_language(room: Room, answers: Answers, secret: str | None) -> FormView:
    """The form as it was, in the language of the button that was pressed; nothing is stored."""
    if room.door.has_slips:
        shown = grouped(secret) if secret else filled_in().get("code", "")[:100]
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
    if gaps and "confirm" not in filled_in():
        found = field_gaps(room, gaps)
        return FormView(room, secret, shown, answers, found, _("Nog niet verzonden"))
    return None


def _with_problem(room: Room, answers: Answers, name: str, problem: str) -> FormView:
    answers.problems[name] = problem
    secret = None if room.door.has_slips else new_token(room.meeting_id)
    typed = filled_in().get("code", "")[:100]
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
    return show_too_late()


def _not_yet(room: Room, answers: Answers, secret: str) -> FormView:
    """The form with what was ticked, in a meeting that has not begun or that pauses."""
    held = standing_of(room.meeting_id).held or "paused"
    answers.problems[""] = {
        "planned": _("Het gesprek is nog niet begonnen. Verzend opnieuw zodra het begint."),
        "paused": _("Het gesprek is even gepauzeerd. Verzend opnieuw zodra het verdergaat."),
    }[held]
    shown = grouped(secret) if room.door.has_slips else ""
    return FormView(room, secret, shown, answers, notice=_("Nog niet verzonden"), held=held)
