"""Read a listing in a process of its own, with a deadline and a memory limit: feeds lie like any other input.

`python -m pipeline.fetch.reading` is that process; JSON goes in on its standard input after the listing's head, and
comes out on its standard output.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import asdict
from typing import Any

from pipeline.errors import Reject
from pipeline.fetch.entries import Entries, Entry, NoListing
from pipeline.fetch.inputs import Lists
from pipeline.fetch.verdicts import Answer, NotNow, Refused
from pipeline.sources.bodies import decoded, unpacked
from schemas.rejection import Reason

_SECONDS = 20
_MEMORY_BYTES = 2 * 1024**3
# The run's own sys.path: tests and notebooks change it.
_BOOT = "import json, sys; sys.path[:] = json.loads(sys.argv.pop(1)); from pipeline.fetch.reading import main; main()"


def entries_of(lists: Lists, answer: Answer, max_bytes: int) -> Entries:
    """Return what a listing names; raise Refused for one that cannot be read, NotNow where we cannot."""
    try:
        body = decoded(answer.body, answer.header("content-encoding") or "", max_bytes)
        body = unpacked(body, max_bytes)  # sitemap.xml.gz
    except Reject as verdict:
        raise Refused(verdict.reason, verdict.detail) from verdict
    head = {"lists": lists, "address": answer.url, "content_type": answer.header("content-type") or ""}
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter and our own words
            [sys.executable, "-c", _BOOT, json.dumps(list(dict.fromkeys(sys.path)))],
            input=json.dumps(head).encode() + b"\n" + body,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=3 * _SECONDS,
            check=True,
            start_new_session=True,  # Ctrl-C reaches a whole group; what it ended would pass for a bad listing
        )
        found = json.loads(done.stdout)
    except (subprocess.SubprocessError, json.JSONDecodeError) as error:
        raise Refused(Reason.UNREADABLE, "the listing took too much time or memory to read") from error
    except OSError as error:
        raise NotNow("no process can be started to read the listing") from error
    if "no_listing" in found:
        raise Refused(Reason.UNSUPPORTED_TYPE, f"the listing cannot be read: {found['no_listing']}")
    return _entries(found)


def main() -> None:
    """Read one listing from standard input and print what it names."""
    import resource  # only in a process of its own, and not on every system

    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY_BYTES, _MEMORY_BYTES))
    head, _, body = sys.stdin.buffer.read().partition(b"\n")
    given = json.loads(head)
    try:
        found = asdict(_read(Lists(given["lists"]), body, given["address"], given["content_type"]))
    except NoListing as verdict:
        found = {"no_listing": str(verdict)}
    sys.stdout.buffer.write(json.dumps(found).encode())
    sys.stdout.flush()
    os._exit(0)  # a document of some million elements takes seconds to be let go of


def _read(lists: Lists, body: bytes, address: str, content_type: str) -> Entries:
    # Each kind of listing has its parser; the process reads one listing.
    from pipeline.fetch.sitemaps import is_feed, sitemap_entries

    if lists is Lists.SITEMAP and not is_feed(body):
        return sitemap_entries(body)
    from pipeline.fetch.feeds import feed_entries  # feedparser takes 90 ms

    return feed_entries(body, address, content_type)


def _entries(found: dict[str, Any]) -> Entries:
    return Entries(
        pages=tuple(Entry(**entry) for entry in found["pages"]),
        listings=tuple(Entry(**entry) for entry in found["listings"]),
        without_link=found["without_link"],
        cut=found["cut"],
    )
