"""For administrators: a new provider, and what is known of one."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response
from wtforms import SelectField, SelectMultipleField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired

from webapp.db.models import Provider
from webapp.db.queries.networks import list_pupils_of
from webapp.i18n import gettext as _
from webapp.services.errors import BadInputError, NotFoundError
from webapp.services.provider_kinds import TYPES, levels, nets, provider_kinds, provinces
from webapp.services.register.save_provider import (
    ProviderFields,
    save_provider,
    set_pupils_per_type,
)
from webapp.services.school_years import named, read_school_year, school_year_of
from webapp.services.today import today
from webapp.web.access import platform
from webapp.web.providers.pages import provider_or_404
from webapp.web.staff_form import StaffForm

bp = Blueprint("provider_edits", __name__)

_FIELD = "type_"


class ProviderForm(StaffForm):
    """All that the register says of a provider but its pupils per type; the service checks it."""

    name = StringField(validators=[InputRequired()])
    kind = SelectField()
    net = StringField()
    province = SelectField()
    types = SelectMultipleField()
    levels = SelectMultipleField()
    instellingsnummer = StringField()
    pupils = StringField()


class PupilsForm(StaffForm):
    """A school year; the fields of the types are read by hand."""

    school_year = StringField()


@bp.route("/beheer/aanbieders/nieuw", methods=["GET", "POST"])
def new() -> str | Response:
    """Add a provider."""
    return _form(None)


@bp.route("/beheer/aanbieders/<provider_id>/wijzigen", methods=["GET", "POST"])
def edit(provider_id: str) -> str | Response:
    """Change what is known of a provider."""
    return _form(provider_or_404(provider_id))


@bp.route("/beheer/aanbieders/<provider_id>/leerlingen", methods=["GET", "POST"])
def pupils(provider_id: str) -> str | Response:
    """How many pupils of each type, in one school year."""
    provider, form, problem = provider_or_404(provider_id), PupilsForm(), None
    counts = {type_: request.form.get(_FIELD + type_, "") for type_ in TYPES}
    if form.validate_on_submit():
        try:
            year = form.school_year.data or ""
            set_pupils_per_type(platform().database, provider_id, year, counts)
        except BadInputError as error:
            problem = str(error)
        else:
            flash(_("Bewaard."))
            return redirect(url_for("providers.show", provider_id=provider_id), 303)
    chosen = _chosen_year(form)
    if request.method == "GET":
        counts = _counts_of(provider_id, chosen)
    return render_template(
        "providers/pupils.html",
        form=form,
        problem=problem,
        provider=provider,
        counts=counts,
        school_year=named(chosen),
        years=[named(school_year_of(today()) + n) for n in (1, 0, -1, -2, -3)],
    )


def _form(provider: Provider | None) -> str | Response:
    form, problem = ProviderForm(obj=provider), None
    _fill(form, provider)
    if form.validate_on_submit():
        try:
            found = provider.id if provider else None
            provider_id = save_provider(platform().database, _fields(form), provider_id=found)
        except (BadInputError, NotFoundError) as error:
            problem = str(error)
        else:
            flash(_("Bewaard."))
            return redirect(url_for("providers.show", provider_id=provider_id), 303)
    return render_template(
        "providers/edit.html",
        form=form,
        problem=problem,
        provider=provider,
        nets=nets(),
    )


def _fill(form: ProviderForm, provider: Provider | None) -> None:
    """The choices, with what the provider has already and no list knows."""
    kinds, of_level, places = provider_kinds(), levels(), list(provinces())
    types = list(TYPES)
    if provider is not None:
        kinds = {provider.kind: provider.kind, **kinds}
        of_level = {**of_level, **{one: of_level.get(one, one) for one in _parts(provider.levels)}}
        places += {provider.province}.difference(("", *places))
        types += [one for one in _parts(provider.types) if one not in types]
    form.kind.choices = [SelectChoice(code, name) for code, name in kinds.items()]
    form.province.choices = [SelectChoice("", _("niet bekend")), *map(_itself, places)]
    form.levels.choices = [SelectChoice(code, name) for code, name in of_level.items()]
    form.types.choices = [_itself(code) for code in types]
    if request.method == "GET" and provider is not None:
        form.types.data, form.levels.data = _parts(provider.types), _parts(provider.levels)


def _itself(code: str) -> SelectChoice:
    return SelectChoice(code, code)


def _fields(form: ProviderForm) -> ProviderFields:
    return ProviderFields(
        name=form.name.data or "",
        kind=form.kind.data or "",
        net=form.net.data or "",
        province=form.province.data or "",
        types=form.types.data or [],
        levels=form.levels.data or [],
        instellingsnummer=form.instellingsnummer.data or "",
        pupils=form.pupils.data or "",
    )


def _parts(text: str) -> list[str]:
    return [part for part in text.split(",") if part]


def _chosen_year(form: PupilsForm) -> int:
    asked = form.school_year.data or request.args.get("schooljaar", "")
    return read_school_year(asked) or school_year_of(today())


def _counts_of(provider_id: str, year: int) -> dict[str, str]:
    with platform().database.reading() as session:
        rows = list_pupils_of(session, provider_id)
    known = {type_: str(count) for school_year, type_, count in rows if school_year == year}
    return {type_: known.get(type_, "") for type_ in TYPES}
