"""Features to bytes and back, as the index keeps them."""

from __future__ import annotations

import struct

import numpy as np

from pipeline.relate.features import Features

_HEAD = struct.Struct("<16sIB6H")


def packed(features: Features) -> bytes:
    """Return the features as bytes, all but the sentences, which are kept apart."""
    parts = (features.terms, features.counts, features.expected, features.names, features.runs, features.contexts)
    sizes = (*(len(part) for part in (*parts[:1], *parts[3:])), len(features.openers), 0)
    head = _HEAD.pack(features.exact, features.length, features.rate, *sizes)
    arrays = (*parts, features.values, features.openers)
    return b"".join((head, *(array.astype(array.dtype.newbyteorder("<"), copy=False).tobytes() for array in arrays)))


def packed_sentences(features: Features) -> bytes:
    """Return the numbers of the sentences, and of their paragraphs."""
    return features.sentences.astype("<i8").tobytes() + features.paragraphs.astype("<u2").tobytes()


def unpacked(data: bytes, sentences: bytes) -> Features:
    """Return the features that were packed."""
    exact, length, rate, terms, names, runs, contexts, openers, _ = _HEAD.unpack_from(data)
    at = _HEAD.size

    def take(kind: str, count: int) -> np.ndarray[tuple[int], np.dtype[np.generic]]:
        nonlocal at
        array = np.frombuffer(data, kind, count, at)
        at += array.nbytes
        return array

    count = len(sentences) // 10
    return Features(
        exact=exact,
        length=length,
        rate=rate,
        terms=take("<u4", terms),  # type: ignore[arg-type]
        counts=take("<u2", terms),  # type: ignore[arg-type]
        expected=take("<f4", terms),  # type: ignore[arg-type]
        names=take("<u4", names),  # type: ignore[arg-type]
        runs=take("<u4", runs),  # type: ignore[arg-type]
        contexts=take("<u4", contexts),  # type: ignore[arg-type]
        values=take("<u4", contexts),  # type: ignore[arg-type]
        openers=take("<u4", openers),  # type: ignore[arg-type]
        sentences=np.frombuffer(sentences, "<i8", count),
        paragraphs=np.frombuffer(sentences, "<u2", count, count * 8),
    )
