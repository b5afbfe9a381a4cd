"""Large pages travel packed, but never what answers a form."""

import gzip

from tests.builders import open_meeting

PACKS = {"Accept-Encoding": "gzip"}


def test_a_large_page_is_packed_for_who_can_unpack_it(inspector):
    plain = inspector.client.get("/instrument/okt-2020")
    packed = inspector.client.get("/instrument/okt-2020", headers=PACKS)

    assert "Content-Encoding" not in plain.headers
    assert packed.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in packed.headers["Vary"]
    assert int(packed.headers["Content-Length"]) == len(packed.data) < len(plain.data) / 4
    assert gzip.decompress(packed.data).decode().rstrip().endswith("</html>")


def test_a_small_page_is_not(client):
    assert "Content-Encoding" not in client.get("/bestaat-niet", headers=PACKS).headers


def test_what_answers_a_form_is_not(platform, client, round_id):
    meeting = open_meeting(platform, round_id, "scholen", slips=5)
    fields = {"code": meeting.slips[0], "remark_18": "Wat iemand schreef"}

    reply = client.post(f"/d/{meeting.join_code}", data=fields, headers=PACKS)

    assert "Wat iemand schreef" in reply.text
    assert len(reply.data) > 4096
    assert "Content-Encoding" not in reply.headers
