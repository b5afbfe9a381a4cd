"""No number of a batch comes out but through the release rule: every page, file and command.

The walk goes over all routes and links as every role, and over all commands and formats, before
and after the stored numbers change. What differs, tells of those numbers.
"""

import pytest
from argon2 import PasswordHasher

from tests.promises.ways_out import (
    World,
    answers,
    commands,
    endpoints,
    printed,
    telling,
    walked,
)
from webapp import create_app
from webapp.analysis import release
from webapp.services import staff_accounts

pytestmark = pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)

LEADERS = {"inspecteur", "beheerder"}

# Where the walk does not get to with an answer of 200, and why no figure comes out there.
NOT_WALKED = {
    "static": "our own files",
    "statements.security": "a contact, where one is set",
}
# Pages that ask before something is signed or changed: what inspectors and leaders wrote.
NOT_WALKED |= dict.fromkeys(
    ("closing.edit", "estimate_signing.finish", "estimate_signing.withdraw"), "no batch is read"
)
NOT_WALKED["team_judgement.shared"] = "as team_judgement.beside, of what a provider shares"
NOT_WALKED |= dict.fromkeys(
    ("networks.join", "networks.leave", "networks.contact", "networks.life"),
    "only of a network: schools and years, no batch is read",
)
NOT_WALKED["provider_merges.undo"] = "only where two were merged: a name, no batch is read"
NOT_WALKED |= dict.fromkeys(
    ("mailing.state", "mailing.stop"), "only while mails leave: how many, no batch is read"
)
NOT_WALKED |= dict.fromkeys(
    ("second_step.code", "second_step.set_up"), "only between a password and being signed in"
)
WITHOUT_FIGURES = {"results.choose_round"}  # leads to the comparison that has them


@pytest.fixture
def world(platform, monkeypatch):
    quick = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    monkeypatch.setattr(staff_accounts, "_hasher", quick)
    monkeypatch.setattr(staff_accounts, "_hash_of_nobody", lambda: quick.hash("nobody"))
    return World(platform, create_app(platform.settings, platform))


@pytest.fixture
def nothing_released(monkeypatch):
    """The one rule, changed so that it lets nothing out."""
    monkeypatch.setattr(release, "_sum_batches", lambda *_arguments: {})


def differing(before, after):
    assert before.keys() == after.keys()
    return {key for key in before if before[key] != after[key]}


def routes(world):
    rules = world.app.url_map.iter_rules()
    return {rule.endpoint for rule in rules if "GET" in rule.methods}


def test_the_walk_gets_everywhere_and_sees_numbers_change(world):
    """The positive control: with the rule in place, all results differ when the numbers do."""
    before = walked(world)

    world.change_numbers(world.batch_ids())

    changed = differing(before, answers(world, before))
    results = {name for name in routes(world) if name.startswith(("results.", "short."))}
    results -= WITHOUT_FIGURES
    assert results <= endpoints(world, {key: before[key] for key in changed})
    assert routes(world) - NOT_WALKED.keys() - endpoints(world, before) == set()
    assert {role for role, _ in changed} - {"aanbieder"} == LEADERS | {"lezer"}


def test_a_provider_sees_nothing_of_others_while_the_round_is_open(world):
    before = walked(world, ["aanbieder"])

    world.change_numbers(world.batches_without(world.providers[0]))

    assert differing(before, answers(world, before)) == set()
    world.change_numbers(world.batch_ids())
    assert differing(before, answers(world, before))  # but its own it does see


def test_no_page_or_file_tells_what_the_rule_did_not_let_out(world, nothing_released):
    """Of remarks: to coders all, to a provider what is left of those about itself alone."""
    world.write_remarks("zeldzaam verhaal", left="[…] verhaal")
    before = walked(world)

    world.change_numbers(world.batch_ids())

    after = answers(world, before)
    assert differing(before, after) == set()
    coders = {(role, "remarks.show") for role in LEADERS}
    assert telling(world, after, b"zeldzaam") == coders
    assert telling(world, after, b"verhaal") == coders | {("aanbieder", "own_results.remarks")}
    of_provider = after["aanbieder", f"/mijn-resultaten/{world.round}/opmerkingen"]
    assert of_provider[1].count(b"verhaal") == 1  # that of its one batch of eight writers


def test_nothing_tells_of_batches_that_are_held_back_or_too_small(world):
    world.close_round()
    world.raise_threshold(8)
    world.hold_back(world.batch_ids()[::3])
    before = walked(world)

    world.change_held_back_and_small()

    assert differing(before, answers(world, before)) == set()


def test_no_command_prints_what_the_rule_did_not_let_out(world, monkeypatch, capfdbinary):
    world.write_remarks("zeldzaam verhaal", left="een verhaal")
    before = printed(world, monkeypatch, capfdbinary)
    assert not any("verhaal" in repr(content) for content in before.values())
    world.change_numbers(world.batch_ids())
    let_out = differing(before, printed(world, monkeypatch, capfdbinary))
    monkeypatch.setattr(release, "_sum_batches", lambda *_arguments: {})

    before = printed(world, monkeypatch, capfdbinary)
    world.change_numbers(world.batch_ids())

    assert {line for line in before if line.startswith("results")} == let_out
    assert {words[0] for words, _ in commands()} >= {"results", "meeting", "round"}
    assert differing(before, printed(world, monkeypatch, capfdbinary)) == set()
