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

    def add(self, name: str, *, processes: int = 1) -> None:
        """Count one failed try, for as many processes as share the limit among them."""
        for _share in range(min(processes, self._limit.amount)):
            self._limiter.hit(self._limit, name)

    def are_too_many(self, name: str) -> bool:
        """Whether no more may be tried now."""
        return not self._limiter.test(self._limit, name)
