"""The names that bouwstenen of a provider's own go by; no framework uses them."""

OWN_THEME = "eigen"
OWN_BLOCK = "eigen-"


def is_own(block_id: str) -> bool:
    """Whether a provider added this bouwsteen itself."""
    return block_id.startswith(OWN_BLOCK)
