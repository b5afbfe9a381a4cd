"""Whether this host can serve people now; a reason that tells strangers nothing."""

import shutil
from functools import cache

from webapp.db.errors import DatabaseError
from webapp.db.schema import newest_revision, revision_now
from webapp.platform import Platform
from webapp.services.agree_on_secret import has_our_secret
from webapp.services.keep_keys import state_of_keystore

LEAST_FREE_BYTES = 200 * 1024 * 1024


def why_not_ready(platform: Platform) -> str | None:
    """`database`, `schema`, `secret`, `keystore` or `disk`; None: it is ready."""
    try:
        if revision_now(platform.database) != _newest():
            return "schema"
        if not has_our_secret(platform.database, platform.settings.secret_key):
            return "secret"
        if not _can_keep_keys(platform):
            return "keystore"
    except DatabaseError:
        return "database"
    try:
        free = shutil.disk_usage(platform.settings.home).free
    except OSError:
        return "disk"
    return None if free >= LEAST_FREE_BYTES else "disk"


def _can_keep_keys(platform: Platform) -> bool:
    if not platform.keystore.is_here:
        return True
    state = state_of_keystore(platform.database, platform.keystore)
    return (state.is_ours or state.is_new) and platform.keystore.is_writable()


@cache
def _newest() -> str | None:
    return newest_revision()
