"""Repair damage that lost bytes: surrogates encoded one by one, bare bytes of windows-1252, images with a hole."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from typing import Final, NamedTuple

from pipeline.repair.ground.codepages import SingleByte, character_set, multi_byte_pages, single_byte_pages
from pipeline.repair.ground.edits import MANY, Edit
from pipeline.repair.ground.model import Model
from pipeline.repair.undo.stretches import weigh

# "\xed\xa0\xbd\xed\xb8\x80" seen through Latin-1 or windows-1252: a surrogate pair in CESU-8, as MySQL writes it.
_CESU_PAGES: Final = ("windows-1252", "iso-8859-1")
# A control of the C1 block in a text is in truth a byte of windows-1252 that was read as Latin-1.
_BARE: Final = re.compile(r"[\x80-\x9f]")
_NEL: Final = "\x85"
# What a hole in a sequence may have been: the marks and letters of news, not any character.
_TARGETS: Final = "’‘“”„–—…•«»\u00a0é£€™®©°èàêçáíóúñäöüßå"
_MIN_GAIN: Final = 5.0
# Images of C2, C3 and E2 80 without which nothing is searched for.
_SIGNS: Final = re.compile("[ÃÂ鈥窶âโ](?:(?<=[ÃÂ鈥窶])|€)")
_SHORTEST: Final = 2
_HOLES: Final = "?\ufffd "


class _Damaged(NamedTuple):
    """How one page shows a target with one byte lost."""

    page: str
    prior: float
    target: str


def cesu_edits(text: str) -> list[Edit]:
    """The edits that join surrogates that were encoded, and misread, one by one."""
    edits = []
    for pattern, page in _cesu_patterns():
        for match in pattern.finditer(text):
            raw = page.encode(match.group()) or b""
            edits.append(Edit(*match.span(), _joined(raw), f"cesu:{page.name}", page.name, 1))
        if edits:
            break
    return edits


def _joined(raw: bytes) -> str:
    """The characters of which every six bytes encode the two surrogates."""
    import numpy as np

    codes = np.frombuffer(raw, np.uint8).reshape(-1, 6).astype("<u4") & 0x3F
    points = 0x10000 + ((codes[:, 1] & 0xF) << 16 | codes[:, 2] << 10 | (codes[:, 4] & 0xF) << 6 | codes[:, 5])
    return points.astype("<u4").tobytes().decode("utf-32-le")


def bare_edits(text: str) -> list[Edit]:
    """The edits that read bare C1 controls as the bytes of windows-1252 they are; NEL and undefined bytes are left."""
    found = list(islice(_BARE.finditer(text), MANY + 1))
    if len(found) > MANY:
        start = found[0].start()
        return [Edit(start, len(text), text[start:].translate(_bare_table()), "c1", "windows-1252", 1)]
    # U+0085 alone is a line separator, among other bytes of windows-1252 it is the ellipsis.
    among = any(match.group() != _NEL for match in found)
    edits = []
    for match in found:
        after = bytes((ord(match.group()),)).decode("cp1252", "ignore")
        if after and (among or match.group() != _NEL):
            edits.append(Edit(*match.span(), after, "c1", "windows-1252", 1))
    return edits


@lru_cache(maxsize=1)
def _bare_table() -> dict[int, str]:
    return {byte: shown for byte in range(0x80, 0xA0) if (shown := bytes((byte,)).decode("cp1252", "ignore"))}


def may_be_lossy(rest: str) -> bool:
    """Whether the residue of a text shows the beginning of a common image."""
    return _SIGNS.search(rest) is not None


def lossy_edits(text: str, model: Model, *, proven: bool) -> list[Edit]:
    """The edits that restore images of which one byte was lost, where the context decides; all are partial.

    "Â?" is taken for a damaged image only in a text in which whole images were proven.
    """
    pattern, damaged = _damaged()
    edits: list[Edit] = []
    for match in islice(pattern.finditer(text), MANY):
        choices = [
            (weigh(text, *match.span(), kept, model) + item.prior, kept, item.page)
            for item in damaged[match.group()]
            for kept in _kept(match.group(), item.target)
        ]
        if not proven and len(match.group()) == _SHORTEST and not match.group().endswith(" "):
            continue
        gain, after, page = max(choices)
        if gain > _MIN_GAIN:
            edits.append(Edit(*match.span(), after, f"lossy:{page}", page, 1, gain, partial=True))
    return edits


def _kept(shown: str, target: str) -> tuple[str, ...]:
    """The target, and the target with the blank that may have followed it."""
    return (target, f"{target} ") if shown.endswith(" ") and not target.isspace() else (target,)


@lru_cache(maxsize=1)
def _damaged() -> tuple[re.Pattern[str], dict[str, list[_Damaged]]]:
    """All images of the targets with one lost byte, by what is seen of them."""
    seen: dict[str, list[_Damaged]] = {}
    for page in single_byte_pages():
        shown = {byte: character for character, byte in page.bytes_of.items() if not "\x80" <= character < "\xa0"}
        for target in _TARGETS:
            for image in _with_hole(target.encode(), shown):
                if not image.isascii():
                    seen.setdefault(image, []).append(_Damaged(page.name, page.prior, target))
    for lead, name in _multi_leads():
        for mark in "’‘“”–—…•":
            for hole in "?\ufffd":
                seen.setdefault(lead + hole, []).append(_Damaged(name, 0.0, mark))
    by_first: dict[str, set[str]] = {}
    for image in seen:
        by_first.setdefault(image[0], set()).add(image[1:])
    # One class first, then by the first character: the search stays at C speed.
    branches = (
        f"(?<={re.escape(first)})(?:{'|'.join(map(re.escape, sorted(rest, key=len, reverse=True)))})"
        for first, rest in by_first.items()
    )
    second = character_set("".join(image[1] for image in seen))
    return re.compile(f"{character_set(''.join(by_first))}(?={second})(?:{'|'.join(branches)})"), seen


def _with_hole(raw: bytes, shown: dict[int, str]) -> Iterator[str]:
    """How bytes look when one that the page cannot show is lost, or a no-break space became a blank."""
    holes = [index for index, byte in enumerate(raw) if byte not in shown]
    if len(holes) == 1 and holes[0] > 0:
        for stand_in in (*_HOLES[:2], ""):
            image = "".join(shown.get(byte, stand_in) for byte in raw)
            if len(image) > 1:
                yield image
    if not holes and shown.get(raw[-1]) == "\xa0":
        yield "".join(shown[byte] for byte in raw[:-1]) + " "


def _multi_leads() -> Iterator[tuple[str, str]]:
    """What the bytes E2 80 look like on the multi-byte pages."""
    for page in multi_byte_pages():
        lead = b"\xe2\x80".decode(page.codec, "ignore")
        if len(lead) == 1:
            yield lead, page.name


@lru_cache(maxsize=1)
def _cesu_patterns() -> list[tuple[re.Pattern[str], SingleByte]]:
    patterns = []
    for page in single_byte_pages():
        if page.name in _CESU_PAGES:
            lead, tail = page.shown(0xED, 0xED), character_set(page.shown(0x80, 0xBF))
            high, low = character_set(page.shown(0xA0, 0xAF)), character_set(page.shown(0xB0, 0xBF))
            patterns.append((re.compile(f"(?:{lead}{high}{tail}{lead}{low}{tail})+"), page))
    return patterns
