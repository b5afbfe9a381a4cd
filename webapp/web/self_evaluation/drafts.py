"""The list of self-evaluations: those that run, those that are prepared, and a new one."""

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask_login import current_user
from werkzeug.wrappers import Response
from wtforms import BooleanField, SelectField
from wtforms.fields import SelectChoice

from webapp.db.models import RoundDraft
from webapp.db.queries.self_evaluations import list_drafts, list_rounds_led_by
from webapp.db.queries.staff import list_providers_of
from webapp.i18n import gettext as _
from webapp.services.keep_round import days_left
from webapp.services.self_evaluation.check_draft import BLOCKS
from webapp.services.self_evaluation.draft import begin_draft, drop_draft, new_draft, read_draft
from webapp.web.access import catalogue, platform
from webapp.web.staff_form import StaffForm

bp = Blueprint("self_evaluations", __name__)


class NewForm(StaffForm):
    """Of which provider, and with which instrument."""

    provider = SelectField()
    instrument = SelectField()


class DropForm(StaffForm):
    """Throwing away what was prepared, confirmed."""

    confirm = BooleanField()


@bp.route("/mijn-aanbieder/zelfevaluaties", methods=["GET", "POST"])
def list_all() -> str | Response:
    """One's own; the form at the end begins the preparation of another one."""
    form = _form()
    if form.validate_on_submit():
        instrument_id, _at, version = form.instrument.data.partition("@")
        draft_id = begin_draft(
            platform().database,
            current_user.staff_id,
            form.provider.data,
            new_draft(catalogue().get(instrument_id, version), current_user.email),
        )
        return redirect(url_for("self_evaluation_steps.step", draft_id=draft_id, step=BLOCKS), 303)
    with platform().database.reading() as session:
        rounds = list_rounds_led_by(session, current_user.staff_id)
        drafts = list_drafts(session, current_user.staff_id)
    return render_template(
        "self_evaluation/list.html",
        form=form,
        rounds=rounds,
        days_left=days_left,
        drafts=[(row, read_draft(row), name) for row, name in drafts],
        made_up=any(row.round.is_made_up for row in rounds),
    )


@bp.route("/mijn-aanbieder/zelfevaluatie/<draft_id>/weggooien", methods=["GET", "POST"])
def drop(draft_id: str) -> str | Response:
    """Throw a preparation away, after asking."""
    form = DropForm()
    with platform().database.reading() as session:
        row = session.get(RoundDraft, draft_id) or abort(404)
    if not (form.validate_on_submit() and form.confirm.data):
        return render_template(
            "self_evaluation/drop.html", form=form, row=row, draft=read_draft(row)
        )
    drop_draft(platform().database, draft_id)
    flash(_("De voorbereiding is weg."))
    return redirect(url_for("self_evaluations.list_all"), 303)


def _form() -> NewForm:
    form = NewForm()
    with platform().database.reading() as session:
        providers = list_providers_of(session, current_user.staff_id)
    form.provider.choices = [SelectChoice(one.id, one.name) for one in providers]
    form.instrument.choices = [
        SelectChoice(f"{one.id}@{one.version}", f"{one.title} ({one.id}, {one.version})")
        for one in catalogue()
    ]
    return form
