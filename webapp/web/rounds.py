"""Rounds: the list, a new one, one in detail, and its end."""

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask_login import current_user
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response
from wtforms import BooleanField, IntegerField, SelectField, StringField
from wtforms.fields import SelectChoice

from webapp.db.models import Round
from webapp.db.queries.meetings import count_unfinished, list_meetings
from webapp.db.queries.rounds import find_round, list_rounds_of_inspectorate
from webapp.db.queries.self_evaluations import list_shared_rounds
from webapp.i18n import gettext as _
from webapp.i18n import ngettext
from webapp.services.close_round import close_round
from webapp.services.errors import RefusedError
from webapp.services.keep_instrument import instrument_of
from webapp.services.keep_round import days_left
from webapp.services.open_round import RoundPlan, open_round
from webapp.services.round_notice import Notice, is_fixed, notice_of, proposed_notice
from webapp.web.access import catalogue, platform, reached
from webapp.web.self_evaluation.round_page import own_round_page
from webapp.web.staff_form import StaffForm

bp = Blueprint("rounds", __name__)


class NoticeForm(StaffForm):
    """Who answers for a round: on its form and on its page."""

    controller = StringField()
    contact = StringField()
    complaint = StringField()


class RoundForm(NoticeForm):
    """A new round."""

    title = StringField()
    instrument = SelectField()
    min_group_size = IntegerField()
    release = SelectField()


class EndForm(StaffForm):
    """The end of a round, confirmed."""

    confirm = BooleanField()


@bp.get("/beheer")
def list_all() -> str:
    """One's rounds of the inspectorate, and what providers share with it."""
    with platform().database.reading() as session:
        return render_template(
            "rounds/list.html",
            rows=reached(session, list_rounds_of_inspectorate(session)),
            shared=list_shared_rounds(session),
            days_left=days_left,
        )


@bp.route("/beheer/ronde/nieuw", methods=["GET", "POST"])
def new() -> str | Response:
    """Start a round."""
    form, problem = _round_form(), None
    if form.validate_on_submit():
        instrument_id, _at, version = form.instrument.data.partition("@")
        plan = RoundPlan(
            title=form.title.data or "",
            min_group_size=form.min_group_size.data or 0,
            release=form.release.data,
            given_to=(current_user.staff_id,),
            notice=typed_notice(form),
        )
        try:
            round_id = open_round(
                platform().database,
                catalogue().get(instrument_id, version),
                plan,
                lowest_group_size=platform().settings.min_group_size,
            )
        except RefusedError as error:
            problem = str(error)
        else:
            return redirect(url_for("rounds.show", round_id=round_id))
    return render_template("rounds/new.html", form=form, problem=problem)


@bp.get("/ronde/<round_id>")
def show(round_id: str) -> str:
    """A round with its meetings."""
    with platform().database.reading() as session:
        round_ = round_or_404(session, round_id)
        if round_.owner_provider_id:
            return own_round_page(session, round_)
        return render_template(
            "rounds/show.html",
            round=round_,
            instrument=instrument_of(session, round_.instrument_hash),
            rows=list_meetings(session, round_id),
            notice=notice_of(round_, platform().settings.publisher),
            can_change_notice=not is_fixed(session, round_),
            days_left=days_left(round_),
        )


@bp.route("/ronde/<round_id>/afsluiten", methods=["GET", "POST"])
def end(round_id: str) -> str | Response:
    """End a round, after asking."""
    form = EndForm()
    if form.validate_on_submit() and form.confirm.data:
        closed = close_round(platform().database, platform().keystore, round_id)
        flash(_("De ronde is afgesloten."))
        if closed.waiting:
            flash(
                _(
                    "Wat nog verzegeld wacht, verwerkt de server met de sleutels binnen enkele"
                    " tellen."
                )
            )
        if closed.destroyed:
            flash(
                ngettext(
                    "%(n)s gesprek had te weinig formulieren: ze zijn ongeopend vernietigd.",
                    "%(n)s gesprekken hadden te weinig formulieren: ze zijn ongeopend vernietigd.",
                    closed.destroyed,
                )
            )
        return redirect(url_for("rounds.show", round_id=round_id))
    with platform().database.reading() as session:
        round_ = round_or_404(session, round_id)
        states = [row.meeting.state for row in list_meetings(session, round_id)]
        unfinished = count_unfinished(session, round_id)
    return render_template(
        "rounds/end.html", round=round_, form=form, states=states, unfinished=unfinished
    )


def typed_notice(form: NoticeForm) -> Notice:
    """What was filled in of who answers for a round."""
    return Notice(
        controller=form.controller.data or "",
        contact=form.contact.data or "",
        complaint=form.complaint.data or "",
    )


def round_or_404(session: Session, round_id: str) -> Round:
    """The round, or a page that says it does not exist."""
    round_ = find_round(session, round_id)
    if round_ is None:
        abort(404)
    return round_


def _round_form() -> RoundForm:
    form = RoundForm()
    form.instrument.choices = [
        SelectChoice(f"{one.id}@{one.version}", f"{one.title} ({one.id}, {one.version})")
        for one in catalogue()
    ]
    form.release.choices = [
        SelectChoice("closing", _("Zodra een gesprek gesloten is")),
        SelectChoice("estimate", _("Pas nadat de inspecteurs hun inschatting hebben vastgelegd")),
    ]
    if form.min_group_size.data is None and not form.is_submitted():
        form.min_group_size.data = platform().settings.min_group_size
        proposed = proposed_notice(platform().settings.publisher)
        form.controller.data, form.contact.data = proposed.controller, proposed.contact
        form.complaint.data = proposed.complaint
    return form
