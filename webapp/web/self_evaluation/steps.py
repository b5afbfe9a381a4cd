"""The four steps to a self-evaluation. Every button keeps what is filled in, also the way back."""

from dataclasses import dataclass

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from webapp.db.models import Provider, Round, RoundDraft
from webapp.i18n import gettext as _
from webapp.instrument.model import Instrument
from webapp.services.errors import BadInputError, RefusedError
from webapp.services.self_evaluation.check_draft import (
    GROUPS,
    LOOK,
    STEPS,
    Period,
    asked,
    period,
    problems_of,
    too_few,
)
from webapp.services.self_evaluation.draft import Draft, framework_of, keep_draft, read_draft
from webapp.services.self_evaluation.start import start_self_evaluation
from webapp.web.access import catalogue, platform
from webapp.web.languages import is_asked_in_another_language
from webapp.web.self_evaluation.step_fields import own_lines, with_fields
from webapp.web.staff_form import StaffForm

bp = Blueprint("self_evaluation_steps", __name__)

_ANY_STEP = f"any({', '.join(STEPS)})"
_TEMPLATES = dict(zip(STEPS, ("blocks", "groups", "dates", "look"), strict=True))


@dataclass(frozen=True, slots=True)
class Desk:
    """What every step shows: what is kept, of which provider and framework."""

    id: str
    draft: Draft
    core: Instrument
    provider_name: str

    @property
    def group_ids(self) -> list[str]:
        """The groups that are asked something."""
        return asked(self.draft, self.core)

    @property
    def days(self) -> Period | None:
        """When it runs; None while that cannot be."""
        try:
            return period(self.draft)
        except BadInputError:
            return None

    def own_of(self, group_id: str) -> int:
        """How many bouwstenen of its own a group is asked."""
        return sum(group_id in one.group_ids for one in self.draft.choice.own)


@bp.route(f"/mijn-aanbieder/zelfevaluatie/<draft_id>/<{_ANY_STEP}:step>", methods=["GET", "POST"])
def step(draft_id: str, step: str) -> str | Response:
    """One step, and where its buttons lead; a step back asks for nothing."""
    desk = _desk(draft_id)
    if isinstance(desk, Response):
        return desk
    form = StaffForm()
    if not form.is_submitted():
        return _page(desk, step, form)
    draft = with_fields(desk.draft, desk.core, step, request.form)
    desk = Desk(desk.id, draft, desk.core, desk.provider_name)
    if not form.validate_on_submit():  # only its language is to change, or the form is too old
        return _page(desk, step, form, _too_old())
    keep_draft(platform().database, draft_id, draft)
    wanted = request.form.get("to", "")
    is_ahead = wanted in STEPS and STEPS.index(wanted) > STEPS.index(step)
    problems = problems_of(draft, desk.core, step) if is_ahead else []
    few = _few(desk) if step == GROUPS and is_ahead and "confirm" not in request.form else []
    if wanted not in STEPS or problems or few:
        return _page(desk, step, form, problems, few=few, asks_again=bool(few and not problems))
    return redirect(url_for(".step", draft_id=draft_id, step=wanted), 303)


@bp.post("/mijn-aanbieder/zelfevaluatie/<draft_id>/starten")
def start(draft_id: str) -> str | Response:
    """Open the round and its meetings; pressed twice it is one."""
    desk = _desk(draft_id)
    if isinstance(desk, Response):
        return desk
    form = StaffForm()
    if not form.validate_on_submit():
        return _page(desk, LOOK, form, _too_old())
    try:
        round_id = start_self_evaluation(platform(), catalogue(), draft_id)
    except RefusedError as error:
        return _page(desk, LOOK, form, [str(error)])
    flash(_("De zelfevaluatie is gestart."))
    return redirect(url_for("rounds.show", round_id=round_id), 303)


def _desk(draft_id: str) -> Desk | Response:
    """What is kept; once it was started, the way to its round."""
    with platform().database.reading() as session:
        row = session.get(RoundDraft, draft_id)
        if row is None:
            session.get(Round, draft_id) or abort(404)
            return redirect(url_for("rounds.show", round_id=draft_id), 303)
        draft = read_draft(row)
        name = session.get_one(Provider, row.provider_id).name
    return Desk(draft_id, draft, framework_of(catalogue(), draft), name)


def _too_old() -> list[str]:
    return [] if is_asked_in_another_language() else [_("Verzend het nog eens.")]


def _few(desk: Desk) -> list[str]:
    return too_few(desk.draft, desk.core, platform().settings.min_group_size)


def _page(
    desk: Desk,
    step: str,
    form: StaffForm,
    problems: list[str] | None = None,
    *,
    few: list[str] | None = None,
    asks_again: bool = False,
) -> str:
    missing = problems_of(desk.draft, desk.core, LOOK) if step == LOOK else []
    return render_template(
        f"self_evaluation/{_TEMPLATES[step]}.html",
        desk=desk,
        form=form,
        step=step,
        steps=STEPS,
        problems=problems or missing,
        is_ready=not missing,
        few=_few(desk) if few is None else few,
        asks_again=asks_again,
        own_lines=own_lines(desk.draft),
        least=platform().settings.min_group_size,
    )
