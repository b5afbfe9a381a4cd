"""Shuffling with the operating system's randomness, never with a predictable generator.

A linear congruential generator that "shuffled" ballots let real voting machines be undone
(DVSorder, USENIX Security 2024).
"""

from collections.abc import Iterable
from random import SystemRandom
from typing import TypeVar

T = TypeVar("T")


def shuffled(things: Iterable[T]) -> list[T]:
    """The same things in an order that tells nothing."""
    mixed = list(things)
    SystemRandom().shuffle(mixed)
    return mixed
