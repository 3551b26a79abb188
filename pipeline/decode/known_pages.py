"""Every code page that is known, one row each: what reads it, and where it is looked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownPage:
    """One code page; only what reads it and what it is called must be said."""

    codec: str
    """What Python calls it."""
    name: str
    """What it is called in records: the name the web has for it, where it has one."""
    prior: float | None = None
    """How often UTF-8 is met that was read as this page, in nats; None: such text is not looked for.

    Most mistakes are windows-1252 or Latin-1, then the other Windows pages of the big languages; an ISO part or a DOS
    page is rare. It decides between pages that explain the same bytes with the same characters.
    """
    is_multi_byte: bool = False
    """Whether a character above ASCII takes two bytes or more."""
    shown: int | None = None
    """Rank among the pages that browsers and editors fall back to, as which other bytes are shown; None: it is none."""
    written: int | None = None
    """Rank among the pages that were written before UTF-8, and get read as another; None: not looked for."""
    is_guessed: bool = False
    """Whether bytes that nothing else explains may be guessed to be this; Python and the guesser must both know it."""
    is_declared: bool = False
    """Whether a page that declares it is believed where browsers do not know the label."""
    is_filled: bool = False
    """Whether the web's table has a control for every byte that the page leaves undefined; others: U+FFFD above 9F."""
    private: Mapping[int, int] = field(default_factory=dict)
    """Undefined bytes, and the private-use characters Windows turns them into (best-fit files of the code pages)."""
    extra: Mapping[str, bytes] = field(default_factory=dict)
    """Characters that Python's multi-byte codec refuses and Windows and browsers read: 0x80 is the euro sign in GBK."""


_THAI = {0xDB: 0xF8C1, 0xDC: 0xF8C2, 0xDD: 0xF8C3, 0xDE: 0xF8C4, 0xFC: 0xF8C5, 0xFD: 0xF8C6, 0xFE: 0xF8C7, 0xFF: 0xF8C8}
_HEBREW = {byte: 0xF88D + byte - 0xD9 for byte in range(0xD9, 0xE0)}
_JAPANESE = {"\x80": b"\x80", "\xa0": b"\xa0", "\uf8f0": b"\xa0", "\uf8f1": b"\xfd", "\uf8f2": b"\xfe"}
_EURO = {"\u20ac": b"\x80"}
_CONTROL = {"\x80": b"\x80"}

KNOWN_PAGES: tuple[KnownPage, ...] = (
    KnownPage(codec="cp1252", name="windows-1252", prior=0.0, is_filled=True, shown=1, written=23),
    KnownPage(codec="latin_1", name="iso-8859-1", prior=-0.3, shown=2),
    KnownPage(codec="cp1250", name="windows-1250", prior=-0.5, is_filled=True, is_guessed=True, shown=6, written=6),
    KnownPage(codec="cp1251", name="windows-1251", prior=-0.5, is_filled=True, is_guessed=True, shown=3, written=1),
    KnownPage(
        codec="cp1253",
        name="windows-1253",
        prior=-0.8,
        is_guessed=True,
        written=9,
        private={0xAA: 0xF8F9, 0xD2: 0xF8FA, 0xFF: 0xF8FB},
    ),
    KnownPage(codec="cp1254", name="windows-1254", prior=-0.7, is_filled=True, is_guessed=True, written=10),
    KnownPage(codec="cp1255", name="windows-1255", prior=-0.8, is_guessed=True, written=11, private=_HEBREW),
    KnownPage(codec="cp1256", name="windows-1256", prior=-0.8, is_guessed=True, written=12),
    KnownPage(
        codec="cp1257",
        name="windows-1257",
        prior=-0.9,
        is_guessed=True,
        written=13,
        private={0xA1: 0xF8FC, 0xA5: 0xF8FD},
    ),
    KnownPage(codec="cp1258", name="windows-1258", prior=-1.2, is_filled=True, is_guessed=True),
    KnownPage(codec="cp874", name="windows-874", prior=-0.5, is_guessed=True, shown=10, written=14, private=_THAI),
    KnownPage(codec="tis_620", name="tis-620", prior=-1.2),
    KnownPage(codec="iso8859_11", name="iso-8859-11", prior=-1.3),
    KnownPage(codec="iso8859_2", name="iso-8859-2", prior=-1.0, is_guessed=True, written=7),
    KnownPage(codec="iso8859_3", name="iso-8859-3", prior=-1.5),
    KnownPage(codec="iso8859_4", name="iso-8859-4", prior=-1.5),
    KnownPage(codec="iso8859_5", name="iso-8859-5", prior=-1.5, is_guessed=True, written=4),
    KnownPage(codec="iso8859_6", name="iso-8859-6", prior=-1.5),
    KnownPage(codec="iso8859_7", name="iso-8859-7", prior=-1.4, is_guessed=True),
    KnownPage(codec="iso8859_8", name="iso-8859-8", prior=-1.5),
    KnownPage(codec="iso8859_9", name="iso-8859-9", prior=-1.0),
    KnownPage(codec="iso8859_10", name="iso-8859-10", prior=-1.5),
    KnownPage(codec="iso8859_13", name="iso-8859-13", prior=-1.5),
    KnownPage(codec="iso8859_14", name="iso-8859-14", prior=-1.5),
    KnownPage(codec="iso8859_15", name="iso-8859-15", prior=-0.8),
    KnownPage(codec="iso8859_16", name="iso-8859-16", prior=-1.5, is_declared=True),
    KnownPage(codec="koi8_r", name="koi8-r", prior=-0.9, is_guessed=True, shown=4, written=2),
    KnownPage(codec="koi8_u", name="koi8-u", prior=-1.2),
    KnownPage(codec="cp437", name="ibm437", prior=-0.8, is_declared=True, shown=7, written=21),
    KnownPage(codec="cp720", name="ibm720", prior=-1.5),
    KnownPage(codec="cp737", name="ibm737", prior=-1.5),
    KnownPage(codec="cp775", name="ibm775", prior=-1.5),
    KnownPage(codec="cp850", name="ibm850", prior=-0.9, is_declared=True, shown=8, written=20),
    KnownPage(codec="cp852", name="ibm852", prior=-1.2, is_declared=True, written=8),
    KnownPage(codec="cp855", name="ibm855", prior=-1.5),
    KnownPage(codec="cp858", name="ibm858", prior=-1.3),
    KnownPage(codec="cp862", name="ibm862", prior=-1.5),
    KnownPage(codec="cp866", name="ibm866", prior=-0.9, is_guessed=True, shown=5, written=3),
    KnownPage(codec="mac_roman", name="macintosh", prior=-0.8, is_declared=True, shown=9, written=22),
    KnownPage(codec="mac_cyrillic", name="x-mac-cyrillic", prior=-1.4, is_declared=True, written=5),
    KnownPage(codec="mac_greek", name="x-mac-greek", prior=-1.5),
    KnownPage(codec="mac_latin2", name="x-mac-ce", prior=-1.5),
    KnownPage(codec="mac_turkish", name="x-mac-turkish", prior=-1.4),
    KnownPage(codec="gbk", name="gbk", prior=-0.5, is_multi_byte=True, shown=11, written=15, extra=_EURO),
    KnownPage(
        codec="cp932",
        name="shift_jis",
        prior=-0.5,
        is_multi_byte=True,
        is_guessed=True,
        is_declared=True,
        shown=12,
        written=17,
        extra=_JAPANESE,
    ),
    KnownPage(
        codec="cp949",
        name="euc-kr",
        prior=-1.0,
        is_multi_byte=True,
        is_guessed=True,
        is_declared=True,
        written=19,
        extra=_CONTROL,
    ),
    KnownPage(
        codec="cp950",
        name="big5",
        prior=-1.0,
        is_multi_byte=True,
        is_declared=True,
        shown=13,
        written=16,
        extra=_CONTROL,
    ),
    KnownPage(codec="euc_jp", name="euc-jp", prior=-1.5, is_multi_byte=True, is_guessed=True, written=18),
    KnownPage(codec="big5hkscs", name="big5-hkscs", prior=-2.0, is_multi_byte=True, is_declared=True),
    KnownPage(codec="gb18030", name="gb18030", prior=-2.0, is_multi_byte=True, is_guessed=True),
    KnownPage(codec="big5", name="big5", is_multi_byte=True, is_guessed=True),
    KnownPage(codec="euc_jis_2004", name="euc-jis-2004", is_multi_byte=True, is_declared=True),
)


def ranked(rank: Callable[[KnownPage], int | None]) -> tuple[KnownPage, ...]:
    """Return the pages that have a rank, the first rank first."""
    found = [(number, page) for page in KNOWN_PAGES if (number := rank(page)) is not None]
    return tuple(page for _, page in sorted(found, key=lambda row: row[0]))
