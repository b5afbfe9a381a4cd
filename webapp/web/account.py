"""One's own account: where it is signed in, what is stored of it, and erasing it."""

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask_login import current_user, logout_user
from werkzeug.wrappers import Response as AnyResponse
from wtforms import StringField

from webapp.db.queries.staff import list_sign_ins
from webapp.i18n import gettext as _
from webapp.services import audit, sign_ins
from webapp.services.erase_staff import erase_staff, export_staff
from webapp.services.errors import BadInputError
from webapp.web.access import platform
from webapp.web.saved_file import JSON, saved_file
from webapp.web.staff_form import StaffForm

bp = Blueprint("account", __name__)


class EraseForm(StaffForm):
    """The address of the account, typed over."""

    email = StringField()


@bp.get("/account")
def show() -> str:
    """Who one is here, and where one is signed in."""
    with platform().database.reading() as session:
        rows = list_sign_ins(session, current_user.staff_id)
    return render_template("account/show.html", rows=rows)


@bp.post("/account/aanmelding/<sign_in_id>/beeindigen")
def end_sign_in(sign_in_id: str) -> AnyResponse:
    """End one of one's own sign-ins; of somebody else there are none."""
    sign_ins.end(platform().database, current_user.staff_id, sign_in_id)
    flash(_("Die aanmelding is beëindigd."))
    return redirect(url_for("account.show"), 303)


@bp.get("/account/gegevens.json")
def download() -> Response:
    """All that is stored of one's own account, as a file."""
    return as_file(export_staff(platform().database, current_user.staff_id, with_writings=True))


@bp.route("/account/wissen", methods=["GET", "POST"])
def erase() -> str | AnyResponse:
    """Erase one's own account, once its address was typed over."""
    form, problem = EraseForm(), None
    if form.validate_on_submit():
        staff_id = current_user.staff_id
        try:
            erase_staff(platform().database, staff_id, form.email.data or "")
        except BadInputError as error:
            problem = str(error)
        else:
            audit.record(platform().database, staff_id, request.path)
            logout_user()
            flash(_("Uw account is gewist."))
            return redirect(url_for("sign_in.show"), 303)
    return render_template(
        "account/erase.html", form=form, problem=problem, email=current_user.email, is_own=True
    )


def as_file(content: str) -> Response:
    """What is stored of an account, to keep."""
    return saved_file(content, JSON, "account.json")
