"""How the records of a kind are told apart, and each is read: one row for every kind of the shape `STREAM`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from pipeline.sources.found import Item, Source, Unit
from pipeline.sources.json_records import json_document
from pipeline.sources.jsonl import json_lines
from pipeline.sources.responses import warc_document
from pipeline.sources.warc import WarcReader
from pipeline.sources.window import Window
from schemas.kinds import Kind
from schemas.settings import Settings
from schemas.stages import RawDocument


@dataclass(frozen=True, slots=True)
class Reader:
    """How a kind is read."""

    items: Callable[[Source, Window, Settings], Iterable[Item]]
    """Finds the records in the bytes of a source, and what is damaged, which is a refusal; reads none of them."""
    document: Callable[[Unit, bytes, Settings], RawDocument]
    """Returns the document in the bytes of a record; raises Reject when there is none."""
    most_bytes: Callable[[Settings], int]
    """The size above which a record is refused unread."""


def _json_lines(source: Source, window: Window, settings: Settings) -> Iterator[Item]:
    is_file = window.is_plain and window.can_rewind and "://" not in source.path
    return json_lines(source, window, settings, as_extents=is_file)


READERS = {
    Kind.JSONL: Reader(_json_lines, json_document, lambda settings: settings.max_jsonl_line_bytes),
    Kind.WARC: Reader(WarcReader, warc_document, lambda settings: settings.max_record_bytes),
}
