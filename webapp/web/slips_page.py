"""The page with the slips of a meeting: shown once, and drawn again only from what it sends."""

from flask import render_template, request, url_for

from webapp.sealing.codes import SLIP_LENGTH, read_code
from webapp.web.languages import is_asked_in_another_language
from webapp.web.qr import qr_svg

_MOST_AGAIN = 2000  # more do not fit in what a form may send


def slips_page(
    meeting_id: str, join_code: str, slips: tuple[str, ...], *, more: bool = False
) -> str:
    """Slips to print and cut. `more`: for people who came later."""
    address = url_for("participant.form", join_code=join_code, _external=True)
    return render_template(
        "meetings/slips.html",
        meeting_id=meeting_id,
        slips=[(slip, qr_svg(f"{address}#{slip}")) for slip in slips],
        start=url_for("participant.start", _external=True),
        more=more,
        redrawn=len(slips) <= _MOST_AGAIN,
    )


def slips_sent_again() -> tuple[str, ...]:
    """What that page sent along to be drawn in another language; nothing is stored or looked up."""
    if not is_asked_in_another_language():
        return ()
    codes = map(read_code, request.form.getlist("slip")[:_MOST_AGAIN])
    return tuple(code for code in codes if code and len(code) == SLIP_LENGTH)
