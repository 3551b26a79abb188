"""The code a command ends with, told by the account of its run."""

from __future__ import annotations

import signal

from schemas.rejection import Reason
from schemas.report import RunReport

DONE, ATTENTION = 0, 1


def exit_code(report: RunReport, fail_on_rejects: float | None = None) -> int:
    """Return 0, 1 where a limit was met or a bug of ours was rejected, or 128 and the number of the signal.

    `fail_on_rejects` is the share of rejects among the records of this run from which on the code is 1.
    """
    if report.stopped_by is not None and report.stopped_by in signal.Signals.__members__:
        return 128 + signal.Signals[report.stopped_by]
    if report.reasons.get(Reason.INTERNAL_ERROR):
        return ATTENTION
    read = report.articles + report.rejects
    if fail_on_rejects is not None and report.rejects and report.rejects >= fail_on_rejects * read:
        return ATTENTION
    return DONE
