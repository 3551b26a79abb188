"""The archives of an output folder: WARC files of what was fetched, each written whole before anything counts on it."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator

from pipeline.engine.store.durable import replace_file, sync_folder
from pipeline.engine.store.folder import writing
from pipeline.engine.web.register import Asked, Listing, Register
from pipeline.fetch.archive import archive
from pipeline.fetch.verdicts import Answer, Refused
from pipeline.sources.found import Source
from pipeline.sources.kinds import format_of
from pipeline.sources.uris import uri_of

ARCHIVES = "warc"


class Shelf:
    """The folder `warc` in an output folder, and what the register says of it."""

    def __init__(self, out: str, register: Register, agent: str) -> None:
        self._out = out
        self._folder = os.path.join(os.path.abspath(out), ARCHIVES)
        self._register = register
        self._agent = agent

    def unread(self, *, all_of_them: bool) -> Iterator[Source]:
        """Yield the archives that no run has read to its end, or all that are there."""
        for uri, name, done in self._register.archives(all_of_them=all_of_them):
            if not done or os.path.exists(os.path.join(self._folder, name)):
                yield self._source(uri, name)

    def put(
        self,
        taken: Iterable[tuple[str, Answer | Refused]],
        now: float,
        *,
        asked: Iterable[Asked] = (),
        listings: Iterable[Listing] = (),
    ) -> Source:
        """Return a new archive of what was fetched; that it is there, and what it settles, became true at once."""
        data = archive(taken, self._agent)
        with writing(self._out):
            number = self._register.next_archive()
            name = f"{number:06}.warc.gz"
            uri = uri_of(os.path.join(self._out, ARCHIVES, name))
            if not os.path.isdir(self._folder):
                os.mkdir(self._folder)
                sync_folder(os.path.dirname(self._folder))
            # Killed before the register knows of it, the file is written over by the next run.
            replace_file(os.path.join(self._folder, name), data)
            with self._register.writing():
                self._register.note_archive(number, uri, name)
                self._register.note_asked(asked, now)
                for listing in listings:
                    self._register.note_listing(listing)
        return self._source(uri, name)

    def _source(self, uri: str, name: str) -> Source:
        path = os.path.join(self._folder, name)
        try:
            found = os.stat(path)
        except OSError:  # reading it will say so
            return Source(uri, path, format_of(name))
        return Source(uri, path, format_of(name), found.st_size, found.st_mtime_ns)
