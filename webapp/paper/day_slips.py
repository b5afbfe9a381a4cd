"""Slips on paper: each has a code and a QR code, to be cut out and drawn from a bowl."""

from collections.abc import Sequence
from dataclasses import dataclass

from webapp.i18n import gettext as _
from webapp.i18n import ngettext
from webapp.paper.pdf import make_pdf
from webapp.paper.qr import qr_picture
from webapp.sealing.codes import grouped


@dataclass(frozen=True, slots=True)
class Bowl:
    """The slips of one conversation; `address` is that of its form."""

    group_name: str
    when: str
    address: str
    slips: tuple[str, ...]


def day_slips(bowls: Sequence[Bowl], *, subject: str, where: str, made_up: bool) -> bytes:
    """A PDF in which every bowl begins on a page of its own. Raises PaperError.

    `subject` tells of which visit; `where` is the address that people type. Slips stand in the
    order given: random, and nothing of a person.
    """
    data = {
        "subject": subject,
        "made_up": _("Verzonnen gegevens") if made_up else "",
        "advice": _("Knip de strookjes uit, schud ze in een kom en laat iedereen er een trekken."),
        "once": _("Eén strookje, één formulier. Scan of typ:"),
        "qr": _("QR-code naar het formulier"),
        "where": where,
        "bowls": [_bowl(one) for one in bowls],
    }
    return make_pdf("day_slips", title=_("Strookjes: %(subject)s", subject=subject), data=data)


def _bowl(bowl: Bowl) -> dict[str, object]:
    return {
        "group": bowl.group_name,
        "when": bowl.when,
        "count": ngettext("%(n)s strookje", "%(n)s strookjes", len(bowl.slips)),
        "slips": [
            {"code": grouped(slip), "qr": qr_picture(f"{bowl.address}#{slip}")}
            for slip in bowl.slips
        ],
    }
