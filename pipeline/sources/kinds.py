"""Which kind a file is, by its name alone: the container, and the compression around it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from schemas.kinds import TOLD, Kind


class Compression(StrEnum):
    """What is wrapped around a file."""

    NONE = ""
    GZIP = "gz"
    ZSTD = "zst"


@dataclass(frozen=True, slots=True)
class Format:
    """A kind and the compression around it."""

    kind: Kind
    compression: Compression = Compression.NONE


_KINDS = {ending: kind for kind in Kind for ending in kind.traits.endings}
_COMPRESSIONS = {"gz": Compression.GZIP, "zst": Compression.ZSTD}
_SHORT = {"tgz": Format(Kind.TAR, Compression.GZIP), "tzst": Format(Kind.TAR, Compression.ZSTD)}
_UNFINISHED = (".tmp", ".part", ".crdownload")


def format_of(name: str) -> Format | None:
    """Return the format a file of this name has, or None where the name tells none.

    >>> format_of("CC-MAIN-2024.warc.wet.gz")
    Format(kind=<Kind.WARC: 'warc'>, compression=<Compression.GZIP: 'gz'>)
    """
    stem, _, last = name.lower().rpartition(".")
    if not stem:
        return None
    if last in _SHORT:
        return _SHORT[last]
    compression = _COMPRESSIONS.get(last, Compression.NONE)
    if compression:
        last = stem.rpartition(".")[2]
    kind = _KINDS.get(last)
    return None if kind is None else Format(kind, compression)


def format_told(name: str, input_type: str | None) -> Format | None:
    """Return the format a file of this name has, or is said to have where the name tells none.

    >>> format_told("dump.json.gz", "jsonl")
    Format(kind=<Kind.JSONL: 'jsonl'>, compression=<Compression.GZIP: 'gz'>)
    """
    found = format_of(name)
    if found is not None or input_type is None:
        return found
    return Format(TOLD[input_type], _COMPRESSIONS.get(name.lower().rpartition(".")[2], Compression.NONE))


def is_unfinished(name: str) -> bool:
    """Tell whether a file of this name is still being written, as downloaders and rsync name theirs."""
    return name.lower().endswith(_UNFINISHED)
