"""The README names commands that exist."""

import re
import shlex

import pytest

from tests.house.repository import ROOT
from webapp.cli import run

README = (ROOT / "README.md").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
TARGETS = set(re.findall(r"^([a-z]+):", MAKEFILE, re.MULTILINE))
WORD = re.compile(r"[a-z]+")


@pytest.mark.parametrize("command", ["make demo", "make test"])
def test_readme_names_the_two_commands(command):
    assert command in named_commands(README, "make")


def test_every_target_that_the_readme_names_exists():
    assert {command.split()[1] for command in named_commands(README, "make")} <= TARGETS


def test_every_command_that_the_readme_names_exists(capsys):
    commands = named_commands(README, "bouwstenen")

    assert commands
    assert [one for one in commands if run([*one.split()[1:], "--help"]) != 0] == []


def test_every_target_is_phony_and_explained():
    phony = set(re.search(r"^\.PHONY: (.*)$", MAKEFILE, re.MULTILINE)[1].split())
    explained = set(re.findall(r"^([a-z]+):.*## ", MAKEFILE, re.MULTILINE))

    assert phony == explained == TARGETS


def test_commands_are_read_from_code_only():
    text = "Use make love, or `make demo PORT=5`.\n```\nbouwstenen round create --json\n```\n"

    assert named_commands(text, "make") == {"make demo"}
    assert named_commands(text, "bouwstenen") == {"bouwstenen round create"}


def named_commands(text, program):
    """The commands in the code of a Markdown text: the program and the plain words after it."""
    fenced = re.findall(r"^```[a-z]*\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    spans = re.findall(r"`([^`\n]+)`", text)
    lines = [line for block in fenced for line in block.splitlines()] + spans
    return {found for line in lines if (found := _command(line, program))}


def _command(line, program):
    words = shlex.split(line.partition("#")[0].replace("'", ""), posix=False)
    if not words or words[0].rpartition("/")[2] != program:
        return None
    plain = []
    for word in words[1:]:
        if not WORD.fullmatch(word):
            break
        plain.append(word)
    return " ".join([program, *plain]) if plain else None
