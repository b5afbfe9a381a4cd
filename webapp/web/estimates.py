"""Estimates by inspectors: one's own, the differences of two, and the contrast after."""

from collections.abc import Mapping

from flask import Blueprint, Flask, abort, flash, redirect, render_template, request, url_for
from flask_login import current_user
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse
from wtforms import BooleanField, HiddenField

from webapp.analysis.estimates import NOTHING, Rating
from webapp.db.queries.assessments import AssessmentRow, is_observer
from webapp.i18n import gettext as _
from webapp.i18n import ngettext
from webapp.services.errors import NotFoundError
from webapp.services.estimate_rights import About
from webapp.services.read_estimates import EstimatedMeeting, read_estimated
from webapp.services.start_estimate import start_estimate, start_joint
from webapp.services.write_estimate import write_estimate
from webapp.settings import ROOT
from webapp.web.access import platform
from webapp.web.assets import Asset
from webapp.web.estimate_contrast import read_contrast
from webapp.web.estimate_sheet import Sheet, read_sheet_of
from webapp.web.form_assets import one_script
from webapp.web.staff_form import StaffForm

bp = Blueprint("estimates", __name__)
SCRIPT = "js/estimate.js"
PLACE = "/gesprek/<meeting_id>/inschatting"


class StartForm(StaffForm):
    """Which provider an estimate is about; empty in a conversation about none."""

    aanbieder = HiddenField()


class ConfirmForm(StaffForm):
    """A change that is asked about first."""

    confirm = BooleanField()


@bp.record_once
def _prepare(state: object) -> None:
    app: Flask = state.app  # type: ignore[attr-defined]  # flask's BlueprintSetupState
    folder = ROOT / "static" / "js" / "estimate"
    app.extensions["assets"][SCRIPT] = Asset(SCRIPT, lambda: one_script(folder, "main").encode())


@bp.get(PLACE)
def show(meeting_id: str) -> str | AnyResponse:
    """One's own estimate: to begin, to fill in, or as it was signed."""
    with platform().database.reading() as session:
        estimated, about = _about_or_404(session, meeting_id)
        own = about.own(current_user.staff_id) if about else None
        sheet = read_sheet_of(session, estimated, about, own) if about and own else None
    return render_template(
        "estimates/own.html", estimated=estimated, about=about, sheet=sheet, form=StartForm()
    )


@bp.post(PLACE)
def start(meeting_id: str) -> AnyResponse:
    """Begin an estimate of one's own."""
    provider_id = _started_about(meeting_id)
    start_estimate(platform().database, meeting_id, provider_id, current_user.staff_id)
    return back(meeting_id, provider_id)


@bp.get(f"{PLACE}/samen")
def show_joint(meeting_id: str) -> str:
    """Where two inspectors differ, side by side, and what they make of it together."""
    with platform().database.reading() as session:
        estimated, about = _about_or_404(session, meeting_id)
        joint = about.joint if about else None
        if joint and about and not about.can_see(joint, current_user.staff_id):
            joint = None
        sheet = read_sheet_of(session, estimated, about, joint) if about and joint else None
    return render_template(
        "estimates/joint.html", estimated=estimated, about=about, sheet=sheet, form=StartForm()
    )


@bp.post(f"{PLACE}/samen")
def start_together(meeting_id: str) -> AnyResponse:
    """Begin the joint estimate of two inspectors."""
    provider_id = _started_about(meeting_id)
    start_joint(platform().database, meeting_id, provider_id, current_user.staff_id)
    return back(meeting_id, provider_id, "estimates.show_joint")


@bp.get(f"{PLACE}/contrast")
def contrast(meeting_id: str) -> str:
    """The final estimate beside what other groups answered, and of two inspectors beside it."""
    with platform().database.reading() as session:
        estimated, about = _about_or_404(session, meeting_id, for_contrast=True)
        seen = read_contrast(session, estimated, about) if about and about.final else None
    return render_template(
        "estimates/contrast.html", estimated=estimated, about=about, contrast=seen
    )


@bp.post(f"{PLACE}/<assessment_id>")
def save(meeting_id: str, assessment_id: str) -> AnyResponse:
    """Without a script: keep what the form says. With one, everything is kept already."""
    _check(ConfirmForm())
    with platform().database.reading() as session:
        sheet = sheet_or_404(session, meeting_id, assessment_id)
    sent = _sent(sheet)
    if "proposals" in request.form and sheet.proposed_option:
        for row in sheet.proposals:
            remark = sent.get(row.block.id, NOTHING).remark
            if sent.get(row.block.id, NOTHING).option is None:
                sent[row.block.id] = Rating(sheet.proposed_option.code, remark)
    seen = {
        row.block.id: request.form.get(f"seen_{row.block.id}", "").split() for row in sheet.rows
    }
    changed = write_estimate(
        platform().database,
        meeting_id,
        assessment_id,
        current_user.staff_id,
        sent=sent,
        seen=seen,
    )
    flash(ngettext("%(n)s bouwsteen bewaard.", "%(n)s bouwstenen bewaard.", changed))
    return back_to(meeting_id, sheet.about, sheet.row)


@bp.get(f"{PLACE}/<assessment_id>/verloop/<block_id>")
def history(meeting_id: str, assessment_id: str, block_id: str) -> str:
    """All that was ever written of one bouwsteen: a part of a page, for a script."""
    with platform().database.reading() as session:
        sheet = sheet_or_404(session, meeting_id, assessment_id)
    rows = [row for row in sheet.rows if row.block.id == block_id] or abort(404)
    return render_template("estimates/_history.html", row=rows[0])


def _about_or_404(
    session: Session, meeting_id: str, *, for_contrast: bool = False
) -> tuple[EstimatedMeeting, About | None]:
    """The meeting and the estimates about the provider asked for; None where one must choose."""
    estimated = read_estimated(session, meeting_id)
    _refuse_observer(session, estimated, for_contrast=for_contrast)
    asked = request.args.get("aanbieder")
    if asked is not None:
        return estimated, estimated.find_about(asked)
    return estimated, estimated.about[0] if len(estimated.about) == 1 else None


def _refuse_observer(
    session: Session, estimated: EstimatedMeeting, *, for_contrast: bool = False
) -> None:
    """Who sits in at a visit makes no estimate, and sees one only beside what was released."""
    sits_in = is_observer(session, estimated.meeting.visit_id, current_user.staff_id)
    if sits_in and not (for_contrast and estimated.meeting.state not in ("open", "closing")):
        abort(403)


def sheet_or_404(session: Session, meeting_id: str, assessment_id: str) -> Sheet:
    """An estimate that this person may write in. Raises NotFoundError for all others alike."""
    estimated = read_estimated(session, meeting_id)
    _refuse_observer(session, estimated)
    about, row = estimated.find(assessment_id)
    if not about.can_write(row, current_user.staff_id):
        raise NotFoundError(_("Deze inschatting bestaat niet of is ingetrokken."))
    return read_sheet_of(session, estimated, about, row)


def _started_about(meeting_id: str) -> str | None:
    form = StartForm()
    _check(form)
    with platform().database.reading() as session:
        _refuse_observer(session, read_estimated(session, meeting_id))
    return form.aanbieder.data or None


def _sent(sheet: Sheet) -> dict[str, Rating]:
    """Block id → what the form says of it, of the bouwstenen that stood in the form."""
    fields: Mapping[str, str] = request.form
    return {
        row.block.id: Rating(
            fields.get(f"block_{row.block.id}") or None,
            fields.get(f"remark_{row.block.id}", "").replace("\r\n", "\n").strip(),
        )
        for row in sheet.rows
        if f"seen_{row.block.id}" in fields
    }


def back_to(meeting_id: str, about: About, row: AssessmentRow) -> AnyResponse:
    """To the page of an estimate: one's own or the joint one."""
    endpoint = "estimates.show" if row.author_id else "estimates.show_joint"
    return back(meeting_id, about.provider_id, endpoint)


def back(meeting_id: str, provider_id: str | None, endpoint: str = "estimates.show") -> AnyResponse:
    """To a page about one provider of the conversation."""
    return redirect(url_for(endpoint, meeting_id=meeting_id, aanbieder=provider_id), 303)


def _check(form: StaffForm) -> None:
    if not form.validate_on_submit():
        abort(400)
