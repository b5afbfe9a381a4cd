"""For administrators: what is stored of an account of staff, as a file, and erasing it."""

from flask import Blueprint, Response, flash, redirect, render_template, url_for
from flask_login import current_user
from werkzeug.wrappers import Response as AnyResponse

from webapp.i18n import gettext as _
from webapp.services.erase_staff import erase_staff, export_staff
from webapp.services.errors import BadInputError
from webapp.web.access import platform
from webapp.web.account import EraseForm, as_file
from webapp.web.staff_admin import staff_or_404

bp = Blueprint("staff_data", __name__)


@bp.get("/beheer/medewerkers/<staff_id>/gegevens.json")
def download(staff_id: str) -> Response:
    """What is stored of an account, without what only its owner may read before it is signed."""
    staff = staff_or_404(staff_id)
    return as_file(export_staff(platform().database, staff.id, with_writings=False))


@bp.route("/beheer/medewerkers/<staff_id>/wissen", methods=["GET", "POST"])
def erase(staff_id: str) -> str | AnyResponse:
    """Erase somebody's account, once its address was typed over."""
    staff, form, problem = staff_or_404(staff_id), EraseForm(), None
    if staff.id == current_user.staff_id:
        return redirect(url_for("account.erase"))
    if form.validate_on_submit():
        try:
            name = erase_staff(platform().database, staff_id, form.email.data or "")
        except BadInputError as error:
            problem = str(error)
        else:
            flash(_("Het account is gewist. Wat erbij hoort, heet nu: %(name)s.", name=name))
            return redirect(url_for("staff_admin.list_all"), 303)
    return render_template(
        "account/erase.html", form=form, problem=problem, email=staff.email, is_own=False
    )
