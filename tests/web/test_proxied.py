"""Behind a proxy with TLS: secure cookies, our own name only, and nobody's address."""

from dataclasses import replace

import pytest
from flask import Flask, request

from webapp import create_app
from webapp.platform import Platform

HOST = "bouwstenen.voorbeeld.be"
AS_NGINX = {"Host": HOST, "X-Forwarded-Host": HOST, "X-Forwarded-Proto": "https"}

pytestmark = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)


@pytest.fixture
def app(platform: Platform) -> Flask:
    settings = replace(platform.settings, https=True, proxy_hops=1, trusted_hosts=(HOST,))
    return create_app(settings, replace(platform, settings=settings))


def test_pages_and_cookies_are_for_https_only(app: Flask) -> None:
    response = app.test_client().get("/aanmelden", headers=AS_NGINX)

    assert response.status_code == 200
    assert response.headers["Strict-Transport-Security"].startswith("max-age=31536000")
    cookie = response.headers["Set-Cookie"]
    assert cookie.startswith("__Host-bouwstenen=")
    assert all(part in cookie for part in ("Secure", "HttpOnly", "SameSite=Lax", "Path=/"))
    assert "Set-Cookie" not in app.test_client().get("/", headers=AS_NGINX).headers


@pytest.mark.parametrize("path", ["/", "/aanmelden", "/d/ABCDEFGH", "/gezond"])
def test_another_name_is_answered_without_a_page(app: Flask, path: str) -> None:
    response = app.test_client().get(path, headers={"Host": "elders.voorbeeld.be"})

    assert (response.status_code, response.mimetype) == (400, "text/plain")
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]


def test_address_of_the_proxy_is_all_that_there_is(app: Flask) -> None:
    with app.test_request_context("/", headers=AS_NGINX):
        assert request.remote_addr in (None, "127.0.0.1")
