"""From the fields of a step to what is kept of them: nothing that was typed is lost."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from werkzeug.datastructures import MultiDict

from webapp.instrument.model import Instrument
from webapp.instrument.own_blocks import MOST_OWN_BLOCKS, OwnBlock
from webapp.services.self_evaluation.check_draft import BLOCKS, DATES, GROUPS
from webapp.services.self_evaluation.draft import LONGEST_TYPED, Draft, GroupPlan

Fields = MultiDict[str, str]


def with_fields(draft: Draft, core: Instrument, step: str, fields: Fields) -> Draft:
    """The draft with what stands on the form of a step; other steps stay as they are."""
    return _READERS[step](draft, core, fields) if step in _READERS else draft


def own_lines(draft: Draft, *, most: int = MOST_OWN_BLOCKS) -> list[OwnBlock]:
    """What is its own, with two empty lines behind it."""
    filled = [one for one in draft.own if one.text.strip()]
    return [*filled, *(OwnBlock("", ()) for _n in range(2))][: max(most, len(filled))]


def _blocks(draft: Draft, core: Instrument, fields: Fields) -> Draft:
    whole, none = fields.get("whole"), fields.get("none")
    blocks = {}
    for group in core.groups:
        ticked = set(fields.getlist(f"blocks_{group.id}"))
        chosen = tuple(id_ for id_ in group.block_ids if id_ in ticked)
        blocks[group.id] = {whole: group.block_ids, none: ()}.get(group.id, chosen)
    groups = [group.id for group in core.groups]
    own = []
    for number in range(MOST_OWN_BLOCKS):
        text = fields.get(f"own_{number}", "")[:LONGEST_TYPED]
        asked = set(fields.getlist(f"own_groups_{number}"))
        if text.strip():
            own.append(OwnBlock(text, tuple(id_ for id_ in groups if id_ in asked)))
    return replace(draft, blocks=blocks, own=tuple(own))


def _groups(draft: Draft, core: Instrument, fields: Fields) -> Draft:
    groups = dict(draft.groups)
    for group in core.groups:
        if f"expected_{group.id}" in fields:
            groups[group.id] = GroupPlan(
                expected=fields[f"expected_{group.id}"][:LONGEST_TYPED],
                has_slips=fields.get(f"way_{group.id}") != "code",
                is_alone=fields.get(f"setting_{group.id}") != "conversation",
            )
    return replace(draft, groups=groups)


def _dates(draft: Draft, _core: Instrument, fields: Fields) -> Draft:
    title, starts_on, ends_on, contact = (
        fields.get(name, "")[: LONGEST_TYPED + 1]
        for name in ("title", "starts_on", "ends_on", "contact")
    )
    return replace(draft, title=title, starts_on=starts_on, ends_on=ends_on, contact=contact)


_READERS: Mapping[str, Callable[[Draft, Instrument, Fields], Draft]] = {
    BLOCKS: _blocks,
    GROUPS: _groups,
    DATES: _dates,
}
