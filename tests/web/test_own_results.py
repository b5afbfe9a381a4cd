"""What people of a provider see: their own by name, the others together, and nothing else."""

from flask import Flask

from tests import builders
from tests.web.conftest import signed_in_for
from tests.web.test_comparisons import ALL_OTHER, round_with
from tests.web.test_results import MANY
from webapp.platform import Platform
from webapp.services.close_round import close_round


def test_a_provider_sees_itself_by_name_and_the_others_only_together(
    app: Flask, platform: Platform
) -> None:
    round_id, providers, _ = round_with(platform, MANY * 2, ALL_OTHER, ALL_OTHER, ALL_OTHER)
    visitor = signed_in_for(app, platform, providers[0])
    assert visitor.page.title == "Mijn resultaten"

    open_round = visitor.open(f"/mijn-resultaten/{round_id}").text
    close_round(platform.database, platform.keystore, round_id)
    closed_round = visitor.open(f"/mijn-resultaten/{round_id}").text

    assert f"{round_id} 0" in closed_round
    assert not any(f"{round_id} {n}" in open_round + closed_round for n in (1, 2, 3))
    assert "12 van 12 tegenover 0 van 36" in closed_round
    assert "van 36" not in open_round


def test_two_others_are_never_together(app: Flask, platform: Platform) -> None:
    round_id, providers, _ = round_with(platform, MANY, ALL_OTHER, ALL_OTHER)
    close_round(platform.database, platform.keystore, round_id)

    page = signed_in_for(app, platform, providers[0]).open(f"/mijn-resultaten/{round_id}")

    assert "nog geen drie andere aanbieders" in page.text
    assert "van 24" not in page.text


def test_before_there_is_anything_the_page_says_so(app: Flask, platform: Platform) -> None:
    visitor = signed_in_for(app, platform, builders.provider(platform, "Nieuw"))

    assert "Er zijn nog geen gesprekken" in visitor.page.text
    assert visitor.open(f"/mijn-resultaten/{builders.open_round(platform)}").status == 404
