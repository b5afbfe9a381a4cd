"""The game of linking people to what they wrote, and how well an attacker does at it.

An attacker knows who holds which slip and in which order people sent, and has seen every state of
the disk. A matcher is a fixed rule: put the people in one order, the texts in another, and say
that the first wrote the first. By chance one of any number is right on average, with a variance
of one too.
"""

import secrets
from collections import defaultdict
from math import sqrt

from tests import builders
from webapp.sealing.envelope import nullifier, slip_hash
from webapp.sealing.shuffle import shuffled

PEOPLE = 15
SIGMAS = 3.39  # 1.24 for 200 meetings


def bound(meetings):
    """The mean that a matcher without knowledge stays under, but for once in 1,500 times."""
    return 1 + SIGMAS / sqrt(meetings)


class Scores:
    """How many of 15 each matcher got right, meeting after meeting."""

    def __init__(self):
        self._right = defaultdict(list)

    def add(self, people_orders, text_orders, author):
        """One meeting: orders of people and of texts, and who really wrote each text."""
        for people_by, people in people_orders.items():
            for texts_by, texts in text_orders.items():
                for way, ordered in (("", texts), (", reversed", texts[::-1])):
                    right = sum(
                        author[text] == person
                        for person, text in zip(people, ordered, strict=False)
                    )
                    self._right[f"{people_by} with {texts_by}{way}"].append(right)

    @property
    def matchers(self):
        return list(self._right)

    def mean(self, matcher):
        return sum(self._right[matcher]) / len(self._right[matcher])

    def best(self):
        """The matcher that does best over all meetings."""
        return max(self._right, key=self.mean)


def play(platform, spy, round_id, scores):
    """One real meeting of 15: people send, one by one, an attacker looks, and it closes.

    Gives all bytes that the attacker saw while it was open, for what must not be in them.
    """
    meeting = builders.open_meeting(platform, round_id, slips=PEOPLE)
    prefix = f"zq{secrets.token_hex(4)}x"
    holder = dict(enumerate(shuffled(meeting.slips)))  # whoever drew it from the bowl
    text = {person: f"{prefix}{secrets.token_hex(8)}" for person in holder}
    arrival = shuffled(holder)
    spy.start()
    for n, person in enumerate(arrival):
        meeting.submit(platform, sheet_of(meeting, person, text[person]), holder[person])
        assert prefix.encode() not in spy.copy()
        if n in (7, 14):
            assert prefix.encode() not in spy.back_up()
    by_nullifier = {nullifier(meeting.id, slip): person for person, slip in holder.items()}
    people = {
        name: [by_nullifier[found] for found in order]
        for name, order in spy.envelopes(meeting.id).items()
    }
    people |= {
        "arrival": arrival,
        "slip": sorted(holder, key=holder.__getitem__),
        "hash of the slip": sorted(holder, key=lambda person: slip_hash(holder[person])),
    }
    assert builders.close(platform, meeting).counted == PEOPLE
    texts = spy.texts("remark", prefix)
    assert all(len(order) == PEOPLE for name, order in texts.items() if name.startswith("by "))
    scores.add(people, texts, {written: person for person, written in text.items()})


def sheet_of(meeting, person, text):
    """Ratings and a remark that go together by construction: the n-th person, the n-th block."""
    names = list(meeting.reader._place)
    options = list(meeting.reader._index)
    fields = {name: secrets.choice(options) for name in names}
    return fields | {names[person].replace("block_", "remark_"): text}


def play_naive(build, spy, scores):
    """The same with a build that stores each answer as it comes."""
    prefix = f"zq{secrets.token_hex(4)}x"
    text = {person: f"{prefix}{secrets.token_hex(8)}" for person in range(PEOPLE)}
    arrival = shuffled(text)
    spy.start()
    table = build.new_table()
    for person in arrival:
        build.store(table, text[person])
        spy.copy()
    scores.add(
        {"arrival": arrival},
        spy.texts(table, prefix),
        {written: person for person, written in text.items()},
    )
