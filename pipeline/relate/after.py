"""Relating at the end of a run of ingest: what came of it is put into the run's account."""

from __future__ import annotations

import os

from pipeline.engine.store.folder import publish_account
from pipeline.relate.run import related
from schemas.job import IngestJob
from schemas.report import RunReport


def relate_after(job: IngestJob, report: RunReport) -> RunReport:
    """Return the account of a run with what relating its folder came to, where the job asks for that.

    A run that was ended early is not followed by more work: the next one relates what it left. The account in the
    folder is replaced where the run has one, or relating changed anything. Raises OutputFailed, or FolderBusy while
    another relating is under way; the run's own rows are committed whatever happens here.
    """
    if not job.relate or report.stopped_by is not None:
        return report
    found, is_new = related(job.out)
    report = report.model_copy(update={"related": found})
    folder = os.path.abspath(job.out)
    if is_new or os.path.exists(os.path.join(folder, "runs", f"{report.run}.json")):
        publish_account(folder, report)
    return report
