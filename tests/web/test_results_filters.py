"""Choosing what to see of a round: whole batches, told on the page and in titles of files."""

import csv
import io

import pytest

from tests import builders
from tests.web.test_results import MANY, rows
from tests.web.visitor import Visitor
from webapp.db.models import Provider
from webapp.platform import Platform


def provider(platform: Platform, name: str, **traits: object) -> str:
    id_ = builders.provider(platform, name)
    with platform.database.writing() as session:
        for key, value in traits.items():
            setattr(session.get_one(Provider, id_), key, value)
    return id_


@pytest.fixture
def address(platform: Platform) -> str:
    """A round with two meetings of beleid: 6 people in Limburg, 12 in Antwerpen."""
    round_id = builders.open_round(platform)
    for name, province, times in (("Anker", "Limburg", 1), ("Boom", "Antwerpen", 2)):
        id_ = provider(platform, name, province=province, kind=f"{name.lower()}-school", pupils=20)
        meeting = builders.meeting_with(platform, round_id, MANY * times, provider_ids=[id_])
        builders.close(platform, meeting)
    return f"/ronde/{round_id}/resultaten"


@pytest.mark.parametrize(
    ("query", "people"),
    [
        ("", "18"),
        ("?provincie=Limburg", "6"),
        ("?provincie=Limburg&provincie=Antwerpen", "18"),
        ("?provincie=Limburg&type=3", "6"),
        ("?grootte=klein", "18"),
        ("?provincie=Nergens", "18"),
    ],
    ids=["all", "one", "two", "both conditions", "small", "unknown"],
)
def test_a_filter_takes_whole_batches(inspector: Visitor, address: str, query: str, people: str):
    page = inspector.open(f"{address}/visie{query}")

    assert rows(page, "1")["beleid"]["n"] == people


def test_the_page_and_its_files_say_what_was_chosen(inspector: Visitor, address: str):
    page = inspector.open(f"{address}?provincie=Limburg&grootte=reuzengroot")

    assert "Provincie: Limburg" in page.text
    assert "‘reuzengroot’ in het adres komt in deze ronde niet voor" in page.text
    links = {one.get("href") for one in page.all(".//a[@download]")}
    assert links
    assert all("provincie=Limburg" in link for link in links)
    table = inspector.open(f"{address}.csv?provincie=Limburg").response.text
    lines = list(csv.DictReader(io.StringIO(table.removeprefix("\ufeff")), delimiter=";"))
    assert {line["n"] for line in lines if line["n"]} == {"6"}
    picture = next(link for link in links if ".svg" in link)
    assert "Provincie: Limburg" in inspector.open(picture).response.text


def test_files_with_a_title_say_on_what_they_could_not_choose(inspector: Visitor, address: str):
    page = inspector.open(f"{address}?grootte=reuzengroot")
    links = [one.get("href") for one in page.all(".//a[@download]")]
    picture = next(link for link in links if ".svg" in link)

    assert "reuzengroot" in inspector.open(picture).response.text
    assert "reuzengroot" in inspector.open(f"{address}.json?grootte=reuzengroot").response.text


def test_what_was_chosen_goes_along_to_the_views_beside_it(
    inspector: Visitor, address: str, platform: Platform
):
    builders.open_round(platform)
    chosen = "?provincie=Limburg"
    overview = {one.get("href") for one in inspector.open(f"{address}{chosen}").all(".//a")}
    rounds = f"{address}/vergelijken/rondes"
    choose = {one.get("href") for one in inspector.open(f"{rounds}{chosen}").all(".//a")}

    assert f"{address}/vergelijken/inschatting{chosen}" in overview
    assert f"{rounds}{chosen}" in overview
    leading_on = {link for link in choose if link and link.startswith(f"{rounds}/")}
    assert leading_on
    assert all(link.endswith(chosen) for link in leading_on)


def test_nothing_left_is_told_apart_from_nothing_yet(inspector: Visitor, address: str):
    page = inspector.open(f"{address}?gesprekspartner=scholen")

    assert "Met deze keuze blijft er niets over." in page.text
    assert "Er zijn nog geen resultaten." not in page.text


def test_kinds_are_offered_only_when_switched_on_and_with_the_reason(
    inspector: Visitor, address: str, platform: Platform
):
    provider(platform, "Kreek", kind="buo-school")
    off = inspector.open(f"{address}?soort=buo-school")
    on = inspector.open(f"{address}?op-soort=1&soort=buo-school")

    assert not off.all(".//input[@name='soort']")
    assert "U ziet een deel van de ronde" not in off.text
    assert "het rapport zet soorten niet naast elkaar" in off.text
    assert "‘buo-school’ in het adres komt in deze ronde niet voor" in on.text
