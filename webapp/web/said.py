"""The page of strengths and growth opportunities, and its file."""

from flask import Blueprint, Response, render_template

from webapp.analysis.said import GROWTH, STRENGTH, Said, SaidRow, count_said
from webapp.charts.said_bars import said_bars
from webapp.db.queries.statements import list_to_code
from webapp.exports.plain_csv import plain_csv
from webapp.web.access import platform
from webapp.web.report import Report, report_or_404
from webapp.web.saved_file import CSV, saved_file

bp = Blueprint("said", __name__)

_HEAD = ("soort", "groep", "thema", "subthema", "uitspraken")


@bp.get("/ronde/<round_id>/resultaten/sterktes")
def show(round_id: str) -> str:
    """Per thema what groups called a strength and what a growth opportunity, in counts."""
    report = report_or_404(round_id)
    said = _said(report)
    groups = report.groups + report.groups_apart
    return render_template(
        "results/said.html",
        report=report,
        said=said,
        conversations=[
            (group.name, said.conversations[group.id])
            for group in groups
            if group.id in said.conversations
        ],
        charts=said_bars(report.instrument, said, groups),
        made_up=report.round.is_made_up,
    )


@bp.get("/ronde/<round_id>/resultaten/sterktes.csv")
def download(round_id: str) -> Response:
    """The same counts, a line per kind, group and subthema."""
    report = report_or_404(round_id)
    said = _said(report)
    rows = (
        (kind, group_id, *code.partition("/")[::2], number)
        for (kind, group_id, code), number in sorted(said.counts.items())
    )
    return saved_file(plain_csv((_HEAD, *rows)), CSV, f"sterktes-{round_id}.csv")


def _said(report: Report) -> Said:
    with platform().database.reading() as session:
        statements = list_to_code(session, report.round.id)
    asked = {group.id for group in report.groups + report.groups_apart}
    return count_said(
        SaidRow(one.meeting_id, one.group_id, one.kind, one.codes)
        for one in statements
        if one.group_id in asked and one.kind in (STRENGTH, GROWTH)
    )
