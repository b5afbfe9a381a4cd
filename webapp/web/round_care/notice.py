"""Who answers for a round, changed while nobody was invited."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from webapp.i18n import gettext as _
from webapp.services.errors import BadInputError
from webapp.services.round_notice import change_notice, is_fixed, notice_of
from webapp.web.access import platform
from webapp.web.rounds import NoticeForm, round_or_404, typed_notice

bp = Blueprint("notice", __name__)


@bp.route("/ronde/<round_id>/verantwoordelijke", methods=["GET", "POST"])
def edit(round_id: str) -> str | Response:
    """What the form of this round says of who answers for it."""
    form, problem = NoticeForm(), None
    with platform().database.reading() as session:
        round_ = round_or_404(session, round_id)
        fixed = is_fixed(session, round_)
    said = notice_of(round_, platform().settings.publisher)
    if request.method == "GET":
        form.controller.data, form.contact.data = said.controller, said.contact
        form.complaint.data = said.complaint
    elif form.validate_on_submit():
        try:
            change_notice(platform().database, round_id, typed_notice(form))
        except BadInputError as error:
            problem = str(error)
        else:
            flash(_("Wat het formulier zegt, is bewaard."))
            return redirect(url_for("rounds.show", round_id=round_id), 303)
    return render_template(
        "round_care/notice.html",
        round=round_,
        form=form,
        problem=problem,
        is_fixed=fixed,
        notice=said,
    )
