"""The lists that the register works with: kinds of provider, types of pupils, levels, and so on.

One file to change when the ministry makes a new kind: a line here, and a translation. Who works in
another country puts its provinces here.
"""

from webapp.i18n import gettext as _

TYPES = ("BA", "2", "3", "4", "6", "7", "9")

# Kinds with schools as members. A specifiek leersteuncentrum has none: for types 2, 4, 6 and 7 no
# network is formed or reported (circular NO/2017/01, part 2), it is asked for pupils one by one.
NETWORK_KINDS = frozenset({"expertisenetwerk", "ondersteuningsnetwerk", "leersteuncentrum"})


def provider_kinds() -> dict[str, str]:
    """Code → name in the current language, in the order in which forms offer them."""
    return {
        "buo-school": _("Buo-school"),
        "expertisenetwerk": _("Expertisenetwerk"),
        "ondersteuningsnetwerk": _("Ondersteuningsnetwerk"),
        "leersteuncentrum": _("Leersteuncentrum"),
        "specifiek-leersteuncentrum": _("Specifiek leersteuncentrum"),
    }


def levels() -> dict[str, str]:
    """Code → name of the levels of education; the register may know others from a file."""
    return {
        "kleuter": _("Kleuteronderwijs"),
        "lager": _("Lager onderwijs"),
        "secundair": _("Secundair onderwijs"),
        "hoger": _("Hoger onderwijs"),
    }


def nets() -> tuple[str, ...]:
    """What a form proposes; a file may bring others, and they stay as they were written."""
    return ("gemeenschapsonderwijs", "officieel gesubsidieerd", "vrij gesubsidieerd")


def provinces() -> tuple[str, ...]:
    """What a form and a file may choose from; what stands in the register already may stay."""
    return (
        *("Antwerpen", "Limburg", "Oost-Vlaanderen", "Vlaams-Brabant", "West-Vlaanderen"),
        "Brussels Hoofdstedelijk Gewest",
    )
