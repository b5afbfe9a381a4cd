"""deploy/nginx.conf: writes nothing about anybody, and fits what the platform does."""

import re

import pytest

from tests.deploy.nginx_file import NginxError, read_nginx
from tests.house.repository import ROOT
from webapp import MOST_BYTES_POSTED
from webapp.services.read_provider_file import MOST_BYTES

TEXT = (ROOT / "deploy" / "nginx.conf").read_text(encoding="utf-8")
FILE = read_nginx(TEXT)
SITE = FILE.all("server")[1]
LOCATIONS = SITE.all("location")


def headers():
    return {one.words[0]: one.words[1] for one in SITE.all("proxy_set_header")}


def test_neither_server_writes_about_a_request():
    assert len(FILE.all("server")) == 2
    for server in FILE.all("server"):
        assert server.words_of("access_log") == ("off",)
        assert server.words_of("error_log") == ("/dev/null", "crit")
    for location in LOCATIONS:
        assert not location.all("access_log")
        assert not location.all("error_log")


def test_nothing_that_is_sent_is_spooled_to_a_file():
    assert SITE.words_of("client_max_body_size") == ("64k",)
    assert SITE.words_of("client_body_buffer_size") == ("64k",)
    assert MOST_BYTES_POSTED == 64 * 1024
    assert SITE.words_of("proxy_max_temp_file_size") == ("0",)
    assert not re.search(r"proxy_(cache|store)\b", "\n".join(TEXT.splitlines()))


def test_larger_files_are_taken_only_where_staff_hand_them_in():
    (larger,) = [one for one in LOCATIONS if one.all("client_max_body_size")]

    pattern = re.compile(larger.words[1])
    assert larger.words[0] == "~"
    assert pattern.match("/beheer/aanbieders/inlezen")
    assert not any(
        pattern.match(path) for path in ("/", "/d/ABCDEFGH", "/aanmelden", "/instrument/x")
    )
    size = int(larger.words_of("client_max_body_size")[0].removesuffix("m")) * 1024 * 1024
    assert size > 2 * MOST_BYTES


def test_nobodys_address_goes_on():
    given = headers()

    assert {given[name] for name in ("X-Forwarded-For", "X-Real-IP", "Forwarded")} == {""}
    assert "$remote_addr" not in TEXT
    assert "$proxy_add_x_forwarded_for" not in TEXT
    assert (given["Host"], given["X-Forwarded-Host"]) == ("$host", "$host")
    assert given["X-Forwarded-Proto"] == "$scheme"


def test_no_limit_by_address_shuts_a_school_out():
    names = {one.name for one in (*SITE.block, *FILE.block)}

    assert not names & {"limit_req", "limit_conn", "limit_req_zone", "limit_conn_zone"}


def test_tls_is_modern_and_remembers_nobody():
    assert SITE.words_of("ssl_protocols") == ("TLSv1.2", "TLSv1.3")
    assert SITE.words_of("ssl_session_tickets") == ("off",)
    assert FILE.all("server")[0].words_of("return") == ("301", "https://$host$request_uri")


def test_a_platform_that_is_away_is_not_yet_received():
    assert SITE.words_of("error_page") == ("502", "504", "=503", "@later")
    (later,) = [one for one in LOCATIONS if one.words == ("@later",)]
    status, page = later.words_of("return")
    assert status == "503"
    assert "Nog niet ontvangen" in page
    assert ("Retry-After", "5", "always") in [one.words for one in later.all("add_header")]


def test_every_page_goes_to_the_platform():
    upstream = FILE.all("upstream")[0]
    assert upstream.all("server")[0].words == ("127.0.0.1:8000",)
    for location in LOCATIONS:
        if location.words != ("@later",):
            assert location.words_of("proxy_pass") == (f"http://{upstream.words[0]}",)


@pytest.mark.parametrize("text", ["a", "a {", "}", ";", 'a "b;', "a { b }", "a; }"])
def test_the_reader_refuses_what_nginx_refuses(text):
    with pytest.raises(NginxError):
        read_nginx(text)
