"""For administrators: taking two providers for one, after seeing what moves, and undoing that."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response
from wtforms import HiddenField

from webapp.db.models import ProviderMerge
from webapp.db.queries.providers import list_providers
from webapp.i18n import gettext as _
from webapp.services.errors import NotFoundError, WrongStateError
from webapp.services.register.merge_plan import MergePlan
from webapp.services.register.merge_providers import (
    merge_providers,
    preview_merge,
    undo_merge,
    why_not_undone,
)
from webapp.web.access import platform
from webapp.web.providers.pages import field_names, provider_or_404
from webapp.web.staff_form import StaffForm

bp = Blueprint("provider_merges", __name__)


class MergeForm(StaffForm):
    """Which provider goes into the one of the page."""

    double = HiddenField()


@bp.route("/beheer/aanbieders/<provider_id>/samenvoegen", methods=["GET", "POST"])
def merge(provider_id: str) -> str | Response:
    """Choose the double, see what moves, and merge."""
    kept, form, problem = provider_or_404(provider_id), MergeForm(), None
    if form.validate_on_submit():
        try:
            merge_providers(platform().database, provider_id, form.double.data or "")
        except (NotFoundError, WrongStateError) as error:
            problem = str(error)
        else:
            flash(_("Samengevoegd. Onderaan deze pagina kunt u dat ongedaan maken."))
            return redirect(url_for("providers.show", provider_id=provider_id), 303)
    double_id = form.double.data or request.args.get("dubbel", "")
    form.double.data = double_id
    with platform().database.reading() as session:
        others = [one for one in list_providers(session) if one.id != provider_id]
    return render_template(
        "providers/merge.html",
        form=form,
        problem=problem,
        provider=kept,
        others=others,
        plan=_plan(provider_id, double_id),
        names=field_names(),
    )


@bp.route("/beheer/aanbieders/<provider_id>/samenvoegen/<merge_id>", methods=["GET", "POST"])
def undo(provider_id: str, merge_id: str) -> str | Response:
    """Part two providers again, after asking."""
    kept, form = provider_or_404(provider_id), StaffForm()
    with platform().database.reading() as session:
        done = session.get(ProviderMerge, merge_id)
        if done is None or done.kept_id != provider_id:
            abort(404)
        problem = why_not_undone(session, done)
    if form.validate_on_submit():
        try:
            undo_merge(platform().database, merge_id)
        except WrongStateError as error:
            problem = str(error)
        else:
            flash(_("‘%(name)s’ staat weer apart in het register.", name=done.gone_name))
            return redirect(url_for("providers.show", provider_id=done.gone_id), 303)
    return render_template(
        "providers/undo_merge.html", form=form, problem=problem, provider=kept, merge=done
    )


def _plan(provider_id: str, double_id: str) -> MergePlan | None:
    """What merging would do; None before somebody chose the other one."""
    if not double_id:
        return None
    try:
        return preview_merge(platform().database, provider_id, double_id)
    except NotFoundError:
        return None
