"""`/stijl`: every part of our pages in every state, for whoever builds or translates them."""

from datetime import date

from flask import Blueprint, abort, render_template
from wtforms import BooleanField, EmailField, IntegerField, SelectField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, NumberRange

from webapp.charts.samples import chart_samples, heat_sample
from webapp.db.models import Meeting, Round
from webapp.db.queries.meetings import MeetingRow
from webapp.i18n import gettext as _
from webapp.instrument.model import Instrument, RespondentGroup
from webapp.services.read_sheet import Answers
from webapp.services.submit_sheet import Door
from webapp.web.access import catalogue
from webapp.web.doors import Room
from webapp.web.form_page import FormView
from webapp.web.meetings import MeetingView
from webapp.web.qr import qr_svg
from webapp.web.staff_form import StaffForm

bp = Blueprint("style_page", __name__)

CODE = "BCDF2345"
OPEN_PHASES = ("planned", "open", "paused", "counting")
PHASES = (*OPEN_PHASES, "closing", "closed", "pending", "cancelled", "destroyed", "lost")


class SampleForm(StaffForm):
    """A field of each kind."""

    email = EmailField(validators=[InputRequired()])
    group = SelectField()
    expected = IntegerField(validators=[NumberRange(min=1, max=200)])
    slips = BooleanField()


@bp.get("/stijl")
def show() -> str:
    """All parts under each other."""
    instrument = next(iter(catalogue()))
    group = instrument.groups[0]
    view = _view("open")
    return render_template(
        "style/show.html",
        phases=PHASES,
        form=_form(instrument),
        wrong=_wrong(_form(instrument)),
        rated=_rated(instrument, group),
        group_id=group.id,
        charts=chart_samples(),
        heat=heat_sample(),
        meeting=view.row.meeting,
        view=view,
        address=f"https://bouwstenen.example/d/{CODE}",
        qr=qr_svg(CODE),
    )


@bp.get("/stijl/scherm/<phase>")
def show_screen(phase: str) -> str:
    """The beamer in one of its phases; it stands still."""
    if phase not in PHASES:
        abort(404)
    return render_template(
        "meetings/screen.html", view=_view(phase), where="bouwstenen.example", qr=qr_svg(CODE)
    )


def _view(phase: str) -> MeetingView:
    meeting = Meeting(
        id="voorbeeld",
        join_code=CODE,
        state="open" if phase in OPEN_PHASES else phase,
        held=phase if phase in ("planned", "paused") else None,
        expected=15,
        received=7,
        counted=7,
        slip_count=15,
    )
    round_ = Round(id="voorbeeld", title=_("Rondes"), is_made_up=True, min_group_size=5)
    round_.created_on = meeting.day = date(2020, 3, 1)
    return MeetingView(
        row=MeetingRow(meeting, round_, ("Ondersteuningsnetwerk Waterhoen",)),
        group_name=_("Gesprek met"),
        seconds_left=42 if phase == "counting" else None,
        still_needed=0,
    )


def _form(instrument: Instrument) -> SampleForm:
    form = SampleForm(formdata=None, meta={"csrf": False})
    form.group.choices = [SelectChoice(group.id, str(group.name)) for group in instrument.groups]
    return form


def _wrong(form: SampleForm) -> SampleForm:
    """The same fields, each with something wrong."""
    for field in (form.email, form.group, form.expected):
        field.errors = (_("Geef een geheel getal van 1 tot %(most)s.", most=200),)
        field.id = f"{field.id}-wrong"
    return form


def _rated(instrument: Instrument, group: RespondentGroup) -> FormView:
    """A form of which one bouwsteen is open, one is rated, and one has something wrong."""
    _first, second, third = (f"block_{block_id}" for block_id in group.block_ids[:3])
    remark = third.replace("block_", "remark_")
    room = Room(
        door=Door(meeting_id="voorbeeld", public_key=bytes(32), has_slips=True),
        join_code=CODE,
        group_id=group.id,
        setting="conversation",
        round_title="",
        provider_names=(),
        min_group_size=5,
        is_made_up=True,
        instrument=instrument,
    )
    answers = Answers(
        chosen={second: instrument.scale[0].code},
        remarks={remark: _("Opmerking")},
        problems={third: _("Dit antwoord bestaat hier niet.")},
    )
    return FormView(room, None, answers=answers)
