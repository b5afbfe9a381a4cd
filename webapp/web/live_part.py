"""A part of a page that a script asks for again and again."""

import hashlib

from flask import Response, request
from werkzeug.wrappers import Response as AnyResponse


def live_part(html: str) -> AnyResponse:
    """The part with an ETag of its content; 304 when nothing changed."""
    response = Response(html)
    response.set_etag(hashlib.sha256(html.encode()).hexdigest()[:16])
    response.headers["Cache-Control"] = "no-cache, private"
    return response.make_conditional(request)
