"""Errors that say no more than that a Prefect server does not answer; `serve` says that itself, in one line.

Named in logging.yml, so it is imported while Prefect is, and imports nothing of it.
"""

from __future__ import annotations

import logging

import httpx
from websockets.exceptions import WebSocketException

_OBSERVERS = ("prefect.FlowRunCancellingObserver", "prefect.FlowRunSuspendingObserver")
_RUNS = ("prefect.flow_runs", "prefect.task_runs")
_GAVE_UP = "Service exceeded error threshold."  # how each of Prefect's loops ends after three questions in vain
_SERVICES = ("Service %r failed", "Still processing items", "Unable to connect to %r")
_OBSERVER_ENDS = "Observer._handle_polling_task_done"  # its own fault, in a callback: asyncio tells of it


def is_lost(error: BaseException) -> bool:
    """Tell whether an error came of a server that does not answer, or answers that it cannot: 500, or 503.

    A server whose database is away answers 500 to nearly everything.
    """

    if isinstance(error, httpx.HTTPStatusError):
        return error.response.status_code >= 500
    if isinstance(error, httpx.TransportError | WebSocketException | ConnectionError | TimeoutError):
        return True
    if isinstance(error, BaseExceptionGroup):
        return all(is_lost(inner) for inner in error.exceptions)
    if isinstance(error, RuntimeError) and str(error) == _GAVE_UP:
        return True
    return error.__cause__ is not None and is_lost(error.__cause__)


class NotAboutLostServer(logging.Filter):
    """Lets pass what is said about anything but a server that does not answer.

    Prefect says that in some hundred lines of traceback, from each of its loops. What its handler of logs says, every
    two seconds and without the end of a line ("--- Error logging to API ---"), passes no filter: it is silenced with
    what Python itself says of a log line that cannot be written.
    """

    def __init__(self) -> None:
        super().__init__()
        logging.raiseExceptions = False

    def filter(self, record: logging.LogRecord) -> bool:
        """Tell whether the record is worth a line."""
        if record.name in _RUNS:
            return True
        error = record.exc_info[1] if record.exc_info else None
        if error is not None and is_lost(error):
            return False
        if record.name in _OBSERVERS or (record.name == "asyncio" and _OBSERVER_ENDS in record.getMessage()):
            return record.levelno < logging.WARNING
        return not str(record.msg).startswith(_SERVICES)
