"""What says no more than that the Prefect server does not answer is kept out of the log, and nothing else is."""

from __future__ import annotations

import logging

import httpx
import pytest
from websockets.exceptions import InvalidMessage

from flows.lost import NotAboutLostServer, is_lost

REQUEST = httpx.Request("POST", "http://127.0.0.1:1/api/logs/")


def answered(code: int) -> httpx.HTTPStatusError:
    return httpx.HTTPStatusError("it said so", request=REQUEST, response=httpx.Response(code, request=REQUEST))


def caused(error: Exception, cause: Exception) -> Exception:
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (httpx.ConnectError("refused"), True),
        (httpx.ReadTimeout("slow"), True),
        (answered(500), True),
        (answered(503), True),
        (answered(401), False),
        (answered(404), False),
        (InvalidMessage("no answer"), True),
        (ConnectionResetError(), True),
        (TimeoutError(), True),
        (RuntimeError("Service exceeded error threshold."), True),
        (caused(RuntimeError("Failed to reach API"), httpx.ConnectError("refused")), True),
        (RuntimeError("another"), False),
        (ExceptionGroup("runner", [ExceptionGroup("loops", [httpx.ConnectError("refused")])]), True),
        (ExceptionGroup("runner", [httpx.ConnectError("refused"), KeyError("a fault")]), False),
        (FileNotFoundError("a fault"), False),
        (OSError(28, "No space left on device"), False),
    ],
)
def test_an_error_is_of_a_lost_server_or_it_is_not(error: Exception, expected: bool) -> None:
    assert is_lost(error) is expected


@pytest.mark.parametrize(
    ("name", "level", "message", "error", "passes"),
    [
        ("prefect.runner.state_proposer", logging.ERROR, "Failed to update state", answered(500), False),
        ("prefect.runner.state_proposer", logging.ERROR, "Failed to update state", KeyError("id"), True),
        ("prefect.engine", logging.ERROR, "exited with unexpected exception", httpx.ConnectError("refused"), False),
        ("prefect.flow_runs", logging.ERROR, "Encountered exception", httpx.ConnectError("a feed"), True),
        ("prefect.FlowRunCancellingObserver", logging.WARNING, "websocket failed", None, False),
        ("prefect.FlowRunCancellingObserver", logging.INFO, "Found 1 flow runs awaiting cancellation", None, True),
        ("asyncio", logging.ERROR, "callback FlowRunSuspendingObserver._handle_polling_task_done()", None, False),
        ("asyncio", logging.ERROR, "callback of ours", None, True),
        ("prefect._internal.concurrency", logging.ERROR, "Service %r failed to process item", None, False),
        ("prefect.events.clients", logging.WARNING, "Unable to connect to %r. Please check", None, False),
        ("prefect.copydesk.serve", logging.WARNING, "the Prefect server does not answer", None, True),
    ],
)
def test_a_line_is_worth_it_or_it_is_not(
    name: str, level: int, message: str, error: Exception | None, passes: bool
) -> None:
    told = (type(error), error, None) if error is not None else None
    record = logging.LogRecord(name, level, __file__, 1, message, (), told)
    assert NotAboutLostServer().filter(record) is passes


def test_log_lines_that_do_not_reach_the_server_are_no_error(monkeypatch: pytest.MonkeyPatch) -> None:
    """Prefect's handler of logs asks `logging.raiseExceptions` before it says so on stderr."""
    monkeypatch.setattr(logging, "raiseExceptions", True)
    NotAboutLostServer()
    assert logging.raiseExceptions is False
