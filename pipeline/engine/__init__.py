"""Runs over many records: workers, ledger, output folder. `ingest(job)` is all most callers need.

The pieces a flow can call as tasks of its own: `Discovery` finds, `clean` cleans one unit, `Folder.commit` commits,
`Folder.publish` publishes the account.
"""

from pipeline.engine.exit_codes import exit_code
from pipeline.engine.folder import Folder
from pipeline.engine.folder_status import FolderStatus, status
from pipeline.engine.outcomes import Outcome, clean
from pipeline.engine.retrying import retry
from pipeline.engine.run import Progress, ingest
from pipeline.engine.scribe import Tally
from pipeline.engine.workers import WorkersFailed

__all__ = [
    "Folder",
    "FolderStatus",
    "Outcome",
    "Progress",
    "Tally",
    "WorkersFailed",
    "clean",
    "exit_code",
    "ingest",
    "retry",
    "status",
]
