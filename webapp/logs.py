"""What the platform writes in its log: plain lines or JSON, and nothing of participants.

Only warnings and errors are written, on standard error; there is no access log. While a request
of a participant, or of nobody in particular, is answered, only the kind of what went wrong is
written, whatever a library wanted to say.
"""

import json
import logging
import sys
from collections.abc import Callable
from datetime import UTC, datetime

FORMATS = ("plain", "json")
_UNSAID = "nothing more is written about requests of participants"


class Silence(logging.Filter):
    """Empties records that were made while somebody who has no account was being served."""

    def __init__(self, is_about_participant: Callable[[], bool]) -> None:
        super().__init__()
        self._is_about_participant = is_about_participant

    def filter(self, record: logging.LogRecord) -> bool:
        """Keep the record, without what it would tell."""
        is_ours = record.name.startswith("webapp.")
        if self._is_about_participant():
            kind = record.exc_info[0] if record.exc_info else None
            if not is_ours:
                record.msg = f"{kind.__name__}: {_UNSAID}" if kind else _UNSAID
                record.args = ()
            record.exc_info = record.exc_text = record.stack_info = None
        return True


class FirstLine(logging.Filter):
    """For the server itself, which writes tracebacks of whatever request: their kind is kept."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Keep the record, without what it would tell."""
        first, *others = record.getMessage().splitlines() or [""]
        kind = others[-1].partition(":")[0].strip() if others else ""
        record.msg = f"{first} ({kind})" if kind.isidentifier() else first
        record.args = ()
        record.exc_info = record.exc_text = record.stack_info = None
        return True


class JsonFormatter(logging.Formatter):
    """One JSON object a line: time (UTC), level, logger, message, and error where there is one."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        values: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="seconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info and record.exc_info[0]:
            values["error"] = record.exc_info[0].__name__
            values["traceback"] = self.formatException(record.exc_info)
        return json.dumps(values, ensure_ascii=False)


def set_up_logging(
    log_format: str, *, is_about_participant: Callable[[], bool] = lambda: False
) -> None:
    """Let this process write to standard error so; what was set up before is replaced."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        JsonFormatter()
        if log_format == "json"
        else logging.Formatter("%(levelname)s %(name)s: %(message)s")
    )
    handler.addFilter(Silence(is_about_participant))
    logging.captureWarnings(capture=True)
    root = logging.getLogger()
    for old in list(root.handlers):
        root.removeHandler(old)
    root.addHandler(handler)
    root.setLevel(logging.WARNING)
