"""The engine's log, for whoever listens: a Prefect run, a notebook. The command line does not."""

from __future__ import annotations

import logging

LOG = logging.getLogger("copydesk")
# Without a handler Python prints warnings to standard error, where the command line says the same in its own words.
LOG.addHandler(logging.NullHandler())
