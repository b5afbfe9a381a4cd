"""Meetings: opening one with its slips, leading it, closing it."""

import time
from dataclasses import dataclass

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse
from wtforms import BooleanField, HiddenField, IntegerField, SelectField, SelectMultipleField
from wtforms.fields import SelectChoice
from wtforms.validators import Optional

from webapp.db.models import Round
from webapp.db.queries.meetings import MeetingRow, find_meeting
from webapp.db.queries.rounds import list_provider_choices
from webapp.i18n import gettext as _
from webapp.sealing.codes import new_id
from webapp.services.cancel_meeting import cancel_meeting
from webapp.services.close_meeting import close_meeting, start_countdown, stop_countdown
from webapp.services.errors import RefusedError
from webapp.services.keep_instrument import instrument_of
from webapp.services.open_meeting import MeetingPlan, open_meeting
from webapp.services.read_estimates import is_estimated
from webapp.web.access import platform
from webapp.web.lead_page import guide_of, is_ready, show_of, shown_of
from webapp.web.live_part import live_part
from webapp.web.qr import qr_svg
from webapp.web.rounds import round_or_404
from webapp.web.slips_page import slips_page, slips_sent_again
from webapp.web.staff_form import StaffForm

bp = Blueprint("meetings", __name__)


class MeetingForm(StaffForm):
    """A meeting to open."""

    meeting_id = HiddenField()
    group = SelectField()
    providers = SelectMultipleField()
    expected = IntegerField(validators=[Optional()])
    slips = BooleanField()
    by_mail = BooleanField()
    alone = BooleanField()


class ActionForm(StaffForm):
    """A button that changes something."""

    confirm = BooleanField()


@dataclass(frozen=True, slots=True)
class MeetingView:
    """What the leader's page shows of a meeting besides its row."""

    row: MeetingRow
    group_name: str
    seconds_left: int | None
    still_needed: int
    is_estimated: bool = False

    @property
    def phase(self) -> str:
        """Its state; while it is open also "counting" (down to its closing), or why it is held."""
        meeting = self.row.meeting
        if meeting.state == "open" and self.seconds_left is not None:
            return "counting"
        return meeting.held or meeting.state


@bp.route("/ronde/<round_id>/gesprek/nieuw", methods=["GET", "POST"])
def new(round_id: str) -> str | AnyResponse:
    """Open a meeting; the reply is the only page that ever shows its slips."""
    with platform().database.reading() as session:
        round_ = round_or_404(session, round_id)
        form = _meeting_form(session, round_)
    if slips := slips_sent_again():
        row = _row_or_404(form.meeting_id.data, round_id)
        return slips_page(row.meeting.id, row.meeting.join_code, slips)
    problem = None
    if form.validate_on_submit():
        try:
            opened = open_meeting(platform().database, platform().keystore, _plan(form, round_id))
        except RefusedError as error:
            problem = str(error)
        else:
            page = "mailing.show" if form.by_mail.data else "meetings.show"
            if opened.slips:
                return slips_page(opened.id, opened.join_code, opened.slips)
            return redirect(url_for(page, meeting_id=opened.id), 303)
    return render_template(
        "meetings/new.html",
        form=form,
        round=round_,
        providers=[(choice.value, choice.label) for choice in form.providers.choices],
        can_mail=platform().settings.mail is not None,
        problem=problem,
    )


@bp.get("/gesprek/<meeting_id>")
def show(meeting_id: str) -> str:
    """The page of whoever leads the meeting."""
    view = _view_or_404(meeting_id)
    address = url_for("participant.form", join_code=view.row.meeting.join_code, _external=True)
    return render_template(
        "meetings/show.html",
        view=view,
        form=ActionForm(),
        is_ready=is_ready(view.row),
        address=address,
        qr=qr_svg(address),
        guide=guide_of(view.row),
        show=show_of(view.row),
    )


@bp.get("/gesprek/<meeting_id>/stand")
def state(meeting_id: str) -> AnyResponse:
    """The live part of the leader's page."""
    return live_part(render_template("meetings/_state.html", view=_view_or_404(meeting_id)))


@bp.get("/gesprek/<meeting_id>/scherm")
def screen(meeting_id: str) -> str:
    """What everybody in the room sees: how to come in and how many did; nothing to press."""
    view = _view_or_404(meeting_id)
    address = url_for("participant.form", join_code=view.row.meeting.join_code, _external=True)
    start = url_for("participant.start", _external=True)
    where = start.partition("://")[2].removesuffix("/")
    return render_template(
        "meetings/screen.html",
        view=view,
        where=where,
        qr=qr_svg(address),
        is_live=True,
        shown=shown_of(view.row),
    )


@bp.get("/gesprek/<meeting_id>/scherm/stand")
def screen_state(meeting_id: str) -> AnyResponse:
    """The live part of the screen."""
    view = _view_or_404(meeting_id)
    shown = shown_of(view.row)
    return live_part(render_template("meetings/_screen.html", view=view, shown=shown))


@bp.post("/gesprek/<meeting_id>/aftellen")
def count_down(meeting_id: str) -> AnyResponse:
    """Let phones and screens count down to the closing."""
    _check_form()
    start_countdown(platform().database, meeting_id, platform().settings.countdown_seconds)
    return redirect(url_for("meetings.show", meeting_id=meeting_id), 303)


@bp.post("/gesprek/<meeting_id>/openhouden")
def keep_open(meeting_id: str) -> AnyResponse:
    """Stop the countdown."""
    _check_form()
    stop_countdown(platform().database, meeting_id)
    return redirect(url_for("meetings.show", meeting_id=meeting_id), 303)


@bp.route("/gesprek/<meeting_id>/sluiten", methods=["GET", "POST"])
def close(meeting_id: str) -> str | AnyResponse:
    """Close at once, after asking."""
    view, form = _view_or_404(meeting_id), ActionForm()
    if not (form.validate_on_submit() and form.confirm.data):
        return render_template("meetings/close.html", view=view, form=form)
    closed = close_meeting(platform().database, platform().keystore, meeting_id)
    if closed.state == "closing":
        flash(
            _("Er komt niets meer bij. De server met de sleutels opent wat binnenkwam zo meteen.")
        )
    elif closed.state == "pending":
        flash(_("Het gesprek is gesloten. Er zijn te weinig formulieren: ze blijven verzegeld."))
    else:
        flash(_("Het gesprek is gesloten en de sleutel is vernietigd."))
    return redirect(url_for("meetings.show", meeting_id=meeting_id), 303)


@bp.route("/gesprek/<meeting_id>/annuleren", methods=["GET", "POST"])
def cancel(meeting_id: str) -> str | AnyResponse:
    """Cancel, after asking: what came in is destroyed unopened."""
    view, form = _view_or_404(meeting_id), ActionForm()
    if not (form.validate_on_submit() and form.confirm.data):
        return render_template("meetings/cancel.html", view=view, form=form)
    cancel_meeting(platform().database, platform().keystore, meeting_id)
    flash(_("Het gesprek is geannuleerd. Wat binnenkwam is ongeopend vernietigd."))
    if view.row.meeting.visit_id:
        return redirect(url_for("visits.show", visit_id=view.row.meeting.visit_id), 303)
    return redirect(url_for("rounds.show", round_id=view.row.round.id), 303)


def _row_or_404(meeting_id: str | None, round_id: str) -> MeetingRow:
    with platform().database.reading() as session:
        row = find_meeting(session, meeting_id or "")
    if row is None or row.round.id != round_id:
        abort(404)
    return row


def _view_or_404(meeting_id: str) -> MeetingView:
    with platform().database.reading() as session:
        row = find_meeting(session, meeting_id)
        if row is None:
            abort(404)
        instrument = instrument_of(session, row.round.instrument_hash)
    meeting = row.meeting
    left = None if meeting.closes_at is None else max(0, meeting.closes_at - int(time.time()))
    return MeetingView(
        row=row,
        group_name=str(instrument.group(meeting.group_id).name),
        seconds_left=left,
        still_needed=max(0, row.round.min_group_size - meeting.received),
        is_estimated=not row.round.owner_provider_id and is_estimated(instrument, meeting),
    )


def _meeting_form(session: Session, round_: Round) -> MeetingForm:
    form = MeetingForm()
    groups = instrument_of(session, round_.instrument_hash).groups
    form.group.choices = [SelectChoice(group.id, str(group.name)) for group in groups]
    owner = round_.owner_provider_id
    form.providers.choices = [
        SelectChoice(id_, name)
        for id_, name in list_provider_choices(session)
        if owner in (None, id_)
    ]
    if not form.is_submitted():
        form.meeting_id.data = new_id()
        form.slips.data = True
        form.providers.data = [owner] if owner else []
        form.expected.data = 15
    return form


def _plan(form: MeetingForm, round_id: str) -> MeetingPlan:
    expected = form.expected.data
    return MeetingPlan(
        round_id=round_id,
        group_id=form.group.data,
        provider_ids=tuple(form.providers.data or ()),
        expected=expected,
        slips=(expected or 1) if form.by_mail.data else (expected or 0) if form.slips.data else 0,
        by_mail=form.by_mail.data,
        setting="alone" if form.alone.data else "conversation",
        meeting_id=form.meeting_id.data or None,
    )


def _check_form() -> None:
    if not ActionForm().validate_on_submit():
        abort(400)
