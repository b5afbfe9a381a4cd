"""In het kort: words and four figures."""

from tests.web.test_comparisons import ALL_OTHER, round_with
from tests.web.test_results import MANY
from tests.web.visitor import Visitor
from webapp.platform import Platform

APART = [{"1": "passend", "3": "niet"}, {"1": "niet", "3": "niet"}] * 6


def test_a_round_in_short_has_words_and_four_figures(platform: Platform, inspector: Visitor):
    round_id, _, _ = round_with(platform, APART, ALL_OTHER)

    page = inspector.open(f"/ronde/{round_id}/resultaten/kort")

    assert page.title == "In het kort: Proefronde"
    assert "Aantal mensen dat sprak: Beleid 24. 2 aanbieders." in page.text
    assert "Passend betekent: van toepassing hier." in page.text
    assert [figure.get("id") for figure in page.all(".//figure")] == [
        "kort-alles",
        "kort-naast-elkaar",
        "kort-uiteen",
        "themas-beleid-scholen",
    ]


def test_marks_in_short_say_what_they_are_a_share_of(platform: Platform, inspector: Visitor):
    round_id, providers, _ = round_with(platform, APART, MANY * 2, MANY * 2, MANY * 2)

    page = inspector.open(f"/ronde/{round_id}/resultaten/aanbieder/{providers[0]}/kort")

    dots = [one for one in page.all(".//figure") if "naast" in (one.get("id") or "")]
    assert dots
    assert "dat ‘Passend’ koos" in "".join(dots[0].itertext())


def test_what_runs_apart_is_told_with_its_consensus(platform: Platform, inspector: Visitor):
    round_id, providers, _ = round_with(platform, APART)

    page = inspector.open(f"/ronde/{round_id}/resultaten/aanbieder/{providers[0]}/kort")

    assert "1. een eigen visie – Beleid (0)" in page.text
    assert "3. aanmelding" not in "".join(page.all(".//figure[@id='kort-uiteen']")[0].itertext())
    assert "0 als de helft aan elk uiteinde staat" in page.text


def test_nothing_yet_is_said_in_short_too(inspector: Visitor, round_id: str):
    page = inspector.open(f"/ronde/{round_id}/resultaten/kort")

    assert "Er zijn nog geen resultaten." in page.text
    assert not page.all(".//figure")


def test_a_filter_stays_told(platform: Platform, inspector: Visitor):
    round_id, providers, _ = round_with(platform, MANY, ALL_OTHER)

    page = inspector.open(f"/ronde/{round_id}/resultaten/kort?aanbieders={providers[1]}")

    assert "U ziet een deel van de ronde:" in page.text
    assert "Aantal mensen dat sprak: Beleid 12." in page.text
