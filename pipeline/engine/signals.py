"""SIGINT and SIGTERM: the first asks the run to end in good order, the second ends it at once."""

from __future__ import annotations

import contextlib
import signal
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from types import FrameType


@dataclass(slots=True)
class StopRequest:
    """Whether the run is asked to stop; call it to ask. `signal_name` says by what."""

    signal_name: str | None = None

    def __call__(self) -> bool:
        """Tell whether the run is to stop."""
        return self.signal_name is not None


@contextlib.contextmanager
def listening() -> Iterator[StopRequest]:
    """Yield a request that the first signal sets; the second signal does what it does by default: end the process.

    Only the main thread may set handlers; in another one (a Prefect task) signals are the caller's to answer.
    """
    request = StopRequest()
    if threading.current_thread() is not threading.main_thread():
        yield request
        return

    def note(number: int, frame: FrameType | None) -> None:  # noqa: ARG001 - the signature is Python's
        request.signal_name = signal.Signals(number).name
        signal.signal(number, signal.SIG_DFL)

    before = {number: signal.signal(number, note) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield request
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
