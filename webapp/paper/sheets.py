"""Printed forms: one instrument version on A4, each with a number of its own."""

from collections.abc import Sequence
from dataclasses import dataclass

from webapp.i18n import current_language
from webapp.i18n import gettext as _
from webapp.instrument.model import Instrument
from webapp.instrument.option_keys import option_keys
from webapp.paper import sheet_layout as places
from webapp.paper.pdf import make_pdf
from webapp.paper.qr import qr_picture
from webapp.paper.sheet_layout import Part, SheetLayout, lay_out_sheet
from webapp.sealing.codes import grouped

BLANK_KEYS = ("0",)  # what leaves an answer open where a form is typed in


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperForm:
    """What all forms of one meeting have in common.

    `address` is where a phone can fill in the same form with the same number ("" for nowhere).
    """

    instrument: Instrument
    group_id: str
    setting: str
    provider_names: tuple[str, ...]
    min_group_size: int
    made_up: bool
    address: str = ""


def rating_sheets(form: PaperForm, slips: Sequence[str]) -> bytes:
    """A PDF with one form for each slip, which is the number of that form. Raises PaperError."""
    layout = lay_out_sheet(form.instrument, form.group_id, form.setting)
    group = str(form.instrument.group(form.group_id).name)
    names = [group, *form.provider_names]
    data = {
        "heading": str(form.instrument.title),
        "instrument_lang": form.instrument.title.language_used(current_language()),
        "subject": " · ".join(names),
        "edition": f"{form.instrument.id} {form.instrument.version} · {form.group_id}",
        "made_up": _("Verzonnen gegevens") if form.made_up else "",
        "words": _words(form),
        "places": _places(layout),
        "options": _options(form.instrument, layout),
        "pages": [[_part(part) for part in parts] for parts in layout.pages],
        "sheets": [_sheet(form, slip) for slip in slips],
    }
    title = _("Registratiefiche: %(title)s", title=form.instrument.title)
    return make_pdf("sheets", title=title, data=data)


def _sheet(form: PaperForm, slip: str) -> dict[str, str]:
    target = f"{form.address}#{slip}" if form.address else slip
    return {"number": grouped(slip), "qr": qr_picture(target)}


def _options(instrument: Instrument, layout: SheetLayout) -> list[dict[str, str]]:
    keys = option_keys(instrument.scale, taken=BLANK_KEYS)
    return [{"label": str(one.label), "key": keys[one.code]} for one in layout.options]


def _part(part: Part) -> dict[str, object]:
    return {
        "theme": str(part.theme.name),
        "continued": part.is_continued,
        "y": part.y,
        "remark_y": part.remark_y,
        "rows": [
            {
                "number": str(row.number),
                "text": str(row.block.text),
                "question": "" if row.question is None else str(row.question),
                "height": row.height,
            }
            for row in part.rows
        ],
    }


def _places(layout: SheetLayout) -> dict[str, object]:
    return {
        "left": places.LEFT,
        "right": places.RIGHT,
        "first_top": places.FIRST_TOP,
        "marks": places.MARKS,
        "mark": places.MARK,
        "upright": places.UPRIGHT_MARK,
        "upright_side": places.UPRIGHT_SIDE,
        "box": places.BOX,
        "number": places.NUMBER_WIDTH,
        "column": layout.column,
        "head": places.HEAD,
        "remark_label": places.REMARK_LABEL,
        "remark_line": places.REMARK_LINE,
        "remark_lines": layout.remark_lines,
    }


def _words(form: PaperForm) -> dict[str, object]:
    how = _(
        "Zet bij elke regel een kruisje in één vakje. Vergist u zich, maak dat vakje dan helemaal"
        " zwart en kruis een ander aan. Een regel mag leeg blijven."
    )
    phone = _("Liever op uw telefoon? Scan de code bovenaan: het is hetzelfde formulier.")
    return {
        "page": _("Bladzijde %(n)s van %(all)s", n="{n}", all="{all}"),
        "number": _("Fichenummer"),
        "qr": _("QR-code van deze fiche"),
        "continued": _("(vervolg)"),
        "promise": _("Wat we beloven"),
        "promises": _promises(form),
        "limits": _("Wat we niet kunnen beloven"),
        "limit": _(
            "Wie uw fiche overtypt, ziet uw antwoorden, maar niet van wie ze zijn. Uw handschrift"
            " of een voorbeeld kan u verraden: schrijf geen namen, en liefst in drukletters."
        ),
        "how": _("Zo vult u in"),
        "how_text": f"{how} {phone}" if form.address else how,
        "remark": _("Opmerking bij dit thema"),
        "optional": _("Niet verplicht. Schrijf geen namen."),
    }


def _promises(form: PaperForm) -> list[str]:
    k = form.min_group_size
    nobody = _("Niemand ziet resultaten van minder dan %(k)s mensen.", k=k)
    shuffled = _("Opmerkingen worden door elkaar geschud en los van de antwoorden bewaard.")
    return [
        _(
            "We vragen niet wie u bent. Er bestaat geen lijst van wie welk fichenummer heeft: het"
            " dient alleen om elke fiche één keer te tellen."
        ),
        _(
            "Uw fiche wordt overgetypt en komt verzegeld bij de formulieren van de anderen. Als het"
            " gesprek sluit, gaan ze samen open, tellen we ze op en vernietigen we de sleutel."
        ),
        f"{nobody} {shuffled}",
    ]
