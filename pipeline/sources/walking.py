"""Walk a folder in the order of names, never through a link, however the tree is moved about meanwhile."""

from __future__ import annotations

import os
import stat
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from pipeline.sources.opening import Identity, identity_of

_MOVED = "another stands in its place"
_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC


@dataclass(frozen=True, slots=True)
class Found:
    """A name that is no folder's: as the caller spells it, where it is, and what it was when it was met."""

    given: str
    real: str
    name: str
    status: os.stat_result


@dataclass(frozen=True, slots=True)
class _Level:
    given: str
    real: str
    identity: Identity
    names: Iterator[str]


class Walk:
    """What is below a folder and no folder itself; iterate once. `skipped` counts what is passed over.

    `given` is how the folder is spelled, and `real` where it is. A folder is opened inside the one it was seen in, and
    what it holds is looked at by its descriptor: a folder that is swapped for a link at any moment is not entered.
    `is_left_out` is asked about each folder by its path; `on_unlisted` is told the spelling of each that cannot be
    listed, and why.
    """

    def __init__(
        self,
        given: str,
        real: str,
        is_left_out: Callable[[str], bool],
        on_unlisted: Callable[[str, str], None],
        skipped: Counter[str],
    ) -> None:
        self._given, self._real = given, real
        self._is_left_out = is_left_out
        self._on_unlisted = on_unlisted
        self._skipped = skipped
        # A stack of our own: a chain of some thousand folders must not end in a RecursionError. Only the last folder
        # is held open, or it would end in a want of descriptors.
        self._levels: list[_Level] = []
        self._descriptor = -1

    def __iter__(self) -> Iterator[Found]:
        try:
            self._enter(self._given, self._real)
            while self._levels:
                level = self._levels[-1]
                name = next(level.names, None)
                if name is None:
                    self._leave()
                    continue
                try:
                    status = os.stat(name, dir_fd=self._descriptor, follow_symlinks=False)
                except OSError:
                    continue  # gone since it was listed
                given, real = os.path.join(level.given, name), os.path.join(level.real, name)
                if stat.S_ISDIR(status.st_mode):
                    self._enter(given, real, name, identity_of(status))
                else:
                    yield Found(given, real, name, status)
        finally:
            self._hold(-1)

    def _enter(self, given: str, real: str, name: str | None = None, identity: Identity | None = None) -> None:
        if self._is_left_out(real):
            return
        try:
            descriptor = os.open(name or real, _FOLDER, dir_fd=self._descriptor if name else None)
        except OSError as error:
            self._on_unlisted(given, str(error.strerror))
            return
        met = identity_of(os.fstat(descriptor))
        trouble = None if identity in (None, met) else _MOVED
        names: list[str] = []
        try:
            names = [] if trouble else sorted(os.listdir(descriptor))
        except OSError as error:
            trouble = str(error.strerror)
        if trouble:
            os.close(descriptor)
            self._on_unlisted(given, trouble)
            return
        self._hold(descriptor)
        self._levels.append(_Level(given, real, met, self._shown(names)))

    def _leave(self) -> None:
        """Go back to the folder above, if it is still where it was."""
        self._levels.pop()
        self._hold(-1)
        while self._levels:
            level = self._levels[-1]
            try:
                descriptor = os.open(level.real, _FOLDER)
            except OSError:
                descriptor = -1
            if descriptor >= 0 and identity_of(os.fstat(descriptor)) == level.identity:
                self._hold(descriptor)
                return
            if descriptor >= 0:
                os.close(descriptor)
            self._on_unlisted(level.given, _MOVED)
            self._levels.pop()

    def _shown(self, names: list[str]) -> Iterator[str]:
        for name in names:
            if name.startswith("."):
                self._skipped["hidden"] += 1
            else:
                yield name

    def _hold(self, descriptor: int) -> None:
        if self._descriptor >= 0:
            os.close(self._descriptor)
        self._descriptor = descriptor
