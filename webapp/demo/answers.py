"""What made-up people answer: differences between themas, groups and providers, and gaps."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from random import Random
from typing import NamedTuple

import yaml

from webapp.demo.plan import Conversation, seeded
from webapp.instrument.model import BuildingBlock, Instrument
from webapp.services.read_sheet import BLOCK_PREFIX, REMARK_PREFIX, THEME_PREFIX

# How strongly each circumstance pulls an answer, in standard deviations of a person's mood.
_PULL = {"theme": 0.45, "group": 0.3, "provider": 0.4, "theme and group": 0.35, "block": 0.5}
_MOOD = 0.55
_WHIM = 1.0
_BORDERS = (-0.35, -1.6)  # the first option above the first border, the second above the second
_BLANK, _NOT_APPLICABLE = 0.03, 0.04
_NOT_REACHED = 0.06
_BLOCK_REMARK, _THEME_REMARK = 0.035, 0.02


class Remarks(NamedTuple):
    """Sentences by the id of a bouwsteen, and by the id of a thema."""

    blocks: Mapping[str, Sequence[str]]
    themes: Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class MadeUpGroup:
    """The people of one conversation, who share a provider, a group and a seed.

    `lift`: bouwstenen about which they are happier (or, below 0, less happy) than chance has it.
    """

    instrument: Instrument
    conversation: Conversation
    seed: int
    lift: Mapping[str, float] = field(default_factory=dict)

    def sheets(self) -> list[list[tuple[str, str]]]:
        """The form fields that each person sends, the same for the same seed."""
        who = f"{self.conversation.provider_name}/{self.conversation.number}"
        random = seeded(f"{self.seed}/{who}/{self.conversation.group_id}")
        return [self._sheet(random) for _person in range(self.conversation.people)]

    def _sheet(self, random: Random) -> list[tuple[str, str]]:
        mood = random.gauss(0, _MOOD)
        fields = []
        for block in self.instrument.blocks_for(self.conversation.group_id):
            code = self._choice(random, block, mood)
            if code is not None:
                fields.append((BLOCK_PREFIX + block.id, code))
        return fields + self._remarks(random)

    def _choice(self, random: Random, block: BuildingBlock, mood: float) -> str | None:
        offered = {o.code for o in self.instrument.options_for(self.conversation.setting)}
        lean = self._lean(block) + mood + random.gauss(0, _WHIM)
        luck = random.random()
        if luck < _BLANK:
            return None
        if luck < _BLANK + _NOT_APPLICABLE:
            return "nvt"
        if luck < _BLANK + _NOT_APPLICABLE + self._reach(block) and "knab" in offered:
            return "knab"
        high, middle, low = self.instrument.counting_codes
        return high if lean > _BORDERS[0] else middle if lean > _BORDERS[1] else low

    def _lean(self, block: BuildingBlock) -> float:
        group, provider = self.conversation.group_id, self.conversation.provider_name
        circumstances = {
            "theme": block.theme_id,
            "group": group,
            "provider": provider or "",
            "theme and group": f"{block.theme_id}/{group}",
            "block": block.id,
        }
        return self.lift.get(block.id, 0.0) + sum(
            _PULL[kind] * _fixed(f"{self.seed}/{kind}/{name}")
            for kind, name in circumstances.items()
        )

    def _reach(self, block: BuildingBlock) -> float:
        """How likely the conversation did not come as far as this bouwsteen."""
        blocks = self.instrument.blocks_for(self.conversation.group_id)
        return 2 * _NOT_REACHED * blocks.index(block) / len(blocks)

    def _remarks(self, random: Random) -> list[tuple[str, str]]:
        remarks, group_id = made_up_remarks(), self.conversation.group_id
        places = [
            (REMARK_PREFIX + block.id, remarks.blocks.get(block.id, ()), _BLOCK_REMARK)
            for block in self.instrument.blocks_for(group_id)
        ]
        places += [
            (THEME_PREFIX + theme.id, remarks.themes.get(theme.id, ()), _THEME_REMARK)
            for theme, _blocks in self.instrument.themes_for(group_id)
        ]
        return [
            (name, sentences[int(random.random() * len(sentences))])
            for name, sentences, chance in places
            if random.random() < chance and sentences
        ]


@cache
def made_up_remarks() -> Remarks:
    """The sentences of remarks.yaml."""
    text = Path(__file__).with_name("remarks.yaml").read_text(encoding="utf-8")
    return Remarks(**yaml.safe_load(text))


@cache
def _fixed(name: str) -> float:
    """A number that belongs to a name: normally distributed around 0."""
    return seeded(name).gauss(0, 1)
