"""Whether a form that was sent is one of ours: for pages without a session."""

from urllib.parse import urlsplit

from flask import request


def is_from_this_site() -> bool:
    """No other site's form; a script or an old browser that says nothing is let in."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site in ("same-origin", "none")
    origin = request.headers.get("Origin")
    return origin is None or urlsplit(origin).netloc == request.host
