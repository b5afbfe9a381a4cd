"""For administrators: the accounts of staff, and the log of what staff did."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response
from wtforms import BooleanField, EmailField, SelectField, SelectMultipleField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length

from webapp.db.models import Staff
from webapp.db.queries.providers import list_providers
from webapp.db.queries.staff import list_audit_events, list_staff, list_staff_providers
from webapp.i18n import current_language
from webapp.i18n import gettext as _
from webapp.services import audit
from webapp.services.errors import BadInputError, NotFoundError
from webapp.services.mail_link import NotMailedError, mail_link
from webapp.services.staff_accounts import LINK_DAYS, add_staff, change_staff, end_account
from webapp.web.access import platform
from webapp.web.access_table import ROLES
from webapp.web.languages import NAMES
from webapp.web.staff_form import StaffForm

bp = Blueprint("staff_admin", __name__)

MOST_EVENTS = 500


class RoleForm(StaffForm):
    """What an account may do."""

    role = SelectField(default="waarnemer")
    providers = SelectMultipleField()


class MailForm(StaffForm):
    """How a link goes to whom it is for; without a mail server only by hand."""

    by_mail = BooleanField()
    language = SelectField(
        choices=[SelectChoice(code, name) for code, name in NAMES.items()], validate_choice=False
    )


class InviteForm(RoleForm, MailForm):
    """A new account."""

    email = EmailField(validators=[InputRequired(), Length(max=254)])


class EndForm(StaffForm):
    """Ending an account, confirmed."""

    confirm = BooleanField()


@bp.route("/beheer/medewerkers", methods=["GET", "POST"])
def list_all() -> str | Response:
    """Everybody with an account; invites somebody with a link that is shown once."""
    form, problem = InviteForm(), None
    _fill(form)
    if not form.is_submitted():
        _propose_mail(form)
    if form.validate_on_submit():
        try:
            return _invited(form, form.email.data, form.role.data, form.providers.data or [])
        except (BadInputError, NotFoundError) as error:
            problem = str(error)
    with platform().database.reading() as session:
        rows = list_staff(session)
    return render_template(
        "staff_admin/list.html",
        form=form,
        problem=problem,
        rows=rows,
        roles=role_names(),
        mail=platform().settings.mail,
    )


@bp.route("/beheer/medewerkers/<staff_id>", methods=["GET", "POST"])
def edit(staff_id: str) -> str | Response:
    """Change somebody's role and providers."""
    staff, form, problem = staff_or_404(staff_id), RoleForm(), None
    _fill(form)
    if form.validate_on_submit():
        try:
            change_staff(platform().database, staff_id, form.role.data, form.providers.data or [])
        except (BadInputError, NotFoundError) as error:
            problem = str(error)
        else:
            flash(_("Dat is veranderd. %(email)s meldt zich opnieuw aan.", email=staff.email))
            return redirect(url_for("staff_admin.list_all"), 303)
    elif request.method == "GET":
        with platform().database.reading() as session:
            form.providers.data = [
                one.provider_id for one in list_staff_providers(session, staff_id)
            ]
        form.role.data = staff.role
    mail_form = MailForm(formdata=None)
    _propose_mail(mail_form)
    return render_template(
        "staff_admin/edit.html",
        form=form,
        problem=problem,
        staff=staff,
        mail_form=mail_form,
        mail=platform().settings.mail,
    )


@bp.post("/beheer/medewerkers/<staff_id>/link")
def new_link(staff_id: str) -> str:
    """A new link, mailed or shown once: for whoever lost the password or the second factor."""
    staff, form = staff_or_404(staff_id), MailForm()
    if not form.validate_on_submit():
        abort(400)
    return _invited(form, staff.email, staff.role, _providers_of(staff_id))


@bp.route("/beheer/medewerkers/<staff_id>/beeindigen", methods=["GET", "POST"])
def end(staff_id: str) -> str | Response:
    """End an account, after asking."""
    staff, form = staff_or_404(staff_id), EndForm()
    if not (form.validate_on_submit() and form.confirm.data):
        return render_template("staff_admin/end.html", form=form, staff=staff)
    end_account(platform().database, staff_id)
    flash(_("Het account van %(email)s is beëindigd.", email=staff.email))
    return redirect(url_for("staff_admin.list_all"), 303)


@bp.get("/beheer/logboek")
def log() -> str:
    """What staff did, the newest first."""
    with platform().database.reading() as session:
        rows = list_audit_events(session, MOST_EVENTS)
    return render_template("staff_admin/log.html", rows=rows, most=MOST_EVENTS)


def staff_or_404(staff_id: str) -> Staff:
    """The account, or a page that says it does not exist."""
    with platform().database.reading() as session:
        staff = session.get(Staff, staff_id)
    return staff if staff and not staff.is_erased else abort(404)


def role_names() -> dict[str, str]:
    """Role → what it is called on the screen."""
    return {
        "beheerder": _("beheerder"),
        "inspecteur": _("inspecteur"),
        "waarnemer": _("waarnemer"),
        "lezer": _("lezer"),
        "aanbieder": _("aanbieder-coördinator"),
    }


def _invited(form: MailForm, email: str, role: str, provider_ids: list[str]) -> str:
    """Mail the link; show it where it is not to be mailed, or could not be."""
    secret = add_staff(platform().database, email, role, provider_ids)
    audit.record(platform().database, current_user.staff_id, request.path)
    server, problem = platform().settings.mail, None
    if server is not None and form.by_mail.data:
        brand = platform().settings.brand
        language = form.language.data if form.language.data in NAMES else current_language()
        try:
            mail_link(server, brand, email.strip().lower(), secret, language=language)
        except NotMailedError as error:
            problem = str(error)
        else:
            return render_template("staff_admin/mailed.html", email=email, days=LINK_DAYS)
    link = url_for("sign_in.new_password", _external=True) + f"#{secret}"
    return render_template(
        "staff_admin/link.html", email=email, link=link, days=LINK_DAYS, problem=problem
    )


def _propose_mail(form: MailForm) -> None:
    """Where mail can leave, it is the proposed way, in the language of the page."""
    form.by_mail.data = platform().settings.mail is not None
    form.language.data = current_language()


def _providers_of(staff_id: str) -> list[str]:
    with platform().database.reading() as session:
        return [one.provider_id for one in list_staff_providers(session, staff_id)]


def _fill(form: RoleForm) -> None:
    names = role_names()
    form.role.choices = [SelectChoice(role, names[role]) for role in ROLES]
    with platform().database.reading() as session:
        form.providers.choices = [SelectChoice(one.id, one.name) for one in list_providers(session)]
