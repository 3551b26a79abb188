"""The two ways a run can meet trouble: a document that cannot become an article, and a run that cannot go on.

Exception
├── Reject     this document cannot become an article; `process` turns it into a `Rejection`
└── Stop       the run cannot go on; carries the exit code
    ├── Unreachable    69: nothing of what was to be read could be reached; a later run may reach it
    ├── OutputFailed   74: the output could not be written; repeating the run loses nothing
    ├── FolderBusy     75: another run holds the output folder
    └── BadUsage        2: what was asked for makes no sense
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:  # the command line imports this module, and `--help` has no time for pydantic
    from schemas.rejection import Reason


class Reject(Exception):  # noqa: N818 - it is a verdict, not an error of ours
    """This document cannot become an article: a reason of the closed list and one sentence for a person."""

    def __init__(self, reason: Reason, detail: str) -> None:
        super().__init__(reason, detail)
        self.reason = reason
        self.detail = detail


class Stop(Exception):  # noqa: N818 - it ends the run in good order
    """The run cannot go on; `exit_code` is what the command ends with."""

    exit_code = 1

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class BadUsage(Stop):
    """What was asked for makes no sense."""

    exit_code = 2


class Unreachable(Stop):
    """Nothing of what was to be read could be reached; a later run may reach it."""

    exit_code = 69


class OutputFailed(Stop):
    """The output could not be written; nothing that was committed is lost, so the run can be repeated."""

    exit_code = 74


class FolderBusy(Stop):
    """Another run holds the output folder."""

    exit_code = 75
