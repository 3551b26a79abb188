"""The code pages that UTF-8 gets misread as, each as a table from character back to byte."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache

from pipeline.decode.known_pages import KNOWN_PAGES

# A table with its holes filled from windows-1252 is a hypothesis of its own: merged into the table it cost four
# points on doubly encoded text, because it explains too much.
_FILLED_PRIOR = -1.5
_SHORT = 40


@dataclass(frozen=True, slots=True, eq=False)
class SingleByte:
    """A code page of one byte a character."""

    name: str
    codec: str
    prior: float
    bytes_of: dict[str, int]
    """Byte of every character above ASCII that the page can show."""
    lead: frozenset[str] = field(init=False)
    """Characters that stand for the first byte of a UTF-8 sequence."""
    table: dict[int, str] = field(init=False)
    """For `str.translate`: character to the Latin-1 character of its byte."""

    def __post_init__(self) -> None:
        set_ = object.__setattr__
        set_(self, "lead", frozenset(self.shown(0xC2, 0xF4)))
        set_(self, "table", {ord(c): chr(byte) for c, byte in self.bytes_of.items()})

    def shown(self, first: int, last: int) -> str:
        """All characters the page shows for the bytes of a range."""
        return "".join(c for c, byte in self.bytes_of.items() if first <= byte <= last)

    def encode(self, text: str) -> bytes | None:
        """Give back the bytes that this page shows as `text`, or None if it cannot show it."""
        if len(text) > _SHORT:
            # Python's own table is five times as fast, but has no characters for holes.
            try:
                return text.encode(self.codec)
            except UnicodeEncodeError:
                pass
        try:
            return text.translate(self.table).encode("latin-1")
        except UnicodeEncodeError:
            return None

    def decode(self, text: str) -> str | None:
        """Read `text`, seen through this page, as the UTF-8 it was; None if it was none."""
        raw = self.encode(text)
        try:
            return None if raw is None else raw.decode("utf-8")
        except UnicodeDecodeError:
            return None


@dataclass(frozen=True, slots=True, eq=False)
class MultiByte:
    """An East Asian encoding of one to four bytes a character."""

    name: str
    codec: str
    prior: float

    def encode(self, text: str) -> bytes | None:
        """Give back the bytes that this encoding shows as `text`, or None if it cannot show it."""
        try:
            return text.encode(self.codec, f"copydesk-{self.codec}")
        except UnicodeEncodeError:
            return None

    def decode(self, text: str) -> str | None:
        """Read `text`, seen through this encoding, as the UTF-8 it was; None if it was none."""
        raw = self.encode(text)
        try:
            return None if raw is None else raw.decode("utf-8")
        except UnicodeDecodeError:
            return None


CodePage = SingleByte | MultiByte


def character_set(characters: str) -> str:
    """Write a regular-expression class that matches exactly these characters, as ranges."""
    points = sorted(map(ord, set(characters)))
    ranges: list[list[int]] = []
    for point in points:
        if ranges and point == ranges[-1][1] + 1:
            ranges[-1][1] = point
        else:
            ranges.append([point, point])
    parts = (re.escape(chr(a)) + (f"-{re.escape(chr(b))}" if b > a else "") for a, b in ranges)
    return f"[{''.join(parts)}]"


@lru_cache(maxsize=1)
def single_byte_pages() -> tuple[SingleByte, ...]:
    """All single-byte hypotheses; pages with the same table appear once."""
    pages = {frozenset(page.bytes_of.items()): page for page in reversed(tuple(_single_hypotheses()))}
    return tuple(reversed(pages.values()))


@lru_cache(maxsize=1)
def multi_byte_pages() -> tuple[MultiByte, ...]:
    """All multi-byte hypotheses."""
    pages = [page for page in KNOWN_PAGES if page.is_multi_byte]
    for page in pages:
        codecs.register_error(f"copydesk-{page.codec}", _extra_bytes_handler(page.extra))
    return tuple(MultiByte(page.name, page.codec, page.prior) for page in pages if page.prior is not None)


@cache
def sequence_pattern(page: SingleByte) -> re.Pattern[str]:
    """One UTF-8 sequence as this page shows it; compiled when a text first needs the page."""
    tail = character_set(page.shown(0x80, 0xBF))
    leads = ((page.shown(0xC2, 0xDF), 1), (page.shown(0xE0, 0xEF), 2), (page.shown(0xF0, 0xF4), 3))
    return re.compile("|".join(f"{character_set(first)}{tail}{{{count}}}" for first, count in leads if first))


@cache
def run_pattern(page: SingleByte) -> re.Pattern[str]:
    """A run of UTF-8 sequences as this page shows them."""
    return re.compile(f"(?:{sequence_pattern(page).pattern})+")


def byte_table(codec: str) -> dict[str, int]:
    """Byte of every non-ASCII character of a single-byte codec, undefined bytes below A0 as C1 controls."""
    table = {}
    for byte in range(0x80, 0x100):
        shown = bytes((byte,)).decode(codec, "ignore") or (chr(byte) if byte < 0xA0 else "")
        if shown:
            table[shown] = byte
    return table


def _single_hypotheses() -> Iterator[SingleByte]:
    windows = byte_table("cp1252")
    for page in KNOWN_PAGES:
        if page.prior is None or page.is_multi_byte:
            continue
        table = byte_table(page.codec)
        defined = {byte for character, byte in table.items() if character > "\x9f"}
        table |= {chr(point): byte for byte, point in page.private.items()}
        # A reader may show any byte below A0 as the control character of that number, defined or not (Latin-1 habit).
        controls = {chr(byte): byte for byte in range(0x80, 0xA0)}
        yield SingleByte(page.name, page.codec, page.prior, controls | table)
        filled = {c: byte for c, byte in windows.items() if byte not in defined and c > "\x9f" and c not in table}
        if filled and page.codec != "latin_1":
            yield SingleByte(page.name, page.codec, page.prior + _FILLED_PRIOR, controls | table | filled)


def _extra_bytes_handler(extra: Mapping[str, bytes]) -> Callable[[UnicodeError], tuple[bytes, int]]:
    def handle(error: UnicodeError) -> tuple[bytes, int]:
        if isinstance(error, UnicodeEncodeError):
            raw = extra.get(error.object[error.start])
            if raw is not None:
                return raw, error.start + 1
        raise error

    return handle
