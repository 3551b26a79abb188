"""Find the inputs of a run, in an order that is the same every time, reading nothing but names and sizes."""

from __future__ import annotations

import glob
import os
import stat
from collections import Counter
from collections.abc import Iterable, Iterator

from pipeline.errors import BadUsage, Unreachable
from pipeline.sources.found import Source
from pipeline.sources.kinds import format_of, is_unfinished
from pipeline.sources.opening import Passing
from pipeline.sources.permits import ANYTHING, Permits
from pipeline.sources.uris import uri_of
from schemas.addresses import shown

STANDARD_INPUT = "-"
LEDGER_FOLDER = ".copydesk"
_WEB = ("http://", "https://")

_SKIPPED = {
    "unknown": "files skipped, their names tell no kind that is read (name one explicitly to see it rejected)",
    "hidden": "hidden names skipped",
    "link": "links skipped (links are followed only where they are named as an input)",
    "special": "names skipped that are neither files nor folders",
    "output": "output folders of copydesk skipped",
    "unlisted": "folders could not be listed",
    "barred": "names skipped that lead out of what this run may read",
    "again": "files named more than once, taken once",
}


class Discovery:
    """The inputs found; iterate once. `waiting` counts files left for a later run, `warnings` says what was skipped."""

    def __init__(
        self,
        inputs: Iterable[str],
        *,
        out: str,
        now: float,
        settle_seconds: float = 0.0,
        permits: Permits = ANYTHING,
    ) -> None:
        self._permits = permits
        for given in inputs:
            permits.require_input(given)
            if "://" in given and not given.startswith(_WEB):
                from pipeline.sources.remote import check_address  # before anything is written

                check_address(given)
        self._roots = list(_expanded(inputs))
        self._out = os.path.realpath(out)
        self._ready_before_ns = int((now - settle_seconds) * 1e9) if settle_seconds else None
        # One folder holds no file twice; only several roots can overlap, and only then are paths remembered.
        self._taken: set[bytes] | None = set() if len(self._roots) > 1 else None
        self._skipped: Counter[str] = Counter()
        self._empty: list[str] = [pattern for pattern in inputs if not any(True for _ in _expanded([pattern]))]
        self._silent: list[str] = []
        self._reached = False
        self.waiting = 0

    def __iter__(self) -> Iterator[Source]:
        for root in self._roots:
            self._reached = self._reached or "://" not in root
            if root == STANDARD_INPUT:
                yield Source(STANDARD_INPUT, STANDARD_INPUT, None)
            elif "://" in root:
                yield from self._remote(root)
            elif os.path.isdir(root):
                yield from self._walk(root, os.path.realpath(root))
            else:
                yield from self._named(root, os.path.realpath(root))

    def warnings(self) -> list[str]:
        """Return one sentence for each thing that was left out."""
        found = [f"{count} {_SKIPPED[why]}" for why, count in sorted(self._skipped.items())]
        found += [f"nothing matches {shown(pattern)!r}" for pattern in self._empty]
        found += [f"{why}; what is there waits for a later run" for why in self._silent]
        if self.waiting:
            found.append(f"{self.waiting} files are too young or unfinished and wait for a later run")
        return found

    @property
    def silent(self) -> int:
        """How many inputs are in stores that did not answer."""
        return len(self._silent)

    def require_answer(self) -> None:
        """Raise Unreachable where every input is in a store that did not answer; call it when all was iterated."""
        if self._silent and not self._reached:
            raise Unreachable(f"nothing could be reached: {'; '.join(self._silent)}; then repeat the run")

    def _named(self, path: str, real: str) -> Iterator[Source]:
        if not self._may_read(real):
            return
        try:
            status = os.stat(real)
        except OSError:  # gone since it was checked; reading it will say so
            yield Source(uri_of(path), real, format_of(path))
            return
        if self._is_new(real) and self._is_ready(path, status):
            yield Source(uri_of(path), real, format_of(path), status.st_size, status.st_mtime_ns)

    def _remote(self, address: str) -> Iterator[Source]:
        if address.startswith(_WEB):
            raise BadUsage(f"{shown(address)!r} is fetched by `copydesk ingest` only")
        from pipeline.sources.remote import found_at

        nothing = True
        try:
            for source in found_at(address, self._permits):
                nothing = False
                if self._is_new(source.path):
                    yield source
        except Passing as verdict:
            self._silent.append(verdict.detail)
            return
        self._reached = True
        if nothing:
            self._empty.append(address)

    def _walk(self, root: str, real_root: str) -> Iterator[Source]:
        if not self._may_read(real_root):
            return
        # A stack of our own: a chain of some thousand folders must not end in a RecursionError.
        stack = [self._listed(root, real_root)]
        while stack:
            for given, real, name in stack[-1]:
                try:
                    status = os.lstat(real)
                except OSError:
                    continue  # gone since it was listed
                if stat.S_ISDIR(status.st_mode):
                    stack.append(self._listed(given, real))
                    break
                source = self._file(given, real, name, status)
                if source is not None:
                    yield source
            else:
                stack.pop()

    def _listed(self, given: str, real: str) -> Iterator[tuple[str, str, str]]:
        if real == self._out or os.path.isdir(os.path.join(real, LEDGER_FOLDER)):
            self._skipped["output"] += 1
            return
        try:
            names = sorted(os.listdir(real))
        except OSError:
            self._skipped["unlisted"] += 1
            return
        for name in names:
            if name.startswith("."):
                self._skipped["hidden"] += 1
            else:
                yield os.path.join(given, name), os.path.join(real, name), name

    def _file(self, given: str, real: str, name: str, status: os.stat_result) -> Source | None:
        if stat.S_ISLNK(status.st_mode):
            self._skipped["link"] += 1
        elif not stat.S_ISREG(status.st_mode):
            self._skipped["special"] += 1
        elif self._is_ready(name, status) and self._is_new(real):
            form = format_of(name)
            if form is not None:
                return Source(uri_of(given), real, form, status.st_size, status.st_mtime_ns)
            self._skipped["unknown"] += 1
        return None

    def _may_read(self, real: str) -> bool:
        # Judged by the very path that is opened: a link that is turned meanwhile gains nothing.
        if self._permits.may_read(real):
            return True
        self._skipped["barred"] += 1
        return False

    def _is_ready(self, name: str, status: os.stat_result) -> bool:
        young = self._ready_before_ns is not None and status.st_mtime_ns > self._ready_before_ns
        if young or is_unfinished(name):
            self.waiting += 1
            return False
        return True

    def _is_new(self, real: str) -> bool:
        if self._taken is None:
            return True
        key = os.fsencode(real)
        if key in self._taken:
            self._skipped["again"] += 1
            return False
        self._taken.add(key)
        return True


def _expanded(inputs: Iterable[str]) -> Iterator[str]:
    """Yield the inputs with globs expanded; raise BadUsage for a name that does not exist."""
    for given in inputs:
        if given == STANDARD_INPUT or "://" in given or os.path.lexists(given):
            yield given
        elif glob.has_magic(given):
            yield from sorted(glob.glob(given, recursive=True))
        else:
            raise BadUsage(f"there is no file or folder {ascii(given)[1:-1]}; check the name")
