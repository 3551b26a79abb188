"""The code pages that UTF-8 gets misread as, each as a table from character back to byte."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache

# (Python codec, name reported, prior in nats). The priors say how often the page is met on the web: most mistakes are
# windows-1252 or Latin-1, then the other Windows pages of the big languages; an ISO part or a DOS page is rare. They
# decide between pages that explain the same bytes with the same characters.
_SINGLE: tuple[tuple[str, str, float], ...] = (
    ("cp1252", "windows-1252", 0.0), ("latin_1", "iso-8859-1", -0.3), ("cp1250", "windows-1250", -0.5),
    ("cp1251", "windows-1251", -0.5), ("cp1253", "windows-1253", -0.8), ("cp1254", "windows-1254", -0.7),
    ("cp1255", "windows-1255", -0.8), ("cp1256", "windows-1256", -0.8), ("cp1257", "windows-1257", -0.9),
    ("cp1258", "windows-1258", -1.2), ("cp874", "windows-874", -0.5), ("tis_620", "tis-620", -1.2),
    ("iso8859_11", "iso-8859-11", -1.3), ("iso8859_2", "iso-8859-2", -1.0), ("iso8859_3", "iso-8859-3", -1.5),
    ("iso8859_4", "iso-8859-4", -1.5), ("iso8859_5", "iso-8859-5", -1.5), ("iso8859_6", "iso-8859-6", -1.5),
    ("iso8859_7", "iso-8859-7", -1.4), ("iso8859_8", "iso-8859-8", -1.5), ("iso8859_9", "iso-8859-9", -1.0),
    ("iso8859_10", "iso-8859-10", -1.5), ("iso8859_13", "iso-8859-13", -1.5), ("iso8859_14", "iso-8859-14", -1.5),
    ("iso8859_15", "iso-8859-15", -0.8), ("iso8859_16", "iso-8859-16", -1.5), ("koi8_r", "koi8-r", -0.9),
    ("koi8_u", "koi8-u", -1.2), ("cp437", "ibm437", -0.8), ("cp720", "ibm720", -1.5), ("cp737", "ibm737", -1.5),
    ("cp775", "ibm775", -1.5), ("cp850", "ibm850", -0.9), ("cp852", "ibm852", -1.2), ("cp855", "ibm855", -1.5),
    ("cp858", "ibm858", -1.3), ("cp862", "ibm862", -1.5), ("cp866", "ibm866", -0.9),
    ("mac_roman", "macintosh", -0.8), ("mac_cyrillic", "x-mac-cyrillic", -1.4), ("mac_greek", "x-mac-greek", -1.5),
    ("mac_latin2", "x-mac-ce", -1.5), ("mac_turkish", "x-mac-turkish", -1.4),
)  # fmt: skip
_MULTI: tuple[tuple[str, str, float], ...] = (
    ("gbk", "gbk", -0.5), ("cp932", "shift_jis", -0.5), ("cp949", "euc-kr", -1.0), ("cp950", "big5", -1.0),
    ("euc_jp", "euc-jp", -1.5), ("big5hkscs", "big5-hkscs", -2.0), ("gb18030", "gb18030", -2.0),
)  # fmt: skip
# A table with its holes filled from windows-1252 is a hypothesis of its own: merged into the table it cost four
# points on doubly encoded text, because it explains too much.
_FILLED_PRIOR = -1.5
# Windows turns bytes its table leaves undefined into these private-use characters (best-fit files of the code pages).
_PRIVATE: dict[str, dict[int, int]] = {
    "cp874": {0xDB: 0xF8C1, 0xDC: 0xF8C2, 0xDD: 0xF8C3, 0xDE: 0xF8C4,
              0xFC: 0xF8C5, 0xFD: 0xF8C6, 0xFE: 0xF8C7, 0xFF: 0xF8C8},
    "cp1253": {0xAA: 0xF8F9, 0xD2: 0xF8FA, 0xFF: 0xF8FB},
    "cp1255": {byte: 0xF88D + byte - 0xD9 for byte in range(0xD9, 0xE0)},
    "cp1257": {0xA1: 0xF8FC, 0xA5: 0xF8FD},
}  # fmt: skip
# Bytes that Python's multi-byte codecs refuse and Windows and browsers read: 0x80 is the euro sign in GBK.
_EXTRA_BYTES: dict[str, dict[str, bytes]] = {
    "gbk": {"\u20ac": b"\x80"},
    "cp932": {"\x80": b"\x80", "\xa0": b"\xa0", "\uf8f0": b"\xa0", "\uf8f1": b"\xfd", "\uf8f2": b"\xfe"},
    "cp949": {"\x80": b"\x80"},
    "cp950": {"\x80": b"\x80"},
}
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
    for codec, _, _ in _MULTI:
        codecs.register_error(f"copydesk-{codec}", _extra_bytes_handler(_EXTRA_BYTES.get(codec, {})))
    return tuple(MultiByte(name, codec, prior) for codec, name, prior in _MULTI)


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
    for codec, name, prior in _SINGLE:
        table = byte_table(codec)
        defined = {byte for character, byte in table.items() if character > "\x9f"}
        table |= {chr(point): byte for byte, point in _PRIVATE.get(codec, {}).items()}
        # A reader may show any byte below A0 as the control character of that number, defined or not (Latin-1 habit).
        controls = {chr(byte): byte for byte in range(0x80, 0xA0)}
        yield SingleByte(name, codec, prior, controls | table)
        filled = {c: byte for c, byte in windows.items() if byte not in defined and c > "\x9f" and c not in table}
        if filled and codec != "latin_1":
            yield SingleByte(name, codec, prior + _FILLED_PRIOR, controls | table | filled)


def _extra_bytes_handler(extra: dict[str, bytes]) -> Callable[[UnicodeError], tuple[bytes, int]]:
    def handle(error: UnicodeError) -> tuple[bytes, int]:
        if isinstance(error, UnicodeEncodeError):
            raw = extra.get(error.object[error.start])
            if raw is not None:
                return raw, error.start + 1
        raise error

    return handle
