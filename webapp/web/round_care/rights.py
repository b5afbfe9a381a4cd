"""Who has a round: administrators give it to inspectors, observers and readers."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response
from wtforms import SelectField, SelectMultipleField
from wtforms.fields import SelectChoice

from webapp.db.models import Staff
from webapp.db.queries.round_rights import list_given_ids
from webapp.db.queries.staff import list_staff
from webapp.i18n import gettext as _
from webapp.services.errors import BadInputError, NotFoundError
from webapp.services.give_rounds import CAN_BE_GIVEN, set_round_rights
from webapp.web.access import platform
from webapp.web.rounds import round_or_404
from webapp.web.staff_form import StaffForm

bp = Blueprint("rights", __name__)
EVERY, CHOSEN = "every", "chosen"


class RightsForm(StaffForm):
    """Who leads, sits in, and reads."""

    led_by = SelectField()
    staff = SelectMultipleField()


@bp.route("/ronde/<round_id>/toegang", methods=["GET", "POST"])
def edit(round_id: str) -> str | Response:
    """Give the round to accounts, and take it back from those that are not ticked."""
    form, problem = RightsForm(), None
    with platform().database.reading() as session:
        round_ = round_or_404(session, round_id)
        accounts = _accounts(session, list_given_ids(session, round_id))
        form.led_by.choices = [
            SelectChoice(CHOSEN, _("alleen wie hieronder aangevinkt is")),
            SelectChoice(EVERY, _("elke inspecteur, ook wie later een account krijgt")),
        ]
        form.staff.choices = [SelectChoice(one.id, one.email) for one in accounts]
        if request.method == "GET":
            form.led_by.data = EVERY if round_.led_by else CHOSEN
            form.staff.data = list_given_ids(session, round_id)
    if form.validate_on_submit():
        try:
            set_round_rights(
                platform().database,
                round_id,
                form.staff.data or [],
                every_inspector=form.led_by.data == EVERY,
            )
        except (BadInputError, NotFoundError) as error:
            problem = str(error)
        else:
            flash(_("Wie bij deze ronde mag, is bewaard."))
            return redirect(url_for("rounds.show", round_id=round_id), 303)
    by_role = [(role, [one for one in accounts if one.role == role]) for role in CAN_BE_GIVEN]
    return render_template(
        "round_care/rights.html", round=round_, form=form, problem=problem, by_role=by_role
    )


def _accounts(session: Session, given: list[str]) -> list[Staff]:
    """Those that can be given a round and may sign in, and whoever has it still."""
    return [
        one
        for one in list_staff(session)
        if one.role in CAN_BE_GIVEN and (one.ended_on is None or one.id in given)
    ]
