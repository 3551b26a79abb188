"""Archives: read as others read them where they are sound, bounded and never believed where they are not."""

from __future__ import annotations

import errno
import gzip
import io
import tarfile
import zipfile
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from pipeline.sources import Item, Passing, Refusal, Source, Unit, format_of, tars, units
from pipeline.sources.allowance import Allowance
from pipeline.sources.kinds import Compression
from pipeline.sources.streams import Damaged, Members
from schemas import Settings
from tests.engine.inputs import response
from tests.hostile.mutants import bases, crafted


def read(path: Path, **settings: int) -> list[Item]:
    source = Source(path.name, str(path), format_of(path.name))
    return list(units(source, Settings(**settings), Counter()))


def told(items: list[Item]) -> list[str]:
    """Return what each item is: the URI of a unit, the reason and detail of a refusal."""
    return [f"{item.reason}: {item.detail}" if isinstance(item, Refusal) else item.source for item in items]


class Counting(io.BytesIO):
    """A file that counts how often it is read."""

    reads = 0

    def read(self, count: int | None = -1, /) -> bytes:
        self.reads += 1
        return super().read(count)


@pytest.mark.parametrize(("name", "data"), [one for one in bases() if one[0].startswith("t")])
def test_sound_tars_are_read_as_the_standard_library_reads_them(name: str, data: bytes) -> None:
    """Names and contents, in all three formats, long names and links among them."""
    with tarfile.open(fileobj=io.BytesIO(data)) as tar:
        expected = [(info.name, tar.extractfile(info).read()) for info in tar if info.isreg()]  # type: ignore[union-attr]
    members = Members(io.BytesIO(data), Compression.NONE, Allowance(Settings()))
    found = [(entry.name, entry.read(1 << 20)) for entry in tars.entries(members) if entry.what is tars.What.FILE]
    assert found == expected


@pytest.mark.parametrize(("name", "data"), [one for one in crafted() if one[0].endswith(".tar")])
def test_a_tar_costs_no_more_reads_than_it_has_pieces(name: str, data: bytes) -> None:
    """Whatever its headers say: the standard library's reader goes on for ever at `size_of_picture.tar`."""
    file = Counting(data)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("pipeline.sources.streams._PIECE", 1 << 10)
        members = Members(file, Compression.NONE, Allowance(Settings()))
    try:
        for entry in tars.entries(members):
            while entry.read(1 << 16):
                pass
    except Damaged:
        pass
    assert file.reads <= len(data) // 1024 + 4


class TestMembers:
    """An archive is read up to the limit of members, and says so behind it."""

    @pytest.fixture(params=["a.zip", "a.tar"])
    def archive(self, request: pytest.FixtureRequest, tmp_path: Path) -> Path:
        path = tmp_path / str(request.param)
        if path.suffix == ".zip":
            with zipfile.ZipFile(path, "w") as packed:
                for number in range(5):
                    packed.writestr(f"{number}.txt", "words")
        else:
            with tarfile.open(path, "w") as tar:
                for number in range(5):
                    tar.addfile(tarfile.TarInfo(f"{number}.txt"), io.BytesIO())
        return path

    def test_as_many_as_are_allowed(self, archive: Path) -> None:
        assert told(read(archive, max_archive_members=5)) == [f"{archive.name}#{number}.txt" for number in range(5)]

    def test_one_more(self, archive: Path) -> None:
        found = told(read(archive, max_archive_members=4))
        assert found[:4] == [f"{archive.name}#{number}.txt" for number in range(4)]
        assert found[4:] == ["record_too_large: the archive has more than 4 members"]


class TestUnpackedBytes:
    """What is unpacked of one source is limited in all, whatever its members or records are."""

    @pytest.fixture(params=["a.zip", "a.tar.gz", "a.jsonl.gz", "a.warc.gz"])
    def packed(self, request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Path, int]:
        """Return the source, and to how many bytes it is unpacked."""
        path = tmp_path / str(request.param)
        if path.suffix == ".zip":
            with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
                for number in range(4):
                    archive.writestr(f"{number}.txt", "words " * 1000)
            return path, 24_000
        inner = io.BytesIO()
        if ".tar" in path.name:
            with tarfile.open(fileobj=inner, mode="w") as tar:
                for number in range(4):
                    info = tarfile.TarInfo(f"{number}.txt")
                    info.size = 6000
                    tar.addfile(info, io.BytesIO(b"words " * 1000))
            plain = [inner.getvalue()]
        elif ".jsonl" in path.name:
            plain = [b'{"text": "%s"}\n' % (b"words " * 1000) for _ in range(4)]
        else:
            plain = [response(number, body=b"words " * 1000) for number in range(4)]
        path.write_bytes(b"".join(map(gzip.compress, plain)))
        return path, sum(map(len, plain))

    def test_as_many_as_are_allowed(self, packed: tuple[Path, int]) -> None:
        path, size = packed
        assert all(isinstance(item, Unit) for item in read(path, max_unpacked_bytes=size))

    def test_one_more(self, packed: tuple[Path, int]) -> None:
        path, size = packed
        *before, last = read(path, max_unpacked_bytes=size - 1)
        assert all(isinstance(item, Unit) for item in before)
        assert told([last]) == [f"record_too_large: unpacked, the input has more than {size - 1} bytes"]

    def test_what_is_read_twice_counts_once(self, tmp_path: Path) -> None:
        """A length that lies has the file read again from its start; that is no more unpacked bytes than it has."""
        parts = [response(0, length=10**7), response(1), response(2)]
        (tmp_path / "a.warc.gz").write_bytes(b"".join(map(gzip.compress, parts)))
        found = read(tmp_path / "a.warc.gz", max_unpacked_bytes=sum(map(len, parts)), max_record_bytes=10**6)
        assert [item.reason.value if isinstance(item, Refusal) else "unit" for item in found] == [
            "warc_damaged",
            "unit",
            "unit",
        ]


class TestWhateverTheLibraryRaises:
    """zipfile fails in many ways on bytes that lie; each is a reject of the member, and the others are read."""

    @pytest.fixture
    def archive(self, tmp_path: Path) -> Path:
        with zipfile.ZipFile(tmp_path / "a.zip", "w") as packed:
            for name in ("0.txt", "1.txt", "2.txt"):
                packed.writestr(name, f"words of {name}")
        return tmp_path / "a.zip"

    @pytest.mark.parametrize("error", [IndexError, KeyError, AssertionError, RecursionError, UnicodeError, EOFError])
    @pytest.mark.parametrize("method", ["open", "read"])
    def test_it_is_a_reject(
        self, error: type[Exception], method: str, archive: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        self.fail_at_the_second(monkeypatch, method, error("hostile"))
        found = told(read(archive))
        assert [found[0], found[2]] == ["a.zip#0.txt", "a.zip#2.txt"]
        assert found[1].startswith("unreadable: the member")

    def test_trouble_with_the_file_is_no_fault_of_the_archive(
        self, archive: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        self.fail_at_the_second(monkeypatch, "read", OSError(errno.EIO, "I/O"))
        with pytest.raises(Passing):
            read(archive)

    def test_want_of_memory_is_named(self, archive: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.fail_at_the_second(monkeypatch, "read", MemoryError())
        assert told(read(archive))[1] == "memory: unpacking it wants more memory than there is"

    @staticmethod
    def fail_at_the_second(monkeypatch: pytest.MonkeyPatch, method: str, error: Exception) -> None:
        owner: Any = zipfile.ZipFile if method == "open" else zipfile.ZipExtFile
        real = getattr(owner, method)

        def call(self: Any, *arguments: Any, **named: Any) -> Any:
            name = self.name if method == "read" else arguments[0].filename
            if name == "1.txt":
                raise error
            return real(self, *arguments, **named)

        monkeypatch.setattr(owner, method, call)
