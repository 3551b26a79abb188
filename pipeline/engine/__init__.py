"""Runs over many records: workers, ledger, output folder. `ingest(job)` is all most callers need.

A caller that wants the steps as its own, a Prefect flow with a task for each, takes `opened(job)` and calls
`more`, `clean_batch`, `commit` and `finish` of the run it gets.
"""

from pipeline.engine.entry import ingest
from pipeline.engine.exit_codes import complaint, exit_code
from pipeline.engine.opening import opened
from pipeline.engine.outcomes import Outcome, clean
from pipeline.engine.retrying import retry
from pipeline.engine.run import Progress, Run
from pipeline.engine.scribe import Tally
from pipeline.engine.store.folder import Folder
from pipeline.engine.store.root import parts
from pipeline.engine.store.status import FolderStatus, status
from pipeline.engine.survey import Survey
from pipeline.engine.workers.worker import WorkersFailed

__all__ = [
    "Folder",
    "FolderStatus",
    "Outcome",
    "Progress",
    "Run",
    "Survey",
    "Tally",
    "WorkersFailed",
    "clean",
    "complaint",
    "exit_code",
    "ingest",
    "opened",
    "parts",
    "retry",
    "status",
]
