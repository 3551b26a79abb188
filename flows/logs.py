"""The engine's log lines in the log of the Prefect run."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from pipeline.engine.journal import LOG


@contextmanager
def engine_log() -> Iterator[None]:
    """Have what the engine logs from INFO on reach the run's page and its console meanwhile.

    PREFECT_LOGGING_EXTRA_LOGGERS alone lets nothing below WARNING through, and has to be set before Prefect starts.
    """
    handlers = [*logging.getLogger("prefect.extra").handlers, *logging.getLogger("prefect").handlers]
    before = LOG.level
    LOG.setLevel(logging.INFO)
    for handler in handlers:
        LOG.addHandler(handler)
    try:
        yield
    finally:
        LOG.setLevel(before)
        for handler in handlers:
            LOG.removeHandler(handler)
