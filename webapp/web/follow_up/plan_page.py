"""Verder met de resultaten: what differs most, the focus points, and what came back."""

from collections.abc import Callable, Mapping

from flask import Blueprint, Response, flash, render_template, request
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response as AnyResponse

from webapp.analysis.contrast_words import contrast_rule
from webapp.analysis.naming import numbered_name
from webapp.exports.focus_list import FocusList, FocusRow, focus_csv, focus_xlsx
from webapp.i18n import gettext as _
from webapp.services.conflict import ConflictError
from webapp.services.follow_up.choose_focus import (
    LONGEST_WHY,
    MOST_FOCUS_POINTS,
    ChoiceError,
    choose_focus,
    remove_focus,
)
from webapp.services.follow_up.read_follow_up import choice_stamp, find_focus
from webapp.services.today import today
from webapp.web.access import platform
from webapp.web.follow_up.apart import blocks_apart, by_theme, perceptions
from webapp.web.follow_up.desk import PLACE, Desk, back_to, desk_or_404
from webapp.web.follow_up.earlier import Earlier, read_earlier
from webapp.web.follow_up.states import state_names
from webapp.web.saved_file import CSV, XLSX, saved_file
from webapp.web.staff_form import StaffForm

bp = Blueprint("follow_up", __name__)

_TYPES: Mapping[str, tuple[str, Callable[[FocusList], str | bytes]]] = {
    "csv": (CSV, focus_csv),
    "xlsx": (XLSX, focus_xlsx),
}


@bp.get(PLACE)
def show(round_id: str, provider_id: str) -> str:
    """What differs most, what was chosen and what will be done, and what came of the last time."""
    with platform().database.reading() as session:
        desk = desk_or_404(session, round_id, provider_id)
        earlier = read_earlier(session, desk)
    apart = blocks_apart(desk)
    return render_template(
        "follow_up/show.html",
        desk=desk,
        earlier=earlier,
        first=[one for one in apart.values() if one.is_first],
        apart=apart,
        answers={one.point.id: perceptions(desk, one.point.block_id) for one in desk.focus},
        states=state_names(),
        today=today(),
        rule=contrast_rule(),
        most=MOST_FOCUS_POINTS,
        made_up=desk.round.is_made_up,
    )


@bp.route(f"{PLACE}/aandachtspunten", methods=["GET", "POST"])
def choose(round_id: str, provider_id: str) -> str | AnyResponse:
    """Choose up to five bouwstenen, each with why."""
    form = StaffForm()
    with platform().database.reading() as session:
        desk = desk_or_404(session, round_id, provider_id)
        earlier = read_earlier(session, desk)
    there = {one.point.block_id: one.point.why for one in desk.focus}
    if not form.validate_on_submit():
        if request.method == "POST":
            chosen, whys = _typed(request.form)
            return _choice(desk, earlier, form=form, chosen=chosen, whys=whys)
        return _choice(desk, earlier, form=form, chosen=set(there), whys=there)
    chosen, whys = _typed(request.form)
    problems: dict[str, str] = {}
    try:
        choose_focus(
            platform().database,
            desk.own,
            {id_: whys.get(id_, "") for id_ in chosen},
            seen=request.form.get("seen", ""),
        )
    except ChoiceError as error:
        problems = error.problems
    except ConflictError as error:
        problems = {"": f"{error} {_('Kijk na wat er nu staat en bewaar dan opnieuw.')}"}
        with platform().database.reading() as session:
            desk = desk_or_404(session, round_id, provider_id)
    else:
        flash(_("De aandachtspunten zijn bewaard."))
        return back_to(desk.own, "aandachtspunten")
    return _choice(desk, earlier, form=form, chosen=chosen, whys=whys, problems=problems)


@bp.route(f"{PLACE}/aandachtspunten/<focus_id>/weg", methods=["GET", "POST"])
def remove(round_id: str, provider_id: str, focus_id: str) -> str | AnyResponse:
    """Take a focus point away with its actions, after asking."""
    form, problem = StaffForm(), None
    with platform().database.reading() as session:
        desk = desk_or_404(session, round_id, provider_id)
    focus = find_focus(desk.focus, focus_id)
    if form.validate_on_submit() and request.form.get("confirm"):
        try:
            remove_focus(platform().database, desk.own, focus_id, seen=request.form.get("seen", ""))
        except ConflictError as error:
            problem = f"{error} {_('Kijk na wat er nu staat.')}"
        else:
            flash(_("Het aandachtspunt is weg, met zijn acties."))
            return back_to(desk.own, "aandachtspunten")
    return render_template(
        "follow_up/remove.html",
        desk=desk,
        focus=focus,
        form=form,
        problem=problem,
        states=state_names(),
        made_up=desk.round.is_made_up,
    )


@bp.get(f"{PLACE}/aandachtspunten.<any(csv, xlsx):extension>")
def download(round_id: str, provider_id: str, extension: str) -> Response:
    """The focus points with their actions, as a file."""
    with platform().database.reading() as session:
        desk = desk_or_404(session, round_id, provider_id)
    content_type, write = _TYPES[extension]
    name = f"aandachtspunten-{round_id}.{extension}"
    return saved_file(write(_as_list(desk)), content_type, name)


def _choice(
    desk: Desk,
    earlier: Earlier | None,
    *,
    form: StaffForm,
    chosen: set[str],
    whys: dict[str, str],
    problems: dict[str, str] | None = None,
) -> str:
    apart = blocks_apart(desk)
    return render_template(
        "follow_up/choose.html",
        desk=desk,
        earlier=earlier,
        form=form,
        seen=choice_stamp(one.point for one in desk.focus),
        first=[one for one in apart.values() if one.is_first],
        themes=by_theme(desk, apart),
        kept={one.point.block_id: one.point.why for one in desk.focus},
        chosen=chosen,
        whys=whys,
        problems=problems or {},
        anchors={
            f"block-{block.id}": f"{numbered_name(block)}: {problems[block.id]}"
            for block in desk.instrument.blocks
            if problems and block.id in problems
        },
        most=MOST_FOCUS_POINTS,
        longest=LONGEST_WHY,
        rule=contrast_rule(),
        made_up=desk.round.is_made_up,
    )


def _typed(fields: MultiDict[str, str]) -> tuple[set[str], dict[str, str]]:
    """The ids that were ticked, and what was typed beside any bouwsteen."""
    whys = {name[4:]: text for name, text in fields.items() if name.startswith("why_")}
    return set(fields.getlist("block")), whys


def _as_list(desk: Desk) -> FocusList:
    names = state_names()
    rows = [
        FocusRow(
            desk.instrument.block(one.point.block_id),
            one.point.why,
            tuple((a.what, a.who, a.due, names[a.state]) for a in one.actions),
        )
        for one in desk.focus
    ]
    return FocusList(
        desk.round.title, desk.provider.name, tuple(rows), is_made_up=desk.round.is_made_up
    )
