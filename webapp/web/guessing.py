"""Counting failed guesses, in memory only: nobody's address is ever written down."""

from functools import cached_property

from limits import parse
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter


class Guesses:
    """Failed tries within a moving window, such as "10 per 10 minutes", per name."""

    def __init__(self, limit: str) -> None:
        self._limit = parse(limit)

    @cached_property
    def _limiter(self) -> MovingWindowRateLimiter:
        return MovingWindowRateLimiter(MemoryStorage())  # starts a thread, so not at import

    def add(self, name: str) -> None:
        """Count one failed try."""
        self._limiter.hit(self._limit, name)

    def are_too_many(self, name: str) -> bool:
        """Whether no more may be tried now."""
        return not self._limiter.test(self._limit, name)
