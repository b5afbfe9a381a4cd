"""The action points of a focus point: add, change, take away."""

from flask import Blueprint, flash, render_template, request
from werkzeug.wrappers import Response
from wtforms import HiddenField, SelectField, StringField, TextAreaField
from wtforms.fields import SelectChoice

from webapp.db.models import ActionPoint
from webapp.i18n import gettext as _
from webapp.sealing.codes import new_id
from webapp.services.conflict import ConflictError, Seen
from webapp.services.errors import BadInputError
from webapp.services.follow_up.change_actions import (
    LONGEST_WHAT,
    LONGEST_WHO,
    ActionError,
    TypedAction,
    add_action,
    change_action,
    find_action,
    remove_action,
)
from webapp.services.follow_up.read_follow_up import Focus, find_focus
from webapp.web.access import platform
from webapp.web.follow_up.desk import PLACE, Desk, back_to, desk_or_404
from webapp.web.follow_up.states import state_names
from webapp.web.staff_form import StaffForm

bp = Blueprint("action_points", __name__)


class ActionForm(StaffForm):
    """One action; `action_id` makes of two postings one, `seen` is the version that was shown."""

    action_id = HiddenField()
    seen = HiddenField()
    what = TextAreaField()
    who = StringField()
    due = StringField()
    state = SelectField(default="planned")


@bp.route(f"{PLACE}/aandachtspunten/<focus_id>/actie", methods=["GET", "POST"])
def add(round_id: str, provider_id: str, focus_id: str) -> str | Response:
    """Write down a new action."""
    desk, form = _desk(round_id, provider_id), _form()
    focus = find_focus(desk.focus, focus_id)
    if not form.is_submitted():
        form.action_id.data = new_id()
    problem = None
    if form.validate_on_submit():
        try:
            add_action(
                platform().database,
                desk.own,
                focus_id,
                _typed(form),
                action_id=form.action_id.data or "",
            )
        except ActionError as error:
            _show_problems(form, error)
        except BadInputError as error:
            problem = str(error)
        else:
            flash(_("De actie is bewaard."))
            return back_to(desk.own, f"punt-{focus_id}")
    return _page(desk, focus, form, problem=problem)


@bp.route(f"{PLACE}/acties/<action_id>", methods=["GET", "POST"])
def edit(round_id: str, provider_id: str, action_id: str) -> str | Response:
    """Change an action, or how far it is."""
    desk, form = _desk(round_id, provider_id), _form()
    focus, action = find_action(desk.focus, action_id)
    if not form.is_submitted():
        _fill(form, action)
    problem = None
    if form.validate_on_submit():
        try:
            change_action(platform().database, desk.own, _seen(form, action_id), _typed(form))
        except ActionError as error:
            _show_problems(form, error)
        except ConflictError as error:
            problem = _conflict(error)
            form.seen.data = str(action.version)
        else:
            flash(_("De actie is veranderd."))
            return back_to(desk.own, f"punt-{focus.point.id}")
    return _page(desk, focus, form, problem=problem, action=action)


@bp.route(f"{PLACE}/acties/<action_id>/weg", methods=["GET", "POST"])
def remove(round_id: str, provider_id: str, action_id: str) -> str | Response:
    """Take an action away, after asking."""
    desk, form = _desk(round_id, provider_id), _form()
    focus, action = find_action(desk.focus, action_id)
    problem = None
    if form.validate_on_submit() and request.form.get("confirm"):
        try:
            remove_action(platform().database, desk.own, _seen(form, action_id))
        except ConflictError as error:
            problem = _conflict(error)
        else:
            flash(_("De actie is weg."))
            return back_to(desk.own, f"punt-{focus.point.id}")
    form.seen.data = str(action.version)
    return render_template(
        "follow_up/remove.html",
        desk=desk,
        action=action,
        form=form,
        problem=problem,
        states=state_names(),
        made_up=desk.round.is_made_up,
    )


def _desk(round_id: str, provider_id: str) -> Desk:
    with platform().database.reading() as session:
        return desk_or_404(session, round_id, provider_id)


def _form() -> ActionForm:
    form = ActionForm()
    form.state.choices = [SelectChoice(state, name) for state, name in state_names().items()]
    return form


def _fill(form: ActionForm, action: ActionPoint) -> None:
    form.seen.data = str(action.version)
    form.what.data, form.who.data = action.what, action.who
    form.due.data, form.state.data = action.due.isoformat(), action.state


def _typed(form: ActionForm) -> TypedAction:
    return TypedAction(
        what=form.what.data or "",
        who=form.who.data or "",
        due=form.due.data or "",
        state=form.state.data or "",
    )


def _seen(form: ActionForm, action_id: str) -> Seen:
    typed = form.seen.data or ""
    is_number = typed.isascii() and typed.isdigit() and len(typed) < 9
    return Seen(action_id, int(typed) if is_number else 0)


def _show_problems(form: ActionForm, error: ActionError) -> None:
    for name, text in error.problems.items():
        form[name].errors = [text]


def _conflict(error: ConflictError) -> str:
    there = _("Nu staat er: %(text)s.", text=error.text)
    return f"{error} {there} {_('Kijk na en bewaar dan opnieuw.')}"


def _page(
    desk: Desk,
    focus: Focus,
    form: ActionForm,
    *,
    problem: str | None,
    action: ActionPoint | None = None,
) -> str:
    return render_template(
        "follow_up/action.html",
        desk=desk,
        focus=focus,
        form=form,
        problem=problem,
        action=action,
        longest_what=LONGEST_WHAT,
        longest_who=LONGEST_WHO,
        made_up=desk.round.is_made_up,
    )
