"""What a participant filled in, read once per request.

A browser sends every field of a form. More than half of them are remarks that nobody wrote, so
the empty ones are left out before anything is decoded: reading them took a fifth of the time of
an answer (docs/decisions/0012).
"""

import re
from urllib.parse import parse_qsl

from flask import request
from werkzeug.datastructures import MultiDict

_KEPT = "bouwstenen.filled_in"
_EMPTY_CONFIRM = re.compile(rb"(?:^|&)confirm=(?:&|$)")


def filled_in() -> MultiDict[str, str]:
    """The fields of the posted form that hold something, in their order.

    Also `confirm` without a value, as a script may send that button: it counts by being there.
    Raises RequestEntityTooLarge for a body that is too big.
    """
    if _KEPT not in request.environ:  # not in `g`, which can outlive a request
        request.environ[_KEPT] = _read()
    fields: MultiDict[str, str] = request.environ[_KEPT]
    return fields


def _read() -> MultiDict[str, str]:
    if request.mimetype != "application/x-www-form-urlencoded":
        return request.form
    body = request.get_data()  # kept, so that request.form can still be asked for
    fields = MultiDict(parse_qsl(body.decode(errors="replace"), errors="replace"))
    if _EMPTY_CONFIRM.search(body):
        fields.setdefault("confirm", "")
    return fields
