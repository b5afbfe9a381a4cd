"""Who the made-up people are: how many, in which conversation, about which provider."""

from collections.abc import Sequence
from random import Random
from typing import NamedTuple

PEOPLE = {"beleid": 152, "ondersteuners": 250, "scholen": 206}  # the reach of the report
SMALL_PROVIDERS_GROUP = "kleine-aanbieders"
SMALL_PROVIDERS = (8, 8, 7)  # 23 people in three regional conversations, about no provider
ALONE = frozenset({"beleid"})
FEWEST = 5


class Conversation(NamedTuple):
    """A meeting to be made up; without a provider it is a regional one, told apart by `number`."""

    group_id: str
    provider_name: str | None
    people: int
    setting: str
    number: int


def plan_conversations(provider_names: Sequence[str], seed: int) -> list[Conversation]:
    """Every conversation of the demonstration, the same for the same names and seed."""
    planned = [
        Conversation(
            group_id, name, people, "alone" if group_id in ALONE else "conversation", number
        )
        for group_id, total in PEOPLE.items()
        for number, (name, people) in enumerate(
            zip(
                provider_names,
                _spread(total, len(provider_names), seeded(f"{seed}/{group_id}")),
                strict=True,
            )
        )
    ]
    planned += [
        Conversation(SMALL_PROVIDERS_GROUP, None, people, "conversation", number)
        for number, people in enumerate(SMALL_PROVIDERS)
    ]
    return planned


def seeded(name: str) -> Random:
    """Chance that is the same each time: for what made-up people say, never for an id or a key."""
    return Random(name)  # noqa: S311  # nothing secret comes of it


def _spread(total: int, parts: int, random: Random) -> list[int]:
    """`total` people over `parts` conversations: no two alike for long, each with enough."""
    sizes = [total // parts + (number < total % parts) for number in range(parts)]
    for first in range(parts // 2):
        last = parts - 1 - first
        moved = min(int(random.random() * 4), sizes[last] - FEWEST - 1)
        sizes[first] += moved
        sizes[last] -= moved
    return sizes
