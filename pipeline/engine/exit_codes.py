"""What a person should be told of a run that is done, and the code its command ends with."""

from __future__ import annotations

import signal

from schemas.job import IngestJob
from schemas.rejection import Reason
from schemas.report import RunReport

DONE, ATTENTION = 0, 1


def complaint(report: RunReport, job: IngestJob) -> str | None:
    """Return the sentence that says why a run that is done wants attention, None where it wants none."""
    faults = report.reasons.get(Reason.INTERNAL_ERROR)
    if faults:
        return f"{faults} records met a fault of copydesk (`internal_error` in the rejects); please report it"
    read = report.articles + report.rejects
    limit = job.fail_on_rejects
    if limit is not None and report.rejects and report.rejects >= limit * read:
        reasons = ", ".join(f"{count} {reason}" for reason, count in report.reasons.items())
        return (
            f"{report.rejects} of {read} records were rejected ({reasons}), {report.rejects / read:.0%}; "
            f"the limit is {limit:.0%}"
        )
    idle = job.fail_after_idle_runs
    if idle is not None and report.idle_runs >= idle:
        return (
            f"nothing new came in the last {report.idle_runs} runs, and the limit is {idle}: "
            f"see what fills {', '.join(job.shown_inputs)}"
        )
    return None


def exit_code(report: RunReport, job: IngestJob) -> int:
    """Return 0, 1 where there is a complaint, or 128 and the number of the signal that ended the run."""
    if report.stopped_by is not None and report.stopped_by in signal.Signals.__members__:
        return 128 + signal.Signals[report.stopped_by]
    return DONE if complaint(report, job) is None else ATTENTION
