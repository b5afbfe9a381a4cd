"""The kinds of provider that the register knows."""

from webapp.i18n import gettext as _


def provider_kinds() -> dict[str, str]:
    """Code → name in the current language, in the order in which forms offer them."""
    return {
        "buo-school": _("Buo-school"),
        "expertisenetwerk": _("Expertisenetwerk"),
        "ondersteuningsnetwerk": _("Ondersteuningsnetwerk"),
        "leersteuncentrum": _("Leersteuncentrum"),
        "specifiek-leersteuncentrum": _("Specifiek leersteuncentrum"),
    }
