"""In het kort fits on two A4."""

import re

import pytest

from tests.e2e.stage import INSPECTOR, Theatre
from tests.e2e.world import World

PAGE = re.compile(rb"/Type\s*/Page\b")


@pytest.mark.parametrize("path", ["kort", "aanbieder/{provider}/kort"], ids=["round", "provider"])
def test_it_prints_on_two_pages(theatre: Theatre, world: World, path: str):
    tail = path.format(provider=world.provider_id)
    with theatre.stage(world, INSPECTOR) as stage:
        stage.open(f"/ronde/{world.rounds['busy']}/resultaten/{tail}")
        pdf = stage.page.pdf(prefer_css_page_size=True)

    assert len(PAGE.findall(pdf)) <= 2
    assert b"/Page" in pdf
