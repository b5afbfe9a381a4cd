"""The fingerprint of an instrument's content."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any


def content_hash(document: Mapping[str, Any]) -> str:
    """SHA-256 in hexadecimal of the parsed file as canonical JSON (RFC 8785 for our types).

    Comments, layout and the order of keys do not change it; every text and every list does.
    """
    canonical = json.dumps(
        document,
        sort_keys=True,
        ensure_ascii=False,
        allow_nan=False,
        separators=(",", ":"),
    )
    return hashlib.sha256(canonical.encode("utf-8", "surrogatepass")).hexdigest()
