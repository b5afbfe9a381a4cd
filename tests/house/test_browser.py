"""The browser of the tests notices what a visitor would suffer from."""

import re
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from tests.browser import Watch

POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'"
PAGES = {
    "/sound": "<title>Goed</title><h1>Dag</h1>",
    "/error": "<title>x</title><script src=/fault.js></script>",
    "/fault.js": "undefined_thing()",
    "/logs": "<title>x</title><script src=/log.js></script>",
    "/log.js": "console.error('broken')",
    "/inline": "<title>x</title><p style='color: red'>x</p>",
    "/foreign": "<title>x</title><script src=/foreign.js></script>",
    "/foreign.js": "new Image().src = 'http://elsewhere.example/pixel.png'",
    "/missing": "<title>x</title><script src=/nothing-here.js></script>",
}


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        body = PAGES.get(self.path)
        self.send_response(404 if body is None else 200)
        kind = "text/javascript" if self.path.endswith(".js") else "text/html"
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Security-Policy", POLICY)
        self.end_headers()
        self.wfile.write((body or "").encode())

    def log_message(self, *_):
        pass


@pytest.fixture(scope="module")
def address():
    with ThreadingHTTPServer(("127.0.0.1", 0), _Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture
def watch_a_page(browser):
    """A page with its watch apart, so that what it notes does not fail the test."""
    contexts = []

    def make(*, javascript):
        context = browser.new_context(java_script_enabled=javascript)
        contexts.append(context)
        page, watch = context.new_page(), Watch()
        watch.follow(page)
        return page, watch

    yield make
    for context in contexts:
        context.close()


@pytest.mark.parametrize("javascript", [True, False], ids=["javascript", "no javascript"])
def test_sound_page_shows_and_raises_nothing(new_page, address, javascript):
    page = new_page(320, 640, javascript=javascript)

    page.goto(f"{address}/sound")

    assert page.get_by_role("heading").inner_text() == "Dag"
    assert page.viewport_size == {"width": 320, "height": 640}
    assert page.evaluate("navigator.language") == "nl-BE"


@pytest.mark.parametrize(
    ("path", "problem"),
    [
        ("/error", "script error: undefined_thing is not defined"),
        ("/logs", "console: broken"),
        ("/inline", "console: .*Content Security Policy"),
        ("/foreign", "request to another host: http://elsewhere.example/pixel.png"),
        ("/missing", "answered 404: .*/nothing-here.js"),
    ],
)
def test_problem_of_a_page_is_noted(watch_a_page, address, path, problem):
    page, watch = watch_a_page(javascript=True)

    page.goto(f"{address}{path}", wait_until="networkidle")

    assert any(re.match(problem, line) for line in watch.problems), watch.problems


@pytest.mark.parametrize("javascript", [True, False], ids=["javascript", "no javascript"])
def test_breach_of_the_content_policy_is_noted(watch_a_page, address, javascript):
    page, watch = watch_a_page(javascript=javascript)

    page.goto(f"{address}/inline", wait_until="networkidle")

    assert "Content Security Policy" in "".join(watch.problems)


def test_page_may_have_the_problems_that_a_test_expects(new_page, address):
    page = new_page(tolerate=["^console: broken$"])

    page.goto(f"{address}/logs", wait_until="networkidle")
