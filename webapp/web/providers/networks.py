"""For administrators: schools that join and leave a network, its contact, its beginning and end."""

from collections.abc import Callable
from datetime import date

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response
from wtforms import DateField, SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired

from webapp.db.models import NetworkContact, Provider
from webapp.db.queries.networks import MemberRow, find_network, list_contacts, list_members
from webapp.db.queries.providers import list_providers
from webapp.i18n import gettext as _
from webapp.services.errors import BadInputError, NotFoundError
from webapp.services.provider_kinds import NETWORK_KINDS
from webapp.services.register.change_network import (
    LateError,
    Report,
    School,
    change_contact,
    change_life,
    forget_membership,
    join_network,
    leave_network,
)
from webapp.services.school_years import named, school_year_of
from webapp.services.today import today
from webapp.web.access import platform
from webapp.web.providers.pages import provider_or_404
from webapp.web.staff_form import StaffForm

bp = Blueprint("networks", __name__)

_FIRST_NETWORKS = 2017  # circular NO/2017/01: from 1 September 2017


class ReportForm(StaffForm):
    """What is to be reported by 1 March: from or until which school year, and when it was."""

    school_year = SelectField()
    reported_on = DateField(validators=[InputRequired()])


class JoinForm(ReportForm):
    """A school of the register, or another by its name."""

    provider = SelectField()
    name = StringField()
    instellingsnummer = StringField()


class ContactForm(StaffForm):
    """Whom to turn to: no last day for a change."""

    school_year = SelectField()
    contact_school = StringField()
    contact_person = StringField()


class LifeForm(StaffForm):
    """From when to when a network exists."""

    first_year = SelectField()
    last_year = SelectField()
    reported_on = DateField(validators=[InputRequired()])


@bp.route("/beheer/aanbieders/<provider_id>/leden", methods=["GET", "POST"])
def join(provider_id: str) -> str | Response:
    """A school joins."""
    network, form = _network_or_404(provider_id), JoinForm()
    _offer_years(form.school_year, school_year_of(today()) + 1)
    with platform().database.reading() as session:
        schools = [one for one in list_providers(session) if one.id != provider_id]
    form.provider.choices = [
        SelectChoice("", _("Een school die hier niet in staat")),
        *(SelectChoice(one.id, one.name) for one in schools),
    ]

    def store(report: Report) -> None:
        school = School(
            form.provider.data or "", form.name.data or "", form.instellingsnummer.data or ""
        )
        year = int(form.school_year.data)
        join_network(platform().database, provider_id, school, year, report=report)

    return _reported(form, network, store, "providers/join.html")


@bp.route("/beheer/aanbieders/<provider_id>/leden/<member_id>", methods=["GET", "POST"])
def leave(provider_id: str, member_id: str) -> str | Response:
    """A school leaves."""
    network, form = _network_or_404(provider_id), ReportForm()
    row = _row_or_404(provider_id, member_id)
    _offer_years(form.school_year, school_year_of(today()))

    def store(report: Report) -> None:
        leave_network(
            platform().database, provider_id, member_id, int(form.school_year.data), report=report
        )

    return _reported(form, network, store, "providers/leave.html", row=row)


@bp.post("/beheer/aanbieders/<provider_id>/leden/<member_id>/wissen")
def forget(provider_id: str, member_id: str) -> Response:
    """A membership was a mistake."""
    _network_or_404(provider_id)
    _row_or_404(provider_id, member_id)
    forget_membership(platform().database, provider_id, member_id)
    flash(_("Dat lidmaatschap is weg."))
    return redirect(url_for("providers.show", provider_id=provider_id), 303)


@bp.route("/beheer/aanbieders/<provider_id>/contact", methods=["GET", "POST"])
def contact(provider_id: str) -> str | Response:
    """Another contact school or contact for parents."""
    network, form, problem = _network_or_404(provider_id), ContactForm(), None
    _offer_years(form.school_year, school_year_of(today()))
    if form.validate_on_submit():
        try:
            change_contact(
                platform().database,
                provider_id,
                int(form.school_year.data),
                school=form.contact_school.data or "",
                person=form.contact_person.data or "",
            )
        except (BadInputError, NotFoundError) as error:
            problem = str(error)
        else:
            return _done(provider_id)
    with platform().database.reading() as session:
        now = next(iter(list_contacts(session, provider_id)), None)
        names = [row.name for row in list_members(session, provider_id)]
    if request.method == "GET":
        _fill_contact(form, now)
    return render_template(
        "providers/contact.html", form=form, problem=problem, provider=network, names=names
    )


@bp.route("/beheer/aanbieders/<provider_id>/bestaan", methods=["GET", "POST"])
def life(provider_id: str) -> str | Response:
    """A network is founded, or ends."""
    network, form = _network_or_404(provider_id), LifeForm()
    for field, nothing in ((form.first_year, _("niet bekend")), (form.last_year, _("gaat voort"))):
        _offer_years(field, 0, nothing)
    with platform().database.reading() as session:
        before = find_network(session, provider_id)
    if request.method == "GET" and before is not None:
        form.first_year.data = str(before.first_year or "")
        form.last_year.data = str(before.last_year or "")

    def store(report: Report) -> None:
        first, last = (
            int(one.data) if one.data else None for one in (form.first_year, form.last_year)
        )
        change_life(
            platform().database, provider_id, first_year=first, last_year=last, report=report
        )

    return _reported(form, network, store, "providers/life.html")


def _reported(
    form: ReportForm | LifeForm,
    network: Provider,
    store: Callable[[Report], None],
    template: str,
    *,
    row: MemberRow | None = None,
) -> str | Response:
    """Store what a form says; reported too late it asks once whether that is right."""
    problem, late = None, None
    if request.method == "GET":
        form.reported_on.data = today()
    if form.validate_on_submit():
        try:
            store(Report(form.reported_on.data or date.max, "confirm" in request.form))
        except LateError as error:
            late = error
        except (BadInputError, NotFoundError) as error:
            problem = str(error)
        else:
            return _done(network.id)
    return render_template(
        template,
        form=form,
        problem=problem,
        late=late,
        provider=network,
        row=row,
        school_year=named,
    )


def _done(provider_id: str) -> Response:
    flash(_("Bewaard."))
    return redirect(url_for("providers.show", provider_id=provider_id), 303)


def _offer_years(field: SelectField, first: int, nothing: str | None = None) -> None:
    """From two years on back to the first networks; `first` is what a new form proposes."""
    years = range(school_year_of(today()) + 2, _FIRST_NETWORKS - 1, -1)
    field.choices = [SelectChoice(str(year), named(year)) for year in years]
    if nothing is not None:
        field.choices.insert(0, SelectChoice("", nothing))
    if request.method == "GET":
        field.data = str(first or "")


def _fill_contact(form: ContactForm, now: NetworkContact | None) -> None:
    if now is not None:
        form.contact_school.data = now.contact_school
        form.contact_person.data = now.contact_person


def _network_or_404(provider_id: str) -> Provider:
    provider = provider_or_404(provider_id)
    return provider if provider.kind in NETWORK_KINDS else abort(404)


def _row_or_404(provider_id: str, member_id: str) -> MemberRow:
    with platform().database.reading() as session:
        rows = list_members(session, provider_id)
    return next((row for row in rows if row.member.id == member_id), None) or abort(404)
