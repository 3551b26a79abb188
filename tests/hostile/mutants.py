"""Make archives that lie: sound ones of our own words, changed by a seeded chance in bytes, lengths, order and number.

`python -m tests.hostile.mutants SEED COUNT FOLDER` writes them; benchmarks/archives.py reads thousands of them.
"""

from __future__ import annotations

import gzip
import io
import json
import random
import struct
import sys
import tarfile
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import zstandard

from tests.hostile.make import PARAGRAPHS, TEXT, page, record

Mutation = Callable[[bytearray, random.Random], None]

_BLOCK = 512
_LYING_NUMBERS = (0, 1, 511, 512, 0xFFFF, 2**31 - 1, 2**31, 2**32 - 1)
_TAR_TYPES = b"\x001234567LKSxgXDVNM"


def mutants(seed: int, count: int) -> Iterator[tuple[str, bytes]]:
    """Yield so many archives by name; the same for the same seed, and each of a sound one and one to four changes."""
    sound = bases()
    for number in range(count):
        chance = random.Random(f"{seed} {number}")
        name, data = sound[chance.randrange(len(sound))]
        changed = bytearray(data)
        kinds = MUTATIONS + _by_kind(name)
        for _ in range(chance.randint(1, 4)):
            chance.choice(kinds)(changed, chance)
        yield f"m{number:05}_{name}", _wrapped(name, bytes(changed))


def bases() -> list[tuple[str, bytes]]:
    """Return the sound archives. One whose name ends in .tar.gz or the like is packed after it was changed."""
    tars = [
        _tar(form, odd=odd) for form in (tarfile.USTAR_FORMAT, tarfile.GNU_FORMAT, tarfile.PAX_FORMAT) for odd in (0, 1)
    ]
    found = [(f"t{number}.tar", data) for number, data in enumerate(tars)]
    found += [("inner.tar.gz", tars[1]), ("inner.tar.zst", tars[5]), ("sparse.tar", _sparse())]
    methods = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA)
    found += [(f"z{method}.zip", _zip(method)) for method in methods]
    lines = b"".join(json.dumps({"text": TEXT, "n": n}).encode() + b"\n" for n in range(6))
    records = [record(page().encode(), number=number) for number in range(4)]
    found += [
        ("l.jsonl.gz", gzip.compress(lines, mtime=0)),
        ("l.jsonl.zst", zstandard.compress(lines)),
        ("l_members.jsonl.gz", b"".join(gzip.compress(line, mtime=0) for line in lines.splitlines(keepends=True))),
        ("w.warc", b"".join(records)),
        ("w.warc.gz", b"".join(gzip.compress(one, mtime=0) for one in records)),
        ("w.warc.zst", b"".join(map(zstandard.compress, records))),
        ("x.txt.gz", gzip.compress(TEXT.encode(), mtime=0)),
        ("x.html.zst", zstandard.compress(page().encode())),
    ]
    return found


def crafted() -> Iterator[tuple[str, bytes]]:
    """Yield archives, each with one thing that has hung, blown up or broken a reader."""
    big, text = b"\x80" + b"\0" * 3 + b"\x7f" + b"\xff" * 7, TEXT.encode()
    negative = b"\xff" * 12
    good = _member("good.txt", text)
    end = b"\0" * 1024
    yield "size_beyond.tar", good + _header("far.txt", size=big) + text + end
    yield "size_negative.tar", good + _header("back.txt", size=negative) + end
    yield "size_of_picture.tar", _header("far.png", size=big) + end + good
    pax = b"2 " * 20_000 + b"="
    yield "pax_quadratic.tar", _member("p", pax, b"x") + good + end
    yield "pax_size.tar", _member("p", b"29 size=9223372036854775807\n\n", b"x") + good + end
    yield "pax_size_negative.tar", _member("p", b"12 size=-99\n", b"x") + good + end
    yield "long_names_chained.tar", _member("n", b"name\0", b"L") * 3000 + good + end
    yield "sparse_endless.tar", _old_sparse(2**62) + good + end
    yield "links_with_sizes.tar", _header("a.txt", b"2", b"77777777777\0") + good + end
    yield "no_name.tar", _member("", text) + good + end
    yield "zeros.tar", b"\0" * 50_000
    yield "no_names.zip", _zip_of([("", text), ("a.txt", text)])
    yield "same_names.zip", _zip_of([("a.txt", text)] * 3)
    yield "overlapping.zip", _overlapping(40)
    yield "bzip2_bomb.zip", _zip_of([("b.txt", b" " * 200_000_000), ("a.txt", text)], zipfile.ZIP_BZIP2)
    yield "nested.zip", _zip_of([("in.zip", _zip_of([("a.txt", text)])), ("in.tar.gz", gzip.compress(good + end))])
    yield "magics.warc.gz", gzip.compress(b"WARC/")[:-3] + b"\x1f\x8b\x08" * 30_000
    dictionary = b"\x5d\x2a\x4d\x18" + struct.pack("<I", 2_000_000) + b"\x37\xa4\x30\xec" + bytes(2_000_000)
    yield "dictionary.warc.zst", dictionary + zstandard.compress(record(page().encode())) * 20
    yield "tiny_members.jsonl.gz", gzip.compress(b"", mtime=0) * 20_000
    yield "packed_twice.tar.gz", gzip.compress(gzip.compress(good + end))


def _tar(form: int, *, odd: int) -> bytes:
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w", format=form) as tar:
        long = (
            "a folder of a name that is long/" * 2 + "one.txt" if form == tarfile.USTAR_FORMAT else "é" * 150 + ".txt"
        )
        for name, data in (("one.txt", TEXT.encode()), (long, TEXT.encode()), ("two.html", page().encode())):
            info = tarfile.TarInfo(name)
            info.size = len(data)
            tar.addfile(info, io.BytesIO(data))
        if odd:
            link = tarfile.TarInfo("link.txt")
            link.type, link.linkname = tarfile.SYMTYPE, "/etc/hostname"
            tar.addfile(link)
            lines = gzip.compress(json.dumps({"text": TEXT}).encode() + b"\n", mtime=0)
            inner = tarfile.TarInfo("rows.jsonl.gz")
            inner.size = len(lines)
            tar.addfile(inner, io.BytesIO(lines))
    return packed.getvalue()


def _zip(method: int) -> bytes:
    members = [(f"{number}.txt", f"{paragraph}\n\n{TEXT}".encode()) for number, paragraph in enumerate(PARAGRAPHS)]
    return _zip_of([*members, ("page.html", page().encode()), ("sub/", b""), ("0.txt", b"again")], method)


def _zip_of(members: list[tuple[str, bytes]], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", method) as archive:
        for name, data in members:
            info = zipfile.ZipInfo(name or "x", (1980, 1, 1, 0, 0, 0))
            if not name:
                info.filename = ""  # ZipInfo takes no empty name, and a file may well hold one
            info.compress_type = method
            archive.NameToInfo.pop(name, None)  # a name twice is only a warning, which tests make an error
            archive.writestr(info, data)
    return packed.getvalue()


def _overlapping(count: int) -> bytes:
    """Return a zip whose directory names one packed member many times over."""
    data = bytearray(_zip_of([("00000.txt", b"a" * 20_000_000)]))
    start = data.rindex(b"PK\x01\x02")
    end = data.rindex(b"PK\x05\x06")
    entry, tail = bytes(data[start:end]), bytearray(data[end:])
    struct.pack_into("<HHI", tail, 8, count, count, count * len(entry))
    return bytes(data[:start]) + entry * count + bytes(tail)


def _header(name: str, kind: bytes = b"0", size: bytes = b"00000000000\0") -> bytes:
    """Return a tar header with a right checksum, whatever it says."""
    head = bytearray(_BLOCK)
    head[: len(name)] = name.encode()
    head[100:108], head[124:136], head[136:148], head[156:157] = b"0000644\0", size, b"00000000000\0", kind
    head[257:265] = b"ustar\x0000"
    return _summed(head)


def _summed(head: bytearray) -> bytes:
    head[148:156] = b" " * 8
    head[148:156] = b"%06o\0 " % sum(head)
    return bytes(head)


def _member(name: str, data: bytes, kind: bytes = b"0") -> bytes:
    return _header(name, kind, b"%011o\0" % len(data)) + data + bytes(-len(data) % _BLOCK)


def _old_sparse(real_size: int) -> bytes:
    head = bytearray(_header("holes.jsonl", b"S"))
    head[386:410] = b"00000000000\0" + b"00000000000\0"
    head[483:495] = b"\x80" + (real_size).to_bytes(11, "big")
    return _summed(head)


def _sparse() -> bytes:
    """Return a tar with a sparse file of each of the formats, and a plain one behind."""
    maps = b"4\n0\n1\n100\n1\n200\n1\n999\n1\n".ljust(_BLOCK, b"\0")
    words = [b"22 GNU.sparse.major=1\n", b"22 GNU.sparse.minor=0\n", b"32 GNU.sparse.name=holes_1.txt\n\n"]
    new = _member("p", b"".join(words), b"x") + _member("GNUSparseFile.0/holes_1.txt", maps + b"abcd")
    return _old_sparse(5000) + new + _member("good.txt", TEXT.encode()) + bytes(1024)


def _wrapped(name: str, data: bytes) -> bytes:
    if name.endswith(".tar.gz"):
        return gzip.compress(data, 1, mtime=0)
    return zstandard.compress(data, 1) if name.endswith(".tar.zst") else data


def _by_kind(name: str) -> list[Mutation]:
    if ".tar" in name:
        return [_tar_field, _tar_field, _tar_blocks]
    if name.endswith(".zip"):
        return [_zip_field, _zip_field]
    return [_length] if ".warc" in name else []


def _flip(data: bytearray, chance: random.Random) -> None:
    for _ in range(chance.choice((1, 1, 4, 40))):
        if data:
            data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)


def _overwrite(data: bytearray, chance: random.Random) -> None:
    at, count = chance.randrange(len(data) + 1), chance.choice((1, 8, 64, 700))
    fill = chance.choice((b"\0", b"\xff", b"7", b"\n"))
    data[at : at + count] = fill * min(count, len(data) - at)


def _cut(data: bytearray, chance: random.Random) -> None:
    del data[chance.randrange(len(data) + 1) :]


def _take_out(data: bytearray, chance: random.Random) -> None:
    at = chance.randrange(len(data) + 1)
    del data[at : at + chance.choice((1, 3, 100, _BLOCK))]


def _put_in(data: bytearray, chance: random.Random) -> None:
    at = chance.randrange(len(data) + 1)
    data[at:at] = chance.randbytes(chance.choice((1, 3, 100, _BLOCK)))


def _double(data: bytearray, chance: random.Random) -> None:
    at, to = chance.randrange(len(data) + 1), chance.randrange(len(data) + 1)
    data[to:to] = data[at : at + chance.choice((100, _BLOCK, 4000))]


def _number(data: bytearray, chance: random.Random) -> None:
    if len(data) >= 8:
        form = chance.choice(("<H", "<I", "<Q"))
        number = chance.choice(_LYING_NUMBERS) % (1 << 8 * struct.calcsize(form))
        struct.pack_into(form, data, chance.randrange(len(data) - 7), number)


MUTATIONS: list[Mutation] = [_flip, _overwrite, _cut, _take_out, _put_in, _double, _number]


def _tar_field(data: bytearray, chance: random.Random) -> None:
    """Change a field of a header and mend the checksum, or nothing behind the checksum would ever be tried."""
    heads = [at for at in range(0, len(data) - _BLOCK + 1, _BLOCK) if data[at + 257 : at + 262] == b"ustar"]
    if not heads:
        return
    at = chance.choice(heads)
    head = data[at : at + _BLOCK]
    sizes = (b"77777777777\0", b"\x80" + chance.randbytes(11), b"\xff" * 12, b"\x80" + bytes(7) + chance.randbytes(4),
             b"%011o\0" % chance.choice(_LYING_NUMBERS), b"not octal\0\0\0", b"-0000000001\0")  # fmt: skip
    what = chance.randrange(4)
    if what == 0:
        head[124:136] = chance.choice(sizes)
    elif what == 1:
        head[156] = chance.choice(_TAR_TYPES)
    elif what == 2:
        head[: chance.randrange(1, 100)] = b""
        head[:0] = bytes(_BLOCK - len(head))
    else:
        head[chance.randrange(_BLOCK)] = chance.randrange(256)
    data[at : at + _BLOCK] = _summed(head)


def _tar_blocks(data: bytearray, chance: random.Random) -> None:
    """Put a block, or a chain of them, somewhere else."""
    blocks = len(data) // _BLOCK
    if blocks:
        at, to, count = (chance.randrange(blocks + 1) for _ in range(3))
        data[to * _BLOCK : to * _BLOCK] = data[at * _BLOCK : (at + min(count, 9)) * _BLOCK] * chance.choice((1, 1, 50))


def _zip_field(data: bytearray, chance: random.Random) -> None:
    """Change a number in one of the headers of a zip."""
    magic = chance.choice((b"PK\x01\x02", b"PK\x03\x04", b"PK\x05\x06"))
    places = [at for at in range(len(data) - 46) if data[at : at + 4] == magic]
    if places:
        at = chance.choice(places) + chance.randrange(4, 46, 2)
        form = chance.choice(("<H", "<I"))
        number = chance.choice((*_LYING_NUMBERS, chance.randrange(2**32))) % (1 << 8 * struct.calcsize(form))
        if at + 4 <= len(data):
            struct.pack_into(form, data, at, number)


def _length(data: bytearray, chance: random.Random) -> None:
    at = data.find(b"Content-Length: ", chance.randrange(len(data) + 1))
    if at >= 0:
        lie = chance.choice((b"0", b"-1", b"1", b"99999999999999", b"9" * 40, b"100000000", b"0x40", b""))
        data[at + 16 : data.find(b"\r", at)] = lie


def write(seed: int, count: int, folder: Path) -> int:
    """Write the mutants, and the crafted ones first; return how many."""
    folder.mkdir(parents=True, exist_ok=True)
    number = 0
    for name, data in (*crafted(), *mutants(seed, count)):
        (folder / name).write_bytes(data)
        number += 1
    return number


if __name__ == "__main__":
    print(write(int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3])), "archives")
