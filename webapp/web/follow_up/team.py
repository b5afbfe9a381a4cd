"""What the provider's own team thinks of each bouwsteen, and that beside the anonymous groups."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from webapp.analysis.estimates import NOTHING, Rating
from webapp.analysis.naming import numbered_name
from webapp.db.queries.self_evaluations import is_shared
from webapp.i18n import gettext as _
from webapp.i18n import ngettext
from webapp.instrument.model import BuildingBlock, Theme
from webapp.services.errors import BadInputError, WrongStateError
from webapp.services.follow_up.rate_as_team import (
    LONGEST_TEAM_REMARK,
    TeamConflictError,
    TeamSays,
    rate_as_team,
    read_team,
)
from webapp.web.access import platform
from webapp.web.estimate_contrast import ContrastRow, contrast_row
from webapp.web.estimate_sheet import label_of
from webapp.web.follow_up.desk import PLACE, Desk, desk_or_404
from webapp.web.staff_form import StaffForm

bp = Blueprint("team_judgement", __name__)


@dataclass(frozen=True, slots=True)
class TeamRow:
    """A bouwsteen in the form: what is shown as chosen, and what is kept of it now.

    `is_late`: somebody else wrote here while this form was open.
    """

    block: BuildingBlock
    rating: Rating
    kept: TeamSays
    kept_option: str
    is_late: bool


@bp.route(f"{PLACE}/eigen-oordeel", methods=["GET", "POST"])
def edit(round_id: str, provider_id: str) -> str | Response:
    """Fill in what the team thinks; it stays open, and says who wrote what."""
    form, problem = StaffForm(), None
    late: tuple[str, ...] = ()
    with platform().database.reading() as session:
        desk = desk_or_404(session, round_id, provider_id)
        kept = read_team(session, desk.own)
    sent = dict(_sent(desk)) if request.method == "POST" else {}
    if form.validate_on_submit():
        try:
            changed = rate_as_team(
                platform().database,
                desk.own,
                current_user.staff_id,
                sent=sent,
                seen={id_: _version(id_) for id_ in sent},
            )
        except TeamConflictError as error:
            late = error.block_ids
            problem = f"{error} {_('Kijk na wat er nu staat en bewaar dan opnieuw.')}"
        except (BadInputError, WrongStateError) as error:
            problem = str(error)
        else:
            flash(ngettext("%(n)s bouwsteen bewaard.", "%(n)s bouwstenen bewaard.", changed))
            return redirect(url_for("team_judgement.beside", **desk.own._asdict()), 303)
    return render_template(
        "follow_up/team.html",
        desk=desk,
        form=form,
        problem=problem,
        anchors={f"bouwsteen-{id_}": numbered_name(desk.instrument.block(id_)) for id_ in late},
        themes=list(_rows(desk, kept, sent, late)),
        options=desk.instrument.options_for("alone"),
        longest=LONGEST_TEAM_REMARK,
        made_up=desk.round.is_made_up,
    )


@bp.get(f"{PLACE}/naast-elkaar")
def beside(round_id: str, provider_id: str) -> str:
    """What the team thinks beside what the groups answered; the two are never added up."""
    with platform().database.reading() as session:
        desk = desk_or_404(session, round_id, provider_id)
        kept = read_team(session, desk.own)
    return _beside(desk, kept, "follow_up/beside.html")


@bp.get("/ronde/<round_id>/resultaten/aanbieder/<provider_id>/eigen-oordeel")
def shared(round_id: str, provider_id: str) -> str:
    """The same for the inspectorate, only as long as the provider shares its round."""
    with platform().database.reading() as session:
        desk = desk_or_404(session, round_id, provider_id)
        if desk.round.owner_provider_id is None or not is_shared(session, round_id):
            abort(404)
        kept = read_team(session, desk.own)
    return _beside(desk, kept, "follow_up/shared.html")


def _beside(desk: Desk, kept: Mapping[str, TeamSays], template: str) -> str:
    ratings = {id_: one.rating for id_, one in kept.items()}
    days = [one.changed_on for one in kept.values() if one.changed_on]
    rows = {
        block.id: contrast_row(
            desk.instrument, desk.results, block, ratings=ratings, groups=desk.groups
        )
        for block in desk.instrument.blocks
    }
    return render_template(
        template,
        desk=desk,
        themes=list(_by_theme(desk, rows)),
        authors=sorted({one.author for one in kept.values() if one.author}),
        last_day=max(days, default=None),
        has_any=any(one != NOTHING for one in ratings.values()),
        made_up=desk.round.is_made_up,
    )


def _by_theme(
    desk: Desk, rows: Mapping[str, ContrastRow]
) -> Iterator[tuple[Theme, list[ContrastRow]]]:
    for theme in desk.instrument.themes:
        of_theme = [row for row in rows.values() if row.block.theme_id == theme.id]
        if of_theme:
            yield theme, of_theme


def _rows(
    desk: Desk,
    kept: Mapping[str, TeamSays],
    sent: Mapping[str, Rating],
    late: tuple[str, ...],
) -> Iterator[tuple[Theme, list[TeamRow]]]:
    for theme in desk.instrument.themes:
        rows = [
            _row(desk, block, kept.get(block.id, TeamSays()), sent=sent, late=late)
            for block in desk.instrument.blocks
            if block.theme_id == theme.id
        ]
        if rows:
            yield theme, rows


def _row(
    desk: Desk,
    block: BuildingBlock,
    kept: TeamSays,
    *,
    sent: Mapping[str, Rating],
    late: tuple[str, ...],
) -> TeamRow:
    option = label_of(desk.instrument, kept.rating.option)
    return TeamRow(
        block,
        sent.get(block.id, kept.rating),
        kept,
        str(option) if option else _("geen keuze"),
        block.id in late,
    )


def _sent(desk: Desk) -> Iterator[tuple[str, Rating]]:
    """What the form says of the bouwstenen that stood in it."""
    for block in desk.instrument.blocks:
        if f"seen_{block.id}" in request.form:
            option = request.form.get(f"block_{block.id}") or None
            yield block.id, Rating(option, request.form.get(f"remark_{block.id}", ""))


def _version(block_id: str) -> int:
    typed = request.form.get(f"seen_{block_id}", "")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 9 else -1
