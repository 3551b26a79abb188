"""A sliding window over decoded bytes: look ahead, search and skip without ever holding more than is asked for."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable

from pipeline.sources.allowance import Allowance
from pipeline.sources.kinds import Compression
from pipeline.sources.opening import Stream
from pipeline.sources.streams import Damaged, Members

_STEP = 1 << 16


class Window:
    """Positions count decoded bytes from the start of the file or, after damage, of the stretch that follows it.

    `damage` is set when the stretch ended because the compressed data broke; None for a clean end.
    """

    def __init__(
        self,
        reopen: Callable[[], Stream],
        compression: Compression,
        allowance: Allowance,
        *,
        can_reopen: bool = True,
    ) -> None:
        self._reopen = reopen
        self._compression = compression
        self._allowance = allowance
        self._file = reopen()
        self.can_rewind = can_reopen
        self._members = Members(self._file, compression, allowance)
        self._begin()

    def _begin(self) -> None:
        self._buffer = bytearray()
        self._start = 0
        self._ended = False
        self.damage: Damaged | None = None
        self._member_positions: list[int] = []
        self._member_offsets: list[int] = []

    @property
    def is_plain(self) -> bool:
        """Tell whether positions are offsets in the file itself."""
        return self._members.is_plain

    @property
    def end(self) -> int:
        """Where what was read so far ends; the end of the stretch once `has` was false."""
        return self._start + len(self._buffer)

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()

    def has(self, end: int) -> bool:
        """Read on until `end` is inside the window; false when the stretch ends before it."""
        while not self._ended and self._start + len(self._buffer) < end:
            self._fill()
        return self._start + len(self._buffer) >= end

    def get(self, start: int, end: int) -> bytes:
        """Return the bytes from `start` to `end`, fewer where the stretch ends."""
        self.has(end)
        return bytes(self._buffer[max(0, start - self._start) : max(0, end - self._start)])

    def find(self, needle: bytes, start: int, end: int | None = None) -> int:
        """Return where `needle` begins at or after `start` and before `end`, or -1."""
        at = start
        while True:
            self.has(at + _STEP)
            limit = len(self._buffer) if end is None else min(len(self._buffer), end - self._start)
            found = self._buffer.find(needle, at - self._start, limit)
            if found >= 0:
                return self._start + found
            if self._ended or (end is not None and self._start + len(self._buffer) >= end):
                return -1
            at = max(at, self._start + len(self._buffer) - len(needle) + 1)
            if end is None:
                self.forget(at)

    def forget(self, position: int) -> None:
        """Drop what lies before `position`."""
        count = min(max(0, position - self._start), len(self._buffer))
        # Moving the rest down costs its length: only when there is at least as much to drop.
        if count and (count >= len(self._buffer) // 2 or count > 16 * _STEP):
            del self._buffer[:count]
            self._start += count
            self._forget_members()

    def skip(self, position: int) -> bool:
        """Move to `position` holding nothing on the way; false when the stretch ends before it."""
        while self.end < position:
            if self._ended:
                return False
            self._start = self.end
            self._buffer.clear()
            self._forget_members()
            self._fill()
        return True

    def rewind(self, position: int) -> None:
        """Go back to a position that was let go of, by reading the file again from its start."""
        if position >= self._start:
            return
        assert self.can_rewind
        self._file.close()
        self._file = self._reopen()
        if not self.is_plain:
            self._allowance.again(self.end)
        self._members = Members(self._file, self._compression, self._allowance)
        self._begin()
        self.skip(position)

    def resume(self, prefix: bytes) -> bool:
        """Start a new stretch at the next member after the damage that begins with `prefix`; false if none."""
        found = self._members.resume(prefix)
        self.can_rewind = False  # positions now count from here, not from the start of the file
        self._begin()
        return found

    def origin(self, position: int) -> tuple[int, int]:
        """Return the offset in the file of the member `position` lies in, and how far inside it lies."""
        if self.is_plain or not self._member_positions:
            return position, 0
        at = max(0, bisect_right(self._member_positions, position) - 1)
        return self._member_offsets[at], position - self._member_positions[at]

    def _fill(self) -> None:
        try:
            piece = self._members.piece()
        except Damaged as damage:
            self.damage = damage
            self._ended = True
            return
        if not piece:
            self._ended = True
            return
        if self._members.at_start:
            self._member_positions.append(self.end)
            self._member_offsets.append(self._members.member_offset)
            self._members.at_start = False
        self._buffer += piece

    def _forget_members(self) -> None:
        at = bisect_right(self._member_positions, self._start) - 1
        if at > 0:
            del self._member_positions[:at]
            del self._member_offsets[:at]
