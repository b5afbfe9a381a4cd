"""A thread of a server that looks again and again at what is to be done."""

import logging
import threading
from abc import ABC, abstractmethod


class Repeating(ABC, threading.Thread):
    """Calls `look_once`, every so many seconds until it is stopped.

    A failure ends nothing: it is tried again at the next look. Of an error only its kind is
    logged, once: its text can hold what somebody wrote, or name people.
    """

    def __init__(self, name: str, *, pause_seconds: float, task: str) -> None:
        super().__init__(name=name, daemon=True)
        self._pause_seconds = pause_seconds
        self._task = task
        self._ended = threading.Event()
        self._last_error: type[Exception] | None = None
        self._log = logging.getLogger(type(self).__module__)

    def run(self) -> None:
        """The thread's work."""
        while not self._ended.wait(self._pause_seconds):
            self.look()

    def stop(self) -> None:
        """End the thread; returns when it has."""
        self._ended.set()
        self.join()

    def look(self) -> None:
        """Do once what is due."""
        try:
            self.look_once()
        except Exception as error:  # noqa: BLE001  # a thread that ends does nothing any more
            if type(error) is not self._last_error:
                self._log.error("%s failed: %s", self._task, type(error).__name__)
            self._last_error = type(error)
        else:
            self._last_error = None

    @abstractmethod
    def look_once(self) -> None:
        """What is due."""
