"""The pages of remarks: going through them, two coders, hostile text, and what a provider reads."""

import json

import pytest

from tests import builders
from tests.web.conftest import signed_in_for
from tests.web.visitor import Visitor
from webapp.web import list_parts

HOSTILE = '</textarea><script src="//x">alert(1)</script> Ann {{ 7 * 7 }}'
LEFT = '</textarea><script src="//x">alert(1)</script> [naam] {{ 7 * 7 }}'


@pytest.fixture
def provider(platform):
    return builders.provider(platform, "Eigen")


@pytest.fixture
def round_id(platform, provider):
    round_id = builders.open_round(platform)
    sheets = [{"1": "passend", "remark_1": HOSTILE}] * 8
    meeting = builders.meeting_with(platform, round_id, sheets, provider_ids=[provider])
    builders.close(platform, meeting)
    return round_id


def decide(visitor: Visitor, text: str, answer: str = "lezen", page=None):
    """Decide about the first remark on the page as it was seen."""
    form = (page or visitor.page).all(".//li[@class='remark']/form")[0]
    fields = {one.get("name"): one.get("value") for one in form.iter("input")}
    fields |= {"text": text, "do": answer}
    return visitor.send(form.get("action"), list(fields.items()))


def test_remarks_are_gone_through_one_by_one(inspector, round_id):
    page = inspector.open(f"/ronde/{round_id}/opmerkingen")
    assert "0 van 8 nagekeken" in page.text
    assert page.all(".//textarea")[0].text == HOSTILE
    assert not page.all(".//script[@src='//x']")

    decide(inspector, LEFT)
    page = decide(inspector, "", "niet")

    assert "2 van 8 nagekeken" in page.text
    assert len(page.all(".//textarea")) == 6
    address = f"/ronde/{round_id}/opmerkingen?toon="
    assert inspector.open(address + "vrij").all(".//textarea")[0].text == LEFT
    assert inspector.open(address + "niet").all(".//textarea")[0].text == HOSTILE
    assert len(inspector.open(address + "alles&thema=visie").all(".//textarea")) == 8
    assert len(inspector.open(address + "alles&thema=werk").all(".//textarea")) == 0


def test_a_provider_reads_only_what_was_let_through_and_away_from_the_answers(
    app, platform, inspector, round_id, provider
):
    visitor = signed_in_for(app, platform, provider)
    address = f"/mijn-resultaten/{round_id}/opmerkingen"
    assert "nog geen opmerkingen die u kunt lezen" in visitor.open(address).text
    inspector.open(f"/ronde/{round_id}/opmerkingen")
    decide(inspector, LEFT)

    page = visitor.open(address)

    assert [one.text for one in page.all(".//p[@class='remark__text']")] == [LEFT]
    assert "Ann" not in page.response.text
    (main,) = page.all(".//main")
    assert "Passend" not in "".join(main.itertext())
    assert "Ann" not in visitor.open(f"/mijn-resultaten/{round_id}").response.text


def test_of_two_coders_the_second_keeps_what_was_typed(inspector, round_id):
    seen = inspector.open(f"/ronde/{round_id}/opmerkingen")
    decide(inspector, LEFT, page=seen)

    refused = decide(inspector, HOSTILE.replace("Ann", "[…]"), page=seen)

    assert refused.status == 409
    assert "Iemand anders las deze opmerking intussen na." in refused.text
    assert HOSTILE.replace("Ann", "[…]") in [one.text for one in refused.all(".//textarea")]
    assert "1 van 8 nagekeken" in refused.text


def test_script_hears_how_far_it_is_or_what_is_wrong(inspector, round_id):
    form = inspector.open(f"/ronde/{round_id}/opmerkingen").all(".//li[@class='remark']/form")[0]
    fields = {one.get("name"): one.get("value") for one in form.iter("input")}

    def send(**changed):
        data = {**fields, "text": LEFT, "do": "lezen", **changed}
        return inspector.client.post(form.get("action"), data=data, headers={"X-Part": "1"})

    wrong = [
        send(**changed)
        for changed in (
            {"text": "verzonnen"},
            {"text": "[…]"},
            {"text": "x" * 2000},
            {"do": "weg"},
            {"version": "-1"},
            {"version": "9"},
        )
    ]
    assert [one.status_code for one in wrong] == [409] * 6
    assert all(json.loads(one.text)["problem"] for one in wrong)
    assert json.loads(send().text) == {"version": 1, "done": 1, "words": "1 van 8 nagekeken"}


def test_many_remarks_come_page_by_page(inspector, round_id, monkeypatch):
    monkeypatch.setattr(list_parts, "PAGE_SIZE", 3)
    address = f"/ronde/{round_id}/opmerkingen"
    pages = [inspector.open(f"{address}?blad={n}") for n in (1, 2, 3)]

    ids = [one.get("id") for page in pages for one in page.all(".//li[@class='remark']")]
    assert len(set(ids)) == 8
    assert ids == sorted(ids)
    assert "Blad 3 van 3" in inspector.open(f"{address}?blad=99").text
    assert "Blad 1 van 3" in inspector.open(f"{address}?blad=x").text


def test_nothing_yet_and_what_does_not_exist(inspector, platform, round_id):
    empty = builders.open_round(platform)

    assert "Er zijn nog geen opmerkingen." in inspector.open(f"/ronde/{empty}/opmerkingen").text
    assert inspector.open("/ronde/bestaatniet/opmerkingen").status == 404
    inspector.open(f"/ronde/{round_id}/opmerkingen")
    token = inspector.page.all(".//*[@name='csrf_token']")[-1].get("value")
    fields = [("csrf_token", token), ("version", "0"), ("text", "x"), ("do", "lezen")]
    assert inspector.send(f"/ronde/{round_id}/opmerkingen/bestaatnie", fields).status == 404
