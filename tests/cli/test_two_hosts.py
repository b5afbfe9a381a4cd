"""Two servers on two ports with two homes and one PostgreSQL are one; one of them has the keys."""

import re
import time
from html import unescape
from http.cookiejar import CookieJar
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, Request, build_opener

import pytest
from sqlalchemy import select

from tests import builders
from tests.cli.test_serve import platform_url, serve, wait_until
from tests.promises.real_server import is_received, real_server
from webapp.db.models import Meeting
from webapp.instrument.loader import load_folder
from webapp.services.limit_sign_ins import FREE_TRIES
from webapp.services.staff_accounts import add_staff, set_password
from webapp.settings import ROOT

EMAIL, PASSWORD = "an@voorbeeld.be", "zeven grote paarden"

pytestmark = pytest.mark.parametrize("database_kind", ["postgresql"], indirect=True)


class Browser:
    """Keeps its cookies, whichever host answers; that is how a load balancer hands it around."""

    def __init__(self):
        self._opener = build_opener(HTTPCookieProcessor(CookieJar()))

    def open(self, server, path, fields=None):
        """(status, text, address) of a page, after redirects; a form is sent with its token."""
        address = f"http://{server.host}:{server.port}{path}"
        body = None
        if fields is not None:
            token = re.search(r'name="csrf_token"[^>]* value="([^"]+)"', self.open(server, path)[1])
            body = urlencode(fields | {"csrf_token": unescape(token.group(1))}).encode()
        request = Request(address, body, {"Sec-Fetch-Site": "same-origin", "Referer": address})
        try:
            with self._opener.open(request, timeout=20) as response:
                return response.status, response.read().decode(), response.url
        except HTTPError as error:
            with error:
                return error.code, error.read().decode(), error.url


def sign_in(browser, server, password=PASSWORD):
    return browser.open(server, "/aanmelden", {"email": EMAIL, "password": password})


@pytest.fixture
def round_id(platform):
    return builders.open_round(platform, load_folder(ROOT / "instruments").latest("okt-2020"))


def test_two_hosts_behave_as_one(platform, round_id, tmp_path):
    set_password(platform.database, add_staff(platform.database, EMAIL, "inspecteur"), PASSWORD)
    url, home = platform_url(platform), platform.settings.home
    few = {"WORKERS": "1"}
    with (
        real_server(url, tmp_path / "b", KEYSTORE="none", **few) as b,
        real_server(url, home, **few) as a,
    ):
        for host in (a, b):
            assert Browser().open(host, "/gezond/klaar")[:1] == (200,)
        anne = Browser()
        assert sign_in(anne, a)[2].endswith("/beheer")
        meeting = open_on(anne, b, platform, round_id)
        fill_in_on_both(meeting, a, b)
        stand = f"/gesprek/{meeting.id}/stand"
        assert anne.open(a, stand)[1] == anne.open(b, stand)[1]
        assert "6 van ongeveer 6 ontvangen" in anne.open(a, stand)[1]

        closing = anne.open(b, f"/gesprek/{meeting.id}/sluiten", {"confirm": "y"})
        assert "De server met de sleutels opent" in closing[1]
        wait_until(lambda: meeting.state(platform) == "closed", 20)
        assert not platform.keystore.has(meeting.id)
        assert list((tmp_path / "b").glob("keystore/*.key")) == []
        assert "6 formulieren geteld" in anne.open(b, stand)[1]

        refuse_another_secret_and_other_keys(platform, tmp_path)
        guess_on_both(a, b)
        leave(anne, a)
        assert "/aanmelden" in anne.open(b, "/beheer")[2]


def open_on(anne, server, platform, round_id):
    """Open a meeting through the page of the host that has no keystore."""
    path = f"/ronde/{round_id}/gesprek/nieuw"
    fields = {"group": "beleid", "expected": "6", "slips": "y"}
    end = time.monotonic() + 10
    while True:  # the first keys are in stock within a second or two
        status, page, _address = anne.open(server, path, fields | {"meeting_id": ""})
        if "Er ligt geen sleutel klaar" not in page:
            break
        assert time.monotonic() < end
        time.sleep(0.3)
    assert status == 200
    with platform.database.reading() as session:
        (meeting,) = session.scalars(select(Meeting))
    slips = [one.replace(" ", "") for one in re.findall(r'slip__code">([^<]+)<', page)]
    assert len(slips) == 6
    return builders.OpenMeeting(meeting.id, meeting.join_code, tuple(slips), None, None)


def fill_in_on_both(meeting, a, b):
    for at, slip in enumerate(meeting.slips):
        fields = {"1": "passend"}
        assert is_received((a, b)[at % 2], meeting, slip, fields)
    assert is_received(a, meeting, meeting.slips[1], {"1": "deels"})  # the same person again


def refuse_another_secret_and_other_keys(platform, tmp_path):
    refused = serve(platform, "--port", "0", SECRET_KEY="quite another key, of enough characters")
    assert refused.returncode == 1
    assert "geef alle servers dezelfde" in refused.stderr
    refused = serve(platform, "--port", "0", BOUWSTENEN_HOME=str(tmp_path / "c"))
    assert refused.returncode == 1
    assert "KEYSTORE=none" in refused.stderr


def guess_on_both(a, b):
    stranger = Browser()
    for at in range(FREE_TRIES):
        assert "horen niet bij elkaar" in sign_in(stranger, (a, b)[at % 2], "fout")[1]
    for server in (a, b):
        assert "Te veel pogingen" in sign_in(stranger, server)[1]


def leave(anne, server):
    token = re.search(r'name="csrf_token"[^>]* value="([^"]+)"', anne.open(server, "/account")[1])
    address = f"http://{server.host}:{server.port}/afmelden"
    body = urlencode({"csrf_token": unescape(token.group(1))}).encode()
    anne._opener.open(Request(address, body, {"Referer": address}), timeout=20).close()
