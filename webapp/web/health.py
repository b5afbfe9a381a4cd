"""`/gezond` and `/gezond/klaar`: whether this process lives, and whether it can serve people."""

from flask import Blueprint, Response, jsonify

from webapp.services.check_ready import why_not_ready
from webapp.web.access import platform
from webapp.web.errors import RETRY_SECONDS

bp = Blueprint("health", __name__)


@bp.get("/gezond")
def show() -> Response:
    """200 as long as the process answers; a restart would not mend what is wrong elsewhere."""
    return jsonify(status="ok")


@bp.get("/gezond/klaar")
def ready() -> Response:
    """200 when people can be sent here; else 503 and one word why."""
    reason = why_not_ready(platform())
    if reason is None:
        return jsonify(status="ok")
    response = jsonify(status="not-ready", reason=reason)
    response.status_code = 503
    response.headers["Retry-After"] = str(RETRY_SECONDS)
    return response
