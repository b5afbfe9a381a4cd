"""Where somebody without an account cannot go on: nothing here, too late, too many guesses."""

from flask import Response, make_response, render_template

RETRY_SECONDS = 5


def show_nothing_here() -> Response:
    """One page for a wrong, an expired and a closed code: it tells nobody which."""
    return make_response(render_template("participant/nothing_here.html"))


def show_too_late() -> Response:
    """What was sent to a meeting that is closed."""
    return make_response(render_template("participant/too_late.html"))


def show_wait(_error: Exception) -> Response:
    """Many people are guessing codes at this moment."""
    response = make_response(render_template("participant/wait.html"), 503)
    response.headers["Retry-After"] = str(RETRY_SECONDS)
    return response
