"""A long list of a round that is gone through part by part: which page, and where another is."""

from collections.abc import Mapping
from typing import Any

from flask import request, url_for

PAGE_SIZE = 40


def page_asked() -> int:
    """The number of the page in the address; the first where it is none."""
    page = request.args.get("blad", "1")
    return int(page) if page.isascii() and page.isdigit() and 0 < len(page) < 6 else 1


def pages_of(found: int) -> int:
    """How many pages a list of so many has; an empty one has one."""
    return max(1, -(-found // PAGE_SIZE))


def within(page: int, found: int) -> int:
    """That page, or the nearest that a list of so many has."""
    return min(max(1, page), pages_of(found))


def page_of(place: int) -> int:
    """The page on which the row at this place stands."""
    return place // PAGE_SIZE + 1


def on_page(page: int) -> slice:
    """Where a page stands in the list."""
    return slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE)


def address_of_part(endpoint: str, round_id: str, asked: Mapping[str, object]) -> str:
    """The address of a part: what is asked for (name in the address → value), no usual ones."""
    given: dict[str, Any] = {name: value for name, value in asked.items() if value not in ("", 1)}
    return url_for(endpoint, round_id=round_id, **given)
