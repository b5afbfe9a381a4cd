"""The README names commands that exist."""

import re

import pytest

from tests.house.repository import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
TARGETS = set(re.findall(r"^([a-z]+):", MAKEFILE, re.MULTILINE))
NAMED_TARGETS = sorted(set(re.findall(r"\bmake ([a-z]+)\b", README)))
NAMED_COMMANDS = sorted(set(re.findall(r"\bbouwstenen ([a-z]+(?: [a-z]+)?)", README)))


@pytest.mark.parametrize("command", ["make demo", "make test"])
def test_readme_names_the_two_commands(command):
    assert command in README


def test_every_target_that_the_readme_names_exists():
    assert set(NAMED_TARGETS) <= TARGETS


def test_every_target_without_a_file_is_phony_and_explained():
    phony = set(re.search(r"^\.PHONY: (.*)$", MAKEFILE, re.MULTILINE)[1].split())
    explained = set(re.findall(r"^([a-z]+):.*## ", MAKEFILE, re.MULTILINE))

    assert phony == explained == TARGETS
