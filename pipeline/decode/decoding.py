"""Bytes to characters: which charset, and how it was told.

The order is the one that gave the fewest wrong readings in trials: BOM, strict UTF-8, UTF-8 with few broken
bytes, the declared charset, windows-1252, and a guess last. A guesser asked first turns valid UTF-8 with bidi
marks into cp855, and UTF-8 with one cut character into mac_iceland.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import replace

from pipeline.decode.charsets import refusal, trusted_codec
from pipeline.decode.known_pages import KNOWN_PAGES
from pipeline.errors import Reject
from schemas.rejection import Reason
from schemas.settings import Settings
from schemas.stages import Decoded, MediaType, RawDocument

# UTF-32LE first: its BOM begins with that of UTF-16LE.
_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

# First bytes of what is often found under a text file's name.
_BINARY = (
    *(b"%PDF-", b"PK\x03\x04", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF", b"OggS", b"ID3", b"\x7fELF"),
    *(b"\x1f\x8b", b"\x28\xb5\x2f\xfd", b"BZh", b"\xfd7zXZ", b"\xd0\xcf\x11\xe0", b"SQLite format 3", b"{\\rtf"),
)

_SAMPLE_BYTES = 8192  # charset_normalizer took 41 s on 100 MB; a few kB tell as much
_VARIANT = re.compile(rb"\xc0\x80|(?:\xed[\xa0-\xaf][\x80-\xbf]\xed[\xb0-\xbf][\x80-\xbf]){1,1000}")
_ISO_2022 = b"\x1b$"  # how every stretch of two-byte characters begins
# What the web reads as controls where a page leaves bytes undefined.
FILLED = frozenset(page.codec for page in KNOWN_PAGES if page.is_filled)
_MANY_HIGH_BYTES = 0.12  # of all bytes: French has 5 %, Vietnamese 10 %; text in another script over 40 %
_CONTROL_BYTES = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1b")) + b"\x7f"
_META_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s{0,5}=\s{0,5}[\"']?\s{0,5}([\w.:-]{1,40})", re.IGNORECASE)
_GUESSED = [page.codec for page in KNOWN_PAGES if page.is_guessed]


def decode(raw: RawDocument, settings: Settings) -> Decoded:
    """Return the record as characters with "\\n" line ends; raise Reject if it is empty, too large or no text."""
    size = _size(raw.content, settings.max_record_bytes)
    if size > settings.max_record_bytes:
        raise Reject(Reason.RECORD_TOO_LARGE, f"{size} bytes; the limit is {settings.max_record_bytes}")
    return characters(raw)


def _size(content: bytes | str, limit: int) -> int:
    """Return the size in bytes, as UTF-8 where it is characters; a bound of it where that is within the limit."""
    if isinstance(content, bytes) or 4 * len(content) <= limit:
        return len(content)
    return len(content.encode("utf-8", "surrogatepass"))


def characters(raw: RawDocument) -> Decoded:
    """Return a record of any size as characters with "\\n" line ends; raise Reject if it is empty or no text."""
    if isinstance(raw.content, str):
        return _checked(Decoded(_with_plain_line_ends(raw.content), "unicode", "container"))
    if not raw.content.strip(b" \t\r\n\v\f"):
        raise Reject(Reason.EMPTY, "the input holds no characters")
    decoded = _read(raw)
    return _checked(
        Decoded(_with_plain_line_ends(decoded.text), decoded.charset, decoded.charset_from, decoded.replaced)
    )


def _read(raw: RawDocument) -> Decoded:
    content = raw.content
    assert isinstance(content, bytes)
    for bom, codec in _BOMS:
        if content.startswith(bom):
            return _decoded(content[len(bom) :], codec, "bom")
    _reject_refused(raw, content)
    _reject_binary(content)
    if utf16 := _bare_utf16(content):  # before UTF-8: NUL is a sound character there
        return _decoded(content, utf16, "pattern")
    try:
        return Decoded(content.decode("utf-8"), "utf-8", "utf-8")
    except UnicodeDecodeError:
        pass
    return (
        _damaged_utf8(content)
        or _filled(_declared(raw, content), content)
        or _filled(_windows_1252(content), content)
        or _guess(content)
    )


def _reject_binary(content: bytes) -> None:
    if content.startswith(_BINARY):
        raise Reject(Reason.NOT_TEXT, "the input begins like a binary file")
    sample = content[:65536]
    controls = len(sample) - len(sample.translate(None, _CONTROL_BYTES))
    if controls > 0.1 * len(sample) and not _bare_utf16(content):
        raise Reject(Reason.NOT_TEXT, f"{controls} of its first {len(sample)} bytes are control characters")


def _bare_utf16(content: bytes) -> str | None:
    """Return the codec if this is UTF-16 without a BOM: every other byte of Latin text is then NUL."""
    sample = content[:4096]
    if len(sample) < 32 or len(content) % 2:
        return None
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    half = len(sample) // 2
    if even > 0.6 * half and odd < 0.05 * half:
        return "utf-16-be"
    return "utf-16-le" if odd > 0.6 * half and even < 0.05 * half else None


def _damaged_utf8(content: bytes) -> Decoded | None:
    """Read as UTF-8 when the sound multi-byte sequences outnumber the broken ones at least four to one.

    In text of any other charset a sound sequence is an accident: 1 in 8 pairs of high bytes at best.
    """
    mended = _without_variants(content)
    text = mended.decode("utf-8", "replace")
    broken = text.count("\ufffd") - content.count(b"\xef\xbf\xbd")
    sound = sum(map(len, re.findall("[^\x00-\x7f\ufffd]+", text)))
    if (broken > 0 or mended is not content) and broken <= sound / 4:
        return Decoded(text, "utf-8", "damaged-utf-8", broken)
    return None


def _without_variants(content: bytes) -> bytes:
    """Return the bytes with what databases and Java write for UTF-8 put right: surrogates one by one, C0 80 for NUL."""
    if _VARIANT.search(content) is None:
        return content
    # ftfy's utf-8-variants says the same, but is quadratic: 12 s for 1.2 MB of them.
    return _VARIANT.sub(_joined, content.replace(b"\xc0\x80", b"\x00"))


def _joined(match: re.Match[bytes]) -> bytes:
    units = match.group().decode("utf-8", "surrogatepass").encode("utf-16-le", "surrogatepass")
    return units.decode("utf-16-le").encode()


def _declared(raw: RawDocument, content: bytes) -> Decoded | None:
    for label in _labels(raw, content):
        codec = trusted_codec(label)
        # A page that can be read as a script declares an ASCII superset: UTF-16 there is a lie browsers ignore.
        if codec is None or codec.startswith(("utf-16", "utf-32")):
            continue
        decoded = _decoded(content, codec, "declared")
        if decoded.replaced <= max(3, len(decoded.text) // 100):
            return decoded
    return None


def _labels(raw: RawDocument, content: bytes) -> list[str]:
    """Return the charsets that the container and the page itself declare."""
    labels = [raw.charset] if raw.charset else []
    if raw.media_type is MediaType.HTML and (meta := _META_CHARSET.search(content[:_SAMPLE_BYTES])):
        labels.append(meta.group(1).decode("ascii", "replace"))
    return labels


def _reject_refused(raw: RawDocument, content: bytes) -> None:
    """Raise Reject for what is in escape sequences, and says so: read as anything else it is signs without sense."""
    if _ISO_2022 in content:
        for label in _labels(raw, content):
            if reason := refusal(label):
                raise Reject(Reason.UNDECODABLE, reason)


def _filled(decoded: Decoded | None, content: bytes) -> Decoded | None:
    """Keep the bytes that a Windows page leaves undefined as the controls browsers show for them.

    UTF-8 that was read as windows-1252 has them (9D ends a quotation mark), and repair can undo it.
    """
    if decoded is None or not decoded.replaced or decoded.charset not in FILLED:
        return decoded
    import ftfy.bad_codecs  # noqa: F401 - makes its codecs known; 95 ms, and few inputs have such a byte

    # It has U+FFFD for byte 1A, for its own ends.
    parts = (part.decode(f"sloppy-{decoded.charset}") for part in content.split(b"\x1a"))
    return replace(decoded, text="\x1a".join(parts), replaced=0)


def _windows_1252(content: bytes) -> Decoded | None:
    high = len(content) - len(content.translate(None, bytes(range(128, 256))))
    if high > _MANY_HIGH_BYTES * len(content):
        return None
    return _decoded(content, "cp1252", "windows-1252")


def _guess(content: bytes) -> Decoded:
    from charset_normalizer import from_bytes  # 50 ms to import, and few inputs come this far

    best = from_bytes(content[:_SAMPLE_BYTES], cp_isolation=_GUESSED).best()
    if best is None:
        raise Reject(Reason.UNDECODABLE, "no charset reads it as text")
    return _decoded(content, best.encoding, "guess")


def _decoded(content: bytes, codec: str, charset_from: str) -> Decoded:
    text = content.decode(codec, "replace")
    return Decoded(text, codec, charset_from, text.count("\ufffd"))


def _with_plain_line_ends(text: str) -> str:
    if "\r" not in text:
        return text
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _checked(decoded: Decoded) -> Decoded:
    # Zero-width spaces and direction marks are neither white space nor to be seen.
    if not any(character.isprintable() and not character.isspace() for character in decoded.text):
        raise Reject(Reason.EMPTY, "the input holds no characters")
    if decoded.replaced > max(3, 0.1 * len(decoded.text)):
        raise Reject(Reason.UNDECODABLE, f"{decoded.replaced} byte sequences could not be read as {decoded.charset}")
    return decoded
