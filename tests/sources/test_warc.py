"""WARC and WET: every record once, damage told once, nothing cut passed off as whole."""

from __future__ import annotations

import gzip
import random
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
import zstandard

from pipeline.errors import Reject
from pipeline.sources import Compression, Format, Kind, Refusal, Source, content_of, document, units
from schemas import Settings
from tests.engine.inputs import record, response

SETTINGS = Settings(max_record_bytes=200_000)


def read(path: Path, compression: Compression = Compression.NONE, settings: Settings = SETTINGS) -> list[str]:
    """Return what each record is: its id where it is read, the reason where it is refused."""
    found = []
    for item in units(Source("c.warc", str(path), Format(Kind.WARC, compression)), settings, Counter()):
        if isinstance(item, Refusal):
            found.append(item.reason.value)
            continue
        try:
            found.append(str(document(item, content_of(item, settings), settings).record_id))
        except Reject as verdict:
            found.append(verdict.reason.value)
    return found


PACKERS: dict[str, tuple[Compression, Callable[[bytes], bytes]]] = {
    "plain": (Compression.NONE, bytes),
    "gzip": (Compression.GZIP, lambda part: gzip.compress(part, mtime=0)),
    "zstd": (Compression.ZSTD, lambda part: zstandard.ZstdCompressor(write_checksum=True).compress(part)),
}


def flipped(packed: bytes, chance: random.Random) -> bytes:
    """Return the bytes with one of them changed, past the magic."""
    data = bytearray(packed)
    data[chance.randrange(len(data) // 3, len(data) - 9)] ^= 0x5A
    return bytes(data)


DAMAGE: dict[str, Callable[[int, Callable[[bytes], bytes], random.Random], tuple[bytes, str]]] = {
    "status": lambda n, pack, _: (pack(response(n, status=404)), "http_status"),
    "too long": lambda n, pack, _: (pack(response(n, body=b"x" * 250_000)), "record_too_large"),
    "length too short": lambda n, pack, _: (pack(response(n, length=40)), "warc_damaged"),
    "length a word": lambda n, pack, _: (
        pack(response(n).replace(b"Content-Length: ", b"Content-Length: x")),
        "warc_damaged",
    ),
    "garbage": lambda n, pack, _: (pack(b"\x00 garbage " * 30 + b"\r\n\r\n"), "warc_damaged"),
    "cut by the crawler": lambda n, pack, _: (
        pack(record(n, b"HTTP/1.1 200 OK\r\n\r\n<p>", "response", more="WARC-Truncated: length\r\n")),
        "warc_truncated",
    ),
    "not http": lambda n, pack, _: (pack(record(n, b"220 ftp ready", "response")), "not_http"),
    "version": lambda n, pack, _: (pack(response(n).replace(b"WARC/1.0", b"WARC/8.8")), "warc_damaged"),
}
DAMAGE_OF_MEMBERS = {
    "bit turned": lambda n, pack, chance: (flipped(pack(response(n, body=noise(n))), chance), "warc_damaged"),
    "member cut": lambda n, pack, chance: (pack(response(n, body=noise(n)))[:-20], "warc_damaged"),
    "no member": lambda n, pack, chance: (b"\x07 nothing compressed " * 9, "warc_damaged"),
}


def noise(number: int) -> bytes:
    """Return a body that does not compress, so that a changed byte is in the data."""
    return random.Random(number).randbytes(2000).hex().encode()


@pytest.mark.parametrize("packing", PACKERS)
def test_a_thousand_records_with_fifty_damaged(packing: str, tmp_path: Path) -> None:
    """They come out as exactly the articles and rejects expected, in their order."""
    compression, pack = PACKERS[packing]
    kinds = dict(DAMAGE) if packing == "plain" else DAMAGE | DAMAGE_OF_MEMBERS
    chance = random.Random(packing)
    damaged = dict(zip(sorted(chance.sample(range(1, 999, 2), 50)), list(kinds) * 50, strict=False))
    parts, expected = [], []
    for number in range(1000):
        if number in damaged:
            part, outcome = kinds[damaged[number]](number, pack, chance)
        else:
            part, outcome = pack(response(number)), f"urn:test:{number}"
        parts.append(part)
        expected.append(outcome)
    (tmp_path / "c.warc").write_bytes(b"".join(parts))
    assert read(tmp_path / "c.warc", compression) == expected


@pytest.mark.parametrize("packing", PACKERS)
def test_a_file_cut_anywhere(packing: str, tmp_path: Path) -> None:
    """Whatever the place of the cut: whole records come out whole, and the cut one is told once or was not begun."""
    compression, pack = PACKERS[packing]
    parts = [pack(response(number)) for number in range(3)]
    whole = b"".join(parts)
    ends = [sum(map(len, parts[: number + 1])) for number in range(3)]
    for cut in range(1, len(whole), 7):
        (tmp_path / "c.warc").write_bytes(whole[:cut])
        found = read(tmp_path / "c.warc", compression)
        # A plain record is whole without the blank line behind it.
        complete = sum(end - (4 if packing == "plain" else 0) <= cut for end in ends)
        good = [name for name in found if name.startswith("urn")]
        assert good == [f"urn:test:{number}" for number in range(complete)]
        assert len(found) - complete <= 1


def test_other_kinds_of_records(tmp_path: Path) -> None:
    """Requests and the like are no records; WET conversions and resources are."""
    text = b"some words of a page"
    data = [
        record(1, b"software: x", "warcinfo"),
        record(2, b"GET / HTTP/1.1\r\n\r\n", "request"),
        record(3, text, "conversion").replace(b"application/http; msgtype=response", b"text/plain"),
        record(4, text, "resource").replace(b"application/http; msgtype=response", b"image/gif"),
        record(5, text, "metadata"),
        record(6, text, "revisit"),
        record(7, text, "continuation"),
    ]
    (tmp_path / "c.warc").write_bytes(b"".join(data))
    assert read(tmp_path / "c.warc") == ["urn:test:3", "unsupported_type", "warc_truncated"]


def test_one_member_for_the_whole_file(tmp_path: Path) -> None:
    (tmp_path / "c.warc.gz").write_bytes(gzip.compress(b"".join(response(number) for number in range(50))))
    assert read(tmp_path / "c.warc.gz", Compression.GZIP) == [f"urn:test:{number}" for number in range(50)]


def test_a_dictionary_before_the_frames(tmp_path: Path) -> None:
    """A .warc.zst may begin with a dictionary in a skippable frame."""
    dictionary = zstandard.train_dictionary(4096, [response(number) for number in range(500)])
    compressor = zstandard.ZstdCompressor(dict_data=dictionary)
    for held in (dictionary.as_bytes(), zstandard.compress(dictionary.as_bytes())):
        head = b"\x5d\x2a\x4d\x18" + len(held).to_bytes(4, "little") + held
        (tmp_path / "c.warc.zst").write_bytes(head + b"".join(compressor.compress(response(n)) for n in range(9)))
        assert read(tmp_path / "c.warc.zst", Compression.ZSTD) == [f"urn:test:{number}" for number in range(9)]


@pytest.mark.parametrize("packing", PACKERS)
def test_lengths_that_lie_cost_no_more_than_the_file(packing: str, tmp_path: Path) -> None:
    """Four thousand records that each claim to be 100 MB long are read in one breath, not in four thousand."""
    compression, pack = PACKERS[packing]
    data = b"".join(response(number, length=10**8) for number in range(4000))
    (tmp_path / "c.warc").write_bytes(pack(data))
    found = Counter(read(tmp_path / "c.warc", compression))
    assert sum(found.values()) == 4000
    assert set(found) <= {"warc_damaged", "record_too_large", "warc_truncated"}
