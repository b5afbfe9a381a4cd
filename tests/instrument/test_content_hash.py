"""The fingerprint of an instrument: what changes it, and what does not."""

import hashlib

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.instrument.documents import document
from webapp.instrument.content_hash import content_hash
from webapp.instrument.reading import read_source

TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=20)
VALUES = st.recursive(
    TEXTS | st.booleans() | st.integers(-1000, 1000),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=12,
)


def shuffled(value, random):
    """The same value with the keys of every block in another order."""
    if isinstance(value, list):
        return [shuffled(item, random) for item in value]
    if isinstance(value, dict):
        keys = list(value)
        random.shuffle(keys)
        return {key: shuffled(value[key], random) for key in keys}
    return value


def with_comments(text, random):
    """The same YAML with comments and empty lines between its lines."""
    lines = []
    for line in text.splitlines():
        if random.random() < 0.3:
            lines += ["", "# een opmerking: met 'tekens'"]
        lines.append(line)
    return "\n".join(lines)


@settings(deadline=None)
@given(st.dictionaries(TEXTS, VALUES, max_size=5), st.randoms(use_true_random=False))
def test_order_of_keys_changes_nothing(values, random):
    assert content_hash(shuffled(values, random)) == content_hash(values)


@settings(deadline=None)
@given(st.randoms(use_true_random=False), st.booleans(), st.integers(40, 200))
def test_comments_and_layout_change_nothing(random, flow, width):
    text = yaml.safe_dump(
        shuffled(document(), random),
        allow_unicode=True,
        sort_keys=False,
        default_flow_style=flow,
        width=width,
    )
    commented = text if flow else with_comments(text, random)

    source = read_source(commented.encode())

    assert source.problems == ()
    assert content_hash(source.document) == content_hash(document())


def test_it_is_the_sha_256_of_canonical_json():
    expected = hashlib.sha256('{"a":["één",true],"b":1}'.encode()).hexdigest()

    assert content_hash({"b": 1, "a": ["één", True]}) == expected


def test_every_text_and_every_order_of_a_list_changes_it():
    changed = document(title={"nl": "Proef!", "fr": "Essai"})
    turned = document(blocks=document()["blocks"][::-1])

    assert len({content_hash(one) for one in (document(), changed, turned)}) == 3
