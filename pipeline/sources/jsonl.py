"""Find the lines of a JSONL file by bytes; what a line says is read elsewhere."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.sources.found import Item, Refusal, Source, Unit
from pipeline.sources.window import Window
from schemas.kinds import Kind
from schemas.rejection import Reason
from schemas.settings import Settings

_BOM = b"\xef\xbb\xbf"
_WIDE_BOMS = (b"\xff\xfe", b"\xfe\xff", b"\0\0\xfe\xff")


def json_lines(source: Source, window: Window, settings: Settings, *, as_extents: bool) -> Iterator[Item]:
    """Yield a unit for every line that is not blank, cut at b"\\n" alone.

    U+2028 and the like are legal inside JSON strings; cutting by str.splitlines would tear such lines apart.
    """
    head = window.get(0, 4)
    if head.startswith(_WIDE_BOMS):
        yield Refusal(source.uri, Reason.BAD_JSON, "the file is UTF-16 or UTF-32; JSONL is UTF-8", "line:1", 0)
        return
    position = len(_BOM) if head.startswith(_BOM) else 0
    number = 0
    while window.has(position + 1):
        number += 1
        end = window.find(b"\n", position, position + settings.max_jsonl_line_bytes + 1)
        item, following = _line(source, window, settings, position, end, number)
        if isinstance(item, Unit) and as_extents:
            assert isinstance(item.content, bytes)
            item = Unit(item.source, item.kind, source.extent(position, len(item.content)), *_place(item))
        if item is not None:
            yield item
        window.forget(following)
        position = following
    if window.damage is not None:
        # The part of a line before the damage is not handed out: it might be whole JSON by chance.
        damage = window.damage
        yield Refusal(source.uri, Reason.UNREADABLE, damage.detail, f"offset:{damage.offset}", damage.offset)


def _line(
    source: Source, window: Window, settings: Settings, position: int, end: int, number: int
) -> tuple[Item | None, int]:
    """Return what stands at `position` and where the next line begins."""
    name = f"line:{number}"
    offset = window.origin(position)[0] if window.is_plain else None
    if end < 0 and window.has(position + settings.max_jsonl_line_bytes + 1):
        end = window.find(b"\n", position)
        length = (end if end >= 0 else window.end) - position
        detail = f"the line has {length} bytes"
        following = end + 1 if end >= 0 else window.end
        return Refusal(source.uri, Reason.RECORD_TOO_LARGE, detail, name, offset, length), following
    if end < 0:
        if window.damage is not None:
            return None, window.end
        content = window.get(position, window.end)
        following = window.end
    else:
        content = window.get(position, end)
        following = end + 1
    if not content.strip():
        return None, following
    return Unit(source.uri, Kind.JSONL, content, name, offset), following


def _place(unit: Unit) -> tuple[str | None, int | None]:
    return unit.fallback_id, unit.offset
