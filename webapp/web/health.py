"""`/gezond`: whether this process can serve people."""

from flask import Blueprint, Response, jsonify

from webapp.web.access import platform

bp = Blueprint("health", __name__)


@bp.get("/gezond")
def show() -> Response:
    """200 when the database answers; the error page says 503 when it does not."""
    platform().database.ask()
    return jsonify(status="ok")
