"""Read WARC and WET files record by record, past damage, never passing a cut record off as whole.

The common readers stop at the first damage, hand out cut records as whole and glue records together where a length is
too long. Here a record counts only when it ends where its length says and the compressed member around it is sound; a
damaged stretch is one refusal, and reading goes on at the next record that can be made out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.sources.found import Extent, Item, Refusal, Source, Unit
from pipeline.sources.own_fields import page_of, refusal_of
from pipeline.sources.window import Window
from schemas.kinds import Kind
from schemas.rejection import Reason
from schemas.settings import Settings

_VERSION = re.compile(rb"WARC/[01]\.[0-9]{1,2}\r\n")
_FIRST_LINES = re.compile(rb"WARC/[01]\.[0-9]{1,2}\r\n[A-Za-z-]{1,64}:")
_FIRST_LINES_BYTES = 96
_END = b"\r\n\r\n"
_RECORDS = frozenset({"response", "resource", "conversion", "continuation"})
_RECORD_ID = re.compile(r"<?([^<>]{1,512})>?")
# Each costs a second reading from the start of the file; only hostile files need more.
_REWINDS = 16
_WRONG_LENGTH = "the record does not end where its Content-Length says"


@dataclass(frozen=True, slots=True)
class _Head:
    """A record's header: where it and its block begin, and how long the block says it is.

    `offset` is where the compressed member it lies in starts in the file, `inside` how far into that it lies; they are
    taken down at once, for a search for the next record forgets them.
    """

    start: int
    offset: int
    inside: int
    body: int
    length: int
    fields: dict[str, str]

    @property
    def end(self) -> int:
        return self.body + self.length


class WarcReader:
    """The records of one file, in order; iterate once."""

    def __init__(self, source: Source, window: Window, settings: Settings) -> None:
        self._source = source
        self._window = window
        self._settings = settings
        self._rewinds = _REWINDS

    def __iter__(self) -> Iterator[Item]:
        yield from self._stretch(0)
        while self._window.damage is not None and self._window.resume(b"WARC/"):
            yield from self._stretch(0)

    def _stretch(self, position: int) -> Iterator[Item]:
        """Yield what one stretch of sound data holds, and one refusal when it ends in damage."""
        window = self._window
        told = False  # whether the damage the stretch ends with is already in a refusal
        while True:
            position = self._after_blank(position)
            if not window.has(position + 1):
                break
            window.forget(position)
            head = self._head(position)
            if isinstance(head, str):
                yield self._damaged(*self._window.origin(position), head)
                position = self._next_record(position + 1)
            else:
                item, position = self._record(head)
                told = isinstance(item, Refusal) and window.damage is not None
                if item is not None:
                    yield item
            if position < 0:
                return
        if window.damage is not None and not told:
            damage = window.damage
            reason = Reason.WARC_TRUNCATED if damage.cut else Reason.WARC_DAMAGED
            yield Refusal(self._source.uri, reason, damage.detail, f"offset:{damage.offset}", damage.offset)

    def _after_blank(self, position: int) -> int:
        while self._window.get(position, position + 2) == b"\r\n":
            position += 2
        return position

    def _head(self, start: int) -> _Head | str:
        """Return the header at `start`, or what is wrong with it."""
        if not _VERSION.fullmatch(self._window.get(start, self._window_line_end(start))):
            return "this is not the start of a WARC record"
        end = self._window.find(_END, start, start + self._settings.max_header_bytes)
        if end < 0:
            return "the header of the record does not end"
        fields = _fields(self._window.get(start, end))
        length = fields.get("content-length", "")
        if not (length.isascii() and length.isdecimal() and len(length) <= 15):
            return "the record has no usable Content-Length"
        return _Head(start, *self._window.origin(start), end + len(_END), int(length), fields)

    def _window_line_end(self, start: int) -> int:
        end = self._window.find(b"\n", start, start + 16)
        return end + 1 if end >= 0 else start + 16

    def _record(self, head: _Head) -> tuple[Item | None, int]:
        """Return the record, a refusal or None for a kind that is passed over; and where to go on, -1 for nowhere."""
        if head.length > self._settings.max_record_bytes:
            return self._oversized(head)
        complete = self._window.has(head.end)
        if complete and self._ends_at(head.end):
            if self._is_unsound(head):
                return self._broken_off(head), head.end
            return self._accepted(head), head.end
        following = self._next_record(head.body)
        if complete or following >= 0:
            return self._damaged(head.offset, head.inside, _WRONG_LENGTH), following
        return self._broken_off(head), -1 if self._window.damage is None else head.end

    def _oversized(self, head: _Head) -> tuple[Item | None, int]:
        """Skip a record over the limit, if its length can be believed; else go on at the next record in it."""
        wanted = head.fields.get("warc-type", "") in _RECORDS
        refusal = self._refusal(head, Reason.RECORD_TOO_LARGE, f"the record has {head.length} bytes")
        if self._window.can_rewind and self._rewinds:
            if self._window.skip(head.end) and self._ends_at(head.end):
                return (refusal if wanted else None), head.end
            self._rewinds -= 1
            damaged = self._window.damage is not None
            self._window.rewind(head.start)
            self._window.has(head.body)
            following = self._next_record(head.body)
            if following < 0 and not damaged:
                return self._broken_off(head), -1
            return self._damaged(head.offset, head.inside, _WRONG_LENGTH), following
        return (refusal if wanted else None), self._next_record(head.body)

    def _ends_at(self, end: int) -> bool:
        """Tell whether a record may end here: blank line after it, or the end of the file."""
        tail = self._window.get(end, end + len(_END))
        return tail == _END or (len(tail) < len(_END) and _END.startswith(tail) and self._window.damage is None)

    def _is_unsound(self, head: _Head) -> bool:
        """Tell whether the compressed member this record ends in is corrupt, by reading to its checksum."""
        if self._window.has(head.end + len(_END) + 1) or self._window.damage is None:
            return False
        return self._window.damage.offset == head.offset

    def _accepted(self, head: _Head) -> Item | None:
        kind = head.fields.get("warc-type", "").lower()
        page = page_of(head.fields)
        if kind not in _RECORDS:
            refusal = refusal_of(head.fields) if page is not None else None
            return refusal and Refusal(page or "", *refusal, None, head.offset)
        if kind == "continuation" or "warc-segment-number" in head.fields:
            return self._refusal(head, Reason.WARC_TRUNCATED, "the record is one segment of a longer one")
        if "warc-truncated" in head.fields:
            return self._refusal(head, Reason.WARC_TRUNCATED, "the crawler cut the record (WARC-Truncated)")
        content: bytes | Extent
        if self._window.is_plain and self._window.can_rewind:
            content = self._source.extent(head.body, head.length)
        else:
            content = self._window.get(head.body, head.end)
        if page is not None:
            return Unit(page, Kind.WARC, content, None, head.offset, headers=head.fields)
        return Unit(self._source.uri, Kind.WARC, content, self._id(head), head.offset, headers=head.fields)

    def _next_record(self, position: int) -> int:
        """Return where the next record can be made out, -1 for nowhere; garbage may stand right before it."""
        while (found := self._window.find(b"WARC/", position)) >= 0:
            if _FIRST_LINES.match(self._window.get(found, found + _FIRST_LINES_BYTES)):
                return found
            position = found + 1
        return -1

    def _broken_off(self, head: _Head) -> Refusal:
        if self._window.damage is not None and not self._window.damage.cut:
            return self._damaged(head.offset, head.inside, "the compressed data of this record is corrupt")
        return self._refusal(head, Reason.WARC_TRUNCATED, "the file ends inside this record")

    def _damaged(self, offset: int, inside: int, detail: str) -> Refusal:
        return Refusal(self._source.uri, Reason.WARC_DAMAGED, detail, _place(offset, inside), offset)

    def _refusal(self, head: _Head, reason: Reason, detail: str) -> Refusal:
        return Refusal(self._source.uri, reason, detail, self._id(head), head.offset, head.length)

    @staticmethod
    def _id(head: _Head) -> str:
        match = _RECORD_ID.fullmatch(head.fields.get("warc-record-id", ""))
        if match is not None and match[1].isprintable():
            return match[1]
        return _place(head.offset, head.inside)


def _place(offset: int, inside: int) -> str:
    return f"offset:{offset}+{inside}" if inside else f"offset:{offset}"


def _fields(header: bytes) -> dict[str, str]:
    """Return the named fields, names in lower case; the first of a repeated one counts."""
    fields: dict[str, str] = {}
    for line in header.split(b"\r\n")[1:]:
        name, colon, value = line.partition(b":")
        if colon:
            fields.setdefault(name.strip().lower().decode("latin-1"), value.strip().decode("utf-8", "replace"))
    return fields
