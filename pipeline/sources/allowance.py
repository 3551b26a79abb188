"""What unpacking one source may cost: members and unpacked bytes, counted as they come."""

from __future__ import annotations

from collections.abc import Callable

from schemas.settings import Settings

_STEP_BYTES = 1 << 20


class Exceeded(Exception):  # noqa: N818 - a fact about the input
    """The source holds more than the settings allow; what came before it is good."""

    def __init__(self, detail: str) -> None:
        super().__init__(detail)
        self.detail = detail


class Allowance:
    """What is left to a source. `on_progress` is called for every MiB that was read from it.

    A limit on time that starts anew with it lets long archives take long, and ends what reads nothing and does not end.
    """

    def __init__(self, settings: Settings, on_progress: Callable[[], object] = lambda: None) -> None:
        self._settings = settings
        self._on_progress = on_progress
        self._members = 0
        self._unpacked_bytes = 0
        self._step = 0

    def read(self, count: int) -> None:
        """Count bytes read from the source."""
        self._step += count
        if self._step >= _STEP_BYTES:
            self._step = 0
            self._on_progress()

    def unpacked(self, count: int) -> None:
        """Count bytes that unpacking gave; raise Exceeded when they are too many."""
        self._unpacked_bytes += count
        if self._unpacked_bytes > self._settings.max_unpacked_bytes:
            raise Exceeded(f"unpacked, the input has more than {self._settings.max_unpacked_bytes} bytes")

    def again(self, count: int) -> None:
        """Take back bytes that will be unpacked a second time."""
        self._unpacked_bytes -= count

    def member(self) -> None:
        """Count a member of an archive; raise Exceeded when there are too many."""
        self._members += 1
        if self._members > self._settings.max_archive_members:
            raise Exceeded(f"the archive has more than {self._settings.max_archive_members} members")
