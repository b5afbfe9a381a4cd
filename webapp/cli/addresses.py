"""Where the platform is found by people, for links that a command writes."""

import os

DEFAULT_ADDRESS = "http://127.0.0.1:8000"


def public_address() -> str:
    """PUBLIC_URL without a slash at its end."""
    return (os.environ.get("PUBLIC_URL", "").strip() or DEFAULT_ADDRESS).rstrip("/")
