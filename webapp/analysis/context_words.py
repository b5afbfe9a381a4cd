"""Context figures in words: their titles, and where printed numbers and their parts differ."""

from collections.abc import Mapping

from webapp.analysis.context import CONTEXT_KINDS, ContextFigure, Difference
from webapp.i18n import gettext as _


def figure_title(kind_id: str) -> str:
    """What a figure is about, by the id of its kind."""
    return _titles()[kind_id]


def axis_title(axis: str) -> str:
    """What the names along an axis are."""
    return _axes()[axis]


def counted_in(figure: ContextFigure) -> str:
    """What its numbers are numbers of."""
    return {
        "leerlingen": _("leerlingen"),
        "scholen": _("buo-scholen"),
        "aanbieders": _("aanbieders"),
    }[figure.kind.counted]


def total_sentence(figure: ContextFigure) -> str:
    """How many there are in all, and whether that number was printed or added up."""
    values = {"n": figure.total(), "counted": counted_in(figure)}
    is_printed = figure.cell(None, None) is not None
    if figure.kind.counts_schools_by_type:
        total = (
            _("In totaal, zoals gedrukt: %(n)s.", **values)
            if is_printed
            else _("Samengeteld: %(n)s.", **values)
        )
        return total + " " + _("Een buo-school telt mee bij elk type dat ze ondersteunt.")
    if not is_printed:
        return _("Samengeteld: %(n)s %(counted)s.", **values)
    return _("In totaal, zoals gedrukt: %(n)s %(counted)s.", **values)


def difference_sentence(difference: Difference) -> str:
    """What is printed, and what its parts or another figure give instead."""
    values = {
        "where": _where(difference),
        "printed": difference.printed,
        "found": difference.found,
        "gap": abs(difference.printed - difference.found),
    }
    if difference.other is not None:
        title = figure_title(difference.other)
        return _(
            "%(where)s: hier %(printed)s, in de figuur ‘%(title)s’ %(found)s "
            "(een verschil van %(gap)s).",
            title=title,
            **values,
        )
    if difference.is_percent:
        return _(
            "%(where)s: gedrukt als %(printed)s %%, nagerekend %(found)s %%.",
            **values,
        )
    return _(
        "%(where)s: gedrukt totaal %(printed)s, de delen samen %(found)s "
        "(een verschil van %(gap)s).",
        **values,
    )


def _where(difference: Difference) -> str:
    named = [name for name in (difference.row, difference.column) if name is not None]
    return ", ".join(named) if named else _("Alles samen")


def _titles() -> Mapping[str, str]:
    titles = (
        _("Leerlingen met ondersteuning, per type en provincie"),
        _("Leerlingen met ondersteuning, per net"),
        _("Buo-scholen die ondersteunen, per type en provincie"),
        _("Hoeveel types een buo-school ondersteunt"),
        _("Hoe groot de aanbieders zijn"),
        _("In hoeveel netten een buo-school ondersteunt"),
        _("Ondersteuning over de netten heen: wie ondersteunt leerlingen in welk net"),
        _("Waar de expertise vandaan komt, per type"),
    )
    return dict(zip(CONTEXT_KINDS, titles, strict=True))


def _axes() -> Mapping[str, str]:
    return {
        "type": _("Type"),
        "provincie": _("Provincie"),
        "net": _("Net"),
        "net-leerling": _("Net van de leerling"),
        "aantal-types": _("Aantal types"),
        "aantal-netten": _("Aantal netten"),
        "grootte": _("Leerlingen"),
        "herkomst": _("Herkomst"),
    }
