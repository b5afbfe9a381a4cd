"""What a bouwsteen is called in a sentence or a chart."""

from webapp.i18n import gettext as _
from webapp.instrument.model import BuildingBlock
from webapp.instrument.own_theme import OWN_BLOCK, is_own

LONGEST = 40


def short_name(block: BuildingBlock) -> str:
    """Its short name, or else its text, cut at a word to 40 characters."""
    text = " ".join(str(block.short or block.text).split())
    if len(text) <= LONGEST:
        return text
    cut = text[:LONGEST]
    return f"{cut.rpartition(' ')[0] or cut}…"


def number_of(block_id: str) -> str:
    """What stands before its text: its number in the framework, or that of a provider's own."""
    if is_own(block_id):
        return _("Eigen %(number)s", number=block_id.removeprefix(OWN_BLOCK))
    return block_id


def numbered_name(block: BuildingBlock) -> str:
    """The short name behind its number, for charts."""
    return f"{number_of(block.id)}. {short_name(block)}"
