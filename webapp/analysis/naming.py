"""What a bouwsteen is called in a sentence or a chart."""

from webapp.instrument.model import BuildingBlock

LONGEST = 40


def short_name(block: BuildingBlock) -> str:
    """Its short name, or else its text, cut at a word to 40 characters."""
    text = " ".join(str(block.short or block.text).split())
    if len(text) <= LONGEST:
        return text
    cut = text[:LONGEST]
    return f"{cut.rpartition(' ')[0] or cut}…"


def numbered_name(block: BuildingBlock) -> str:
    """The short name behind its number, for charts."""
    return f"{block.id}. {short_name(block)}"
