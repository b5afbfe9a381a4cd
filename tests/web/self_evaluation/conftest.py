"""A coordinator, and a self-evaluation that is prepared, runs or is closed."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from flask import Flask

from tests import builders
from tests.web.conftest import signed_in_for
from tests.web.visitor import Page, Visitor
from webapp.platform import Platform
from webapp.services.today import today

Fields = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Coordinator:
    """Somebody of a provider, in a browser without JavaScript."""

    provider_id: str
    visitor: Visitor

    def prepare(self) -> str:
        """Begin a new one; gives the address of its steps."""
        page = self.visitor.open("/mijn-aanbieder/zelfevaluaties")
        page.fill(instrument="okt-2020@1").send()
        return self.visitor.page.response.request.path.rsplit("/", 1)[0]

    def send(self, address: str, fields: Fields) -> Page:
        """What a form sends to this address."""
        page = self.visitor.open("/mijn-aanbieder/zelfevaluaties")
        token = page.all(".//input[@name='csrf_token']")[0].get("value", "")
        return self.visitor.send(address, [("csrf_token", token), *fields])

    def fill_in(self, people: int = 6) -> str:
        """The first three steps, for the schools without slips; gives their address."""
        steps = self.prepare()
        for step, fields in first_steps(people).items():
            self.send(f"{steps}/{step}", fields)
        return steps

    def start(self, people: int = 6) -> str:
        """All four steps; gives the id of the round."""
        steps = self.fill_in(people)
        self.send(f"{steps}/starten", [])
        return steps.rsplit("/", 1)[1]


def first_steps(people: int = 6) -> dict[str, list[tuple[str, str]]]:
    """Step → what its form sends, on to the next."""
    day = today().isoformat()
    return {
        "bouwstenen": [
            *(("blocks_scholen", id_) for id_ in ("18", "19", "20")),
            ("own_0", "een warm onthaal"),
            ("own_groups_0", "scholen"),
            ("to", "groepen"),
        ],
        "groepen": [
            ("expected_scholen", str(people)),
            ("way_scholen", "code"),
            ("setting_scholen", "alone"),
            ("to", "wanneer"),
            ("confirm", "y"),
        ],
        "wanneer": [
            ("title", "Hoe doen we het?"),
            ("starts_on", day),
            ("ends_on", day),
            ("contact", "privacy@voorbeeld.be"),
            ("to", "nakijken"),
        ],
    }


@pytest.fixture
def coordinator_of(app: Flask, platform: Platform) -> Callable[[str], Coordinator]:
    """A coordinator of a provider of this name."""

    def make(name: str) -> Coordinator:
        provider_id = builders.provider(platform, name)
        return Coordinator(provider_id, signed_in_for(app, platform, provider_id))

    return make


@pytest.fixture
def coordinator(coordinator_of: Callable[[str], Coordinator]) -> Coordinator:
    return coordinator_of("Voorbeeldaanbieder")
