"""What the system refuses to do, in words of ours."""

import errno

from webapp.i18n import gettext as _


def text_of_system(error: OSError) -> str:
    """What was refused, of which file where the system says so, as one sentence."""
    known = {
        errno.ENOENT: _("bestaat niet"),
        errno.EACCES: _("u hebt er geen toegang toe"),
        errno.EISDIR: _("is een map"),
        errno.ENOTDIR: _("is geen map"),
        errno.EEXIST: _("is geen map"),  # where a folder had to be
        errno.ENOSPC: _("de schijf is vol"),
        errno.EROFS: _("hier kan niet geschreven worden"),
    }
    why = known.get(error.errno or 0, error.strerror or str(error))
    if error.filename is None:
        return _("Het systeem weigert: %(why)s.", why=why)
    return _("%(file)s: %(why)s.", file=error.filename, why=why)
