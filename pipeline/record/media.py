"""The pictures and embeds of a page at their paragraphs, each picture with its caption and credit."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence

from pipeline.record.captions import Entry, entries_of
from pipeline.record.paragraphs import Place
from schemas.article import Embed, Image
from schemas.stages import LabelledPage, Picture


def images_of(page: LabelledPage, places: Sequence[Place]) -> list[Image]:
    """Return the pictures of the page in order; what is said of one is what an entry of `captions` says."""
    if not page.pictures:
        return []
    lines = _lines(places)
    entries = {line: entry for entry in reversed(entries_of(page.blocks)) for line in entry.lines}
    return [
        Image(
            url=picture.url,
            lead=picture.lead,
            alt=picture.alt,
            caption=entry.text if (entry := _entry(entries, picture)) else None,
            credit=entry.credit if entry else None,
            paragraph=bisect_left(lines, picture.line),
            width=picture.width,
            height=picture.height,
        )
        for picture in page.pictures
    ]


def embeds_of(page: LabelledPage, places: Sequence[Place]) -> list[Embed]:
    """Return the embeds of the page in order."""
    lines = _lines(places)
    return [
        Embed.model_validate({"kind": embed.kind, "url": embed.url, "paragraph": bisect_left(lines, embed.line)})
        for embed in page.embeds
    ]


def _lines(places: Sequence[Place]) -> list[int]:
    return [place.block.line for place in places]


def _entry(entries: Mapping[int, Entry], picture: Picture) -> Entry | None:
    return None if picture.caption_line is None else entries.get(picture.caption_line)
