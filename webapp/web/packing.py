"""Pages of figures travel packed: a results page is twelve times smaller so.

Only pages that were asked for with a GET: what answers a form may hold a secret beside what was
typed, and two of those packed together can tell one from the other (BREACH). The token in the head
of a page of staff is safe from that: its cookie is never sent along by another site (SameSite).
"""

import gzip

from flask import Flask, Response, request

_WORTH_IT = 4096  # bytes; less fits in a few packets anyway
_LEVEL = 5  # the last with which packing costs next to nothing


def register(app: Flask) -> None:
    """Pack what is worth it, where the browser can unpack it."""
    app.after_request(_pack)


def _pack(response: Response) -> Response:
    if request.method != "GET" or response.mimetype != "text/html":
        return response
    response.vary.add("Accept-Encoding")
    is_packed = "Content-Encoding" in response.headers
    if is_packed or response.get_etag()[0] or not request.accept_encodings["gzip"]:
        return response
    body = response.get_data()
    if len(body) >= _WORTH_IT:
        response.set_data(gzip.compress(body, compresslevel=_LEVEL, mtime=0))
        response.headers["Content-Encoding"] = "gzip"
    return response
