"""What a laptop of staff shows where there is no network: a page without data, kept by a worker."""

from flask import Blueprint, Response, current_app, render_template

from webapp.web.assets import Asset

bp = Blueprint("without_network", __name__)


@bp.get("/gesprek/zonder-netwerk")
def show() -> str:
    """Says that nothing is lost; a script of it counts what waits on the device."""
    return render_template("journal/without_network.html")


@bp.get("/gesprek/worker.js")
def worker() -> Response:
    """The service worker; under /gesprek/, since it is for conversations only."""
    script: Asset = current_app.extensions["assets"]["js/staff_worker.js"]
    return Response(script.body, mimetype="text/javascript", headers={"Cache-Control": "no-cache"})
