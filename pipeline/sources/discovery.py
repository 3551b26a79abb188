"""Find the inputs of a run, in an order that is the same every time, reading nothing but names and sizes."""

from __future__ import annotations

import glob
import os
import stat
from collections import Counter
from collections.abc import Iterable, Iterator

from pipeline.errors import BadUsage, Unreachable
from pipeline.sources.endings import HINT, UNTOLD, count_ending, in_words
from pipeline.sources.found import Source
from pipeline.sources.kinds import Format, format_told, is_unfinished
from pipeline.sources.opening import Passing, identity_of
from pipeline.sources.permits import ANYTHING, Permits
from pipeline.sources.remote import check_address, found_at
from pipeline.sources.spelling import Spelling
from pipeline.sources.standard_input import STANDARD_INPUT
from pipeline.sources.uris import uri_of
from pipeline.sources.walking import Walk
from schemas.addresses import shown

LEDGER_FOLDER = ".copydesk"
_WEB = ("http://", "https://")

_MOST_NAMED = 3

_SKIPPED = {
    "hidden": "hidden names skipped",
    "link": "links skipped (links are followed only where they are named as an input)",
    "special": "names skipped that are neither files nor folders",
    "output": "output folders of copydesk skipped; name a file of them outright to read it",
    "barred": "names skipped that lead out of what this run may read",
    "again": "files named more than once, taken once",
}


class Discovery:
    """The inputs found; iterate once. `waiting` counts files left for a later run, `warnings` says what was skipped.

    `passed_over` counts by ending the files whose names tell no kind; `input_type` says what such files are, and `name`
    what standard input is called.
    """

    def __init__(
        self,
        inputs: Iterable[str],
        *,
        out: str,
        now: float,
        settle_seconds: float = 0.0,
        name: str | None = None,
        input_type: str | None = None,
        permits: Permits = ANYTHING,
    ) -> None:
        self._permits = permits
        for given in inputs:
            permits.require_input(given)
            if "://" in given and not given.startswith(_WEB):
                check_address(given)
        self._roots = list(_expanded(inputs))
        self._spelling = Spelling()
        self._name = name
        self._type = input_type
        self.passed_over: Counter[str] = Counter()
        self._out_given, self._out = out, os.path.realpath(out)
        self._out_is_inside = False
        self._unlisted: list[str] = []
        self._unlisted_more = 0
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
                yield Source(uri_of(self._name or STANDARD_INPUT), STANDARD_INPUT, self._format(self._name or ""))
            elif "://" in root:
                yield from self._remote(root)
            elif os.path.isdir(root):
                yield from self._walk(root)
            else:
                yield from self._named(root, os.path.realpath(root))

    def warnings(self) -> list[str]:
        """Return one sentence for each thing that was left out."""
        found = [f"{count} {_SKIPPED[why]}" for why, count in sorted(self._skipped.items())]
        if self.passed_over:
            number = self.passed_over.total()
            found.append(f"{number} files skipped, {UNTOLD}: {in_words(self.passed_over)}; {HINT}")
        if self._out_is_inside:
            found.append(
                f"the output folder {self._out_given!r} lies inside an input, and is not read; better name one outside"
            )
        if self._unlisted:
            names = [*self._unlisted, f"{self._unlisted_more} more"] if self._unlisted_more else self._unlisted
            found.append(f"folders that cannot be listed were left out: {', '.join(names)}; mend their rights")
        found += [f"nothing matches {shown(pattern)!r}; check the pattern" for pattern in self._empty]
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
            status = os.lstat(real)
        except OSError:  # gone since it was checked; reading it will say so
            yield Source(self._uri(path), real, self._format(path))
            return
        if self._is_new(real) and self._is_ready(path, status):
            form, identity = self._format(path), identity_of(status)
            yield Source(self._uri(path), real, form, status.st_size, status.st_mtime_ns, identity)

    def _format(self, name: str) -> Format | None:
        return format_told(name, self._type)

    def _uri(self, path: str) -> str:
        return uri_of(self._spelling.of(path))

    def _remote(self, address: str) -> Iterator[Source]:
        if address.startswith(_WEB):
            raise BadUsage(f"{shown(address)!r} is fetched by `copydesk ingest` only")
        nothing = True
        try:
            for source, is_named in found_at(address, self._type, self._permits):
                nothing = False
                if source.format is None and not is_named:
                    count_ending(self.passed_over, source.path)
                elif self._is_new(source.path):
                    yield source
        except Passing as verdict:
            self._silent.append(verdict.detail)
            return
        self._reached = True
        if nothing:
            self._empty.append(address)

    def _walk(self, root: str) -> Iterator[Source]:
        real = os.path.realpath(root)
        if not self._may_read(real):
            return
        spelled = self._spelling.of(root)
        given = "" if spelled == os.curdir else spelled
        for found in Walk(given, real, self._is_output, self._leave_out, self._skipped):
            source = self._file(found.given, found.real, found.name, found.status)
            if source is not None:
                yield source

    def _is_output(self, real: str) -> bool:
        if real == self._out:
            self._out_is_inside = True
            return True
        if os.path.isdir(os.path.join(real, LEDGER_FOLDER)):
            self._skipped["output"] += 1
            return True
        return False

    def _leave_out(self, given: str, why: str) -> None:
        """Take note of a folder that cannot be listed."""
        if len(self._unlisted) < _MOST_NAMED:
            self._unlisted.append(f"{uri_of(given) or os.curdir} ({why})")
        else:
            self._unlisted_more += 1

    def _file(self, given: str, real: str, name: str, status: os.stat_result) -> Source | None:
        if stat.S_ISLNK(status.st_mode):
            self._skipped["link"] += 1
        elif not stat.S_ISREG(status.st_mode):
            self._skipped["special"] += 1
        elif self._is_ready(name, status):
            form = self._format(name)
            # One of no known kind is not taken here, and may still be named outright.
            if form is not None and self._is_new(real):
                return Source(uri_of(given), real, form, status.st_size, status.st_mtime_ns, identity_of(status))
            if form is None:
                count_ending(self.passed_over, name)
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
