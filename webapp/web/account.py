"""One's own account: on which devices it is signed in, and ending that."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from webapp.db.queries.staff import list_sign_ins
from webapp.i18n import gettext as _
from webapp.services import sign_ins
from webapp.web.access import platform

bp = Blueprint("account", __name__)


@bp.get("/account")
def show() -> str:
    """Who one is here, and where one is signed in."""
    with platform().database.reading() as session:
        rows = list_sign_ins(session, current_user.staff_id)
    return render_template("account/show.html", rows=rows)


@bp.post("/account/aanmelding/<sign_in_id>/beeindigen")
def end_sign_in(sign_in_id: str) -> Response:
    """End one of one's own sign-ins; of somebody else there are none."""
    sign_ins.end(platform().database, current_user.staff_id, sign_in_id)
    flash(_("Die aanmelding is beëindigd."))
    return redirect(url_for("account.show"), 303)
