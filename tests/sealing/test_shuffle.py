"""The shuffle: every order is as likely, and nobody can compute it back."""

import itertools
import random
from collections import Counter

from webapp.sealing.shuffle import shuffled


def test_every_order_is_as_likely():
    rounds = 24_000
    orders = Counter(tuple(shuffled("abcd")) for _ in range(rounds))
    expected = rounds / 24

    chi_square = sum(
        (orders[order] - expected) ** 2 / expected for order in itertools.permutations("abcd")
    )

    assert chi_square < 70  # 23 degrees of freedom: exceeded once in a million runs


def test_everybody_stands_anywhere_as_often():
    rounds = 6000
    places = Counter(place for _ in range(rounds) for place in enumerate(shuffled(range(15))))
    expected = rounds / 15

    chi_square = sum(
        (places[place, person] - expected) ** 2 / expected
        for place in range(15)
        for person in range(15)
    )

    assert chi_square < 300  # 196 degrees of freedom: exceeded less than once in 100,000 runs


def test_known_seed_does_not_repeat_an_order():
    orders = set()
    for _ in range(20):
        random.seed(1)
        orders.add(tuple(shuffled(range(15))))

    assert len(orders) == 20


def test_randomness_comes_from_the_operating_system(monkeypatch):
    asked = []
    monkeypatch.setattr("random._urandom", lambda n: asked.append(n) or b"\0" * n)

    shuffled(range(5))

    assert asked


def test_nothing_is_lost_and_the_original_stays():
    things = list(range(100))

    assert sorted(shuffled(things)) == things
    assert things == list(range(100))
