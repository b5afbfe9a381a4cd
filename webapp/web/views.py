"""Views of results that somebody keeps under a name."""

from urllib.parse import urlencode

from flask import Blueprint, abort, current_app, flash, redirect, request, url_for
from flask_login import current_user
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect
from werkzeug.urls import iri_to_uri
from werkzeug.wrappers import Response

from webapp.db.models import SavedView
from webapp.i18n import gettext as _
from webapp.services.keep_view import forget_view, keep_view
from webapp.web.access import platform
from webapp.web.filters import KEYS

bp = Blueprint("views", __name__)

PAGES = frozenset(
    f"results.{name}"
    for name in (
        *("overview", "show_theme", "show_map", "compare_groups", "compare_rounds"),
        *("choose_round", "compare_estimates"),
    )
)


@bp.post("/ronde/<round_id>/weergaven")
def keep(round_id: str) -> Response:
    """Keep the page that the form stood on, with its filters."""
    tail = _tail_of(round_id, request.form.get("page", "")) or abort(400)
    query = urlencode([(key, value) for key in KEYS for value in request.form.getlist(key)])
    view = SavedView(
        round_id=round_id,
        staff_id=current_user.staff_id,
        name=request.form.get("name", ""),
        page=tail,
        query=query,
    )
    name = keep_view(platform().database, view)
    flash(_("Bewaard als ‘%(name)s’. U vindt ze terug bij de resultaten.", name=name))
    return redirect(address_of(round_id, tail, query))


@bp.post("/ronde/<round_id>/weergaven/<view_id>/wissen")
def forget(round_id: str, view_id: str) -> Response:
    """Forget a view of one's own."""
    forget_view(platform().database, current_user.staff_id, view_id)
    flash(_("De weergave is gewist. Aan de resultaten verandert niets."))
    return redirect(url_for("results.overview", round_id=round_id))


def address_of(round_id: str, page: str, query: str) -> str:
    """Where a kept view leads; always a page of the results of this round."""
    return iri_to_uri(f"/ronde/{round_id}/{page}") + (f"?{query}" if query else "")


def _tail_of(round_id: str, path: str) -> str | None:
    """What stands behind the address of the round, if it is a page of its results."""
    start = f"/ronde/{round_id}/"
    try:
        endpoint, values = current_app.url_map.bind("localhost").match(path, method="GET")
    except (HTTPException, RequestRedirect):
        return None
    is_page = endpoint in PAGES and values.get("round_id") == round_id and path.startswith(start)
    return path.removeprefix(start) if is_page else None
