"""Counting failed guesses, in memory only: nobody's address is ever written down."""

import math
import time
from collections import OrderedDict
from functools import cached_property
from threading import Lock

from limits import parse
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

_MOST_NAMES = 10_000


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


class GrowingDelay:
    """Failed tries per name: some are free, then each one makes the next wait twice as long.

    Per account, not per network address: a school behind one address shuts nobody out.
    """

    def __init__(self, free: int, first_seconds: int, longest_seconds: int) -> None:
        self._free, self._first, self._longest = free, first_seconds, longest_seconds
        self._failed: OrderedDict[str, tuple[int, float]] = OrderedDict()
        self._lock = Lock()

    def add(self, name: str) -> None:
        """Count one failed try."""
        with self._lock:
            times = self._failed.pop(name, (0, 0.0))[0] + 1
            self._failed[name] = (times, time.monotonic())
            if len(self._failed) > _MOST_NAMES:
                self._failed.popitem(last=False)

    def forget(self, name: str) -> None:
        """Somebody came in: begin anew."""
        with self._lock:
            self._failed.pop(name, None)

    def seconds_left(self, name: str) -> int:
        """How long the next try has to wait; 0: not."""
        times, last = self._failed.get(name, (0, 0.0))
        if times < self._free:
            return 0
        pause = min(self._first << min(times - self._free, 20), self._longest)
        return max(0, math.ceil(last + pause - time.monotonic()))
