"""How far an action is, in a word."""

from webapp.i18n import gettext as _


def state_names() -> dict[str, str]:
    """State → what it is called on the screen, in the order of the form."""
    return {
        "planned": _("Gepland"),
        "running": _("Bezig"),
        "done": _("Klaar"),
        "stopped": _("Gestopt"),
    }
