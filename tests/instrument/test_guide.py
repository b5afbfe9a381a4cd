"""The guide for authors: what it shows is right, and it names every key."""

import json
import re
from pathlib import Path

import pytest
import yaml

from webapp.instrument.checks import find_problems
from webapp.instrument.reading import read_source
from webapp.instrument.shape import SCHEMA_PATH

GUIDE = (Path(__file__).parents[2] / "docs" / "guides" / "instrument-schrijven.md").read_text(
    "utf-8"
)
EXAMPLES = re.findall(r"```yaml\n(.*?)```", GUIDE, re.DOTALL)
WHOLE, *PARTS = EXAMPLES


def test_whole_example_has_no_mistakes():
    assert find_problems(read_source(WHOLE.encode())) == []


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.partition(":")[0])
def test_part_fits_in_the_whole_example(part):
    whole, added = yaml.safe_load(WHOLE), yaml.safe_load(part)
    if "lineage" in added:
        whole["version"] = "2"
    if "languages" in added:
        added = {"title": added["title"]}
        whole = whole | {"languages": ["nl", "fr"]}

    text = yaml.safe_dump(whole | added, allow_unicode=True)
    problems = find_problems(read_source(text.encode()))

    assert not [one for one in problems if "ontbreekt in: fr" not in one.message]
    assert not [one for one in problems if "title" in one.message]


@pytest.mark.parametrize("key", json.loads(SCHEMA_PATH.read_text("utf-8"))["properties"])
def test_every_key_is_explained(key):
    assert f"`{key}`" in GUIDE
