"""`/gezond`: whether this process can serve people."""

from flask import Blueprint, Response, jsonify
from sqlalchemy import text

from webapp.web.access import platform

bp = Blueprint("health", __name__)


@bp.get("/gezond")
def show() -> Response:
    """200 when the database answers; the error page says 503 when it does not."""
    with platform().database.reading() as session:
        session.execute(text("SELECT 1"))
    return jsonify(status="ok")
