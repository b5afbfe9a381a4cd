"""A reply that the browser saves as a file instead of showing it."""

from flask import Response

CSV = "text/csv; charset=utf-8"
JSON = "application/json"
PDF = "application/pdf"
SVG = "image/svg+xml"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def saved_file(content: str | bytes, content_type: str, name: str) -> Response:
    """The content under this name; a text goes as UTF-8."""
    response = Response(content, content_type=content_type)
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response
