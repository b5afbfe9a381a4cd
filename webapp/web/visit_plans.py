"""The form with which a visit is planned or its plan changed."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response
from wtforms import HiddenField, SelectField, SelectMultipleField, StringField
from wtforms.fields import SelectChoice

from webapp.db.models import Round
from webapp.db.queries.rounds import list_provider_choices
from webapp.db.queries.staff import list_staff
from webapp.db.queries.visits import VisitRow
from webapp.i18n import gettext as _
from webapp.instrument.model import Instrument
from webapp.sealing.codes import new_id
from webapp.services.errors import RefusedError
from webapp.services.keep_instrument import instrument_of
from webapp.services.plan_visit import change_visit, plan_visit
from webapp.services.visit_plan import VisitPlan, read_day
from webapp.web.access import platform
from webapp.web.access_table import LEADS_ROUNDS
from webapp.web.rounds import round_or_404
from webapp.web.staff_form import StaffForm
from webapp.web.visit_lines import (
    Line,
    lines_as_sent,
    lines_of_instrument,
    lines_of_visit,
    planned_lines,
)
from webapp.web.visits import visit_or_404

bp = Blueprint("visit_plans", __name__)


class VisitForm(StaffForm):
    """A visit without its conversations: those stand in lines of their own."""

    visit_id = HiddenField()
    kind = SelectField()
    day = StringField()
    title = StringField()
    place = StringField()
    providers = SelectMultipleField()
    leaders = SelectMultipleField()
    observers = SelectMultipleField()


@bp.route("/ronde/<round_id>/werkbezoek/nieuw", methods=["GET", "POST"])
def new(round_id: str) -> str | Response:
    """Plan a visit."""
    with platform().database.reading() as session:
        round_ = round_or_404(session, round_id)
        instrument = instrument_of(session, round_.instrument_hash)
        form = _form(session)
    if not form.is_submitted():
        form.visit_id.data = new_id()
        return _page(form, round_, instrument, lines_of_instrument(instrument))
    problem = None
    if form.validate_on_submit():
        try:
            visit_id = plan_visit(
                platform(), round_id, _plan(form), visit_id=form.visit_id.data or None
            )
        except RefusedError as error:
            problem = str(error)
        else:
            flash(_("Het werkbezoek is gepland."))
            return redirect(url_for("visits.show", visit_id=visit_id), 303)
    return _page(form, round_, instrument, lines_as_sent(request.form), problem=problem)


@bp.route("/werkbezoek/<visit_id>/bewerken", methods=["GET", "POST"])
def edit(visit_id: str) -> str | Response:
    """Change the plan of a visit; what has begun stays."""
    with platform().database.reading() as session:
        row = visit_or_404(session, visit_id)
        instrument = instrument_of(session, row.round.instrument_hash)
        form = _form(session)
    if not form.is_submitted():
        _fill(form, row)
        return _page(form, row.round, instrument, lines_of_visit(row), row=row)
    problem = None
    if form.validate_on_submit():
        try:
            change_visit(platform(), visit_id, _plan(form))
        except RefusedError as error:
            problem = str(error)
        else:
            flash(_("Het plan is veranderd."))
            return redirect(url_for("visits.show", visit_id=visit_id), 303)
    lines = lines_as_sent(request.form)
    return _page(form, row.round, instrument, lines, row=row, problem=problem)


def _page(
    form: VisitForm,
    round_: Round,
    instrument: Instrument,
    lines: list[Line],
    *,
    row: VisitRow | None = None,
    problem: str | None = None,
) -> str:
    return render_template(
        "visits/edit.html",
        form=form,
        round=round_,
        instrument=instrument,
        lines=lines,
        row=row,
        problem=problem,
    )


def _form(session: Session) -> VisitForm:
    form = VisitForm()
    form.kind.choices = [
        SelectChoice("visit", _("Werkbezoek: een dag bij een aanbieder of een netwerk")),
        SelectChoice("region", _("Regionaal focusgesprek met kleine aanbieders")),
    ]
    providers = list_provider_choices(session)
    staff = list_staff(session)
    form.providers.choices = [SelectChoice(id_, name) for id_, name in providers]
    form.leaders.choices = [
        SelectChoice(one.id, one.email) for one in staff if one.role in LEADS_ROUNDS
    ]
    form.observers.choices = [
        SelectChoice(one.id, one.email) for one in staff if one.role == "waarnemer"
    ]
    return form


def _fill(form: VisitForm, row: VisitRow) -> None:
    form.kind.data, form.day.data = row.visit.kind, row.visit.day.isoformat()
    form.title.data, form.place.data = row.visit.title, row.visit.place
    form.providers.data = [id_ for id_, _name in row.providers]
    form.leaders.data = [one.staff_id for one in row.leaders]
    form.observers.data = [one.staff_id for one in row.observers]


def _plan(form: VisitForm) -> VisitPlan:
    """Raises BadInputError for a day or a number that cannot be read."""
    return VisitPlan(
        kind=form.kind.data,
        day=read_day(form.day.data or ""),
        title=form.title.data or "",
        place=form.place.data or "",
        provider_ids=tuple(form.providers.data or ()),
        leader_ids=tuple(form.leaders.data or ()),
        observer_ids=tuple(form.observers.data or ()),
        conversations=planned_lines(lines_as_sent(request.form)),
    )
