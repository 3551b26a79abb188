"""The engine's log, for whoever listens: a Prefect run, a notebook. The command line does not."""

from __future__ import annotations

import logging

from pipeline.printable import shown

LOG = logging.getLogger("copydesk")
# Without a handler Python prints warnings to standard error, where the command line says the same in its own words.
LOG.addHandler(logging.NullHandler())


def _printable(record: logging.LogRecord) -> bool:
    """Have the message fit for a terminal, for names of files stand in it; let every one through."""
    record.msg, record.args = shown(record.getMessage()), ()
    return True


LOG.addFilter(_printable)
