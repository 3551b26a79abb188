"""The pictures and embeds of a page at their paragraphs, each picture with its caption and credit."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from pipeline.record.paragraphs import Place
from schemas.article import Embed, Image
from schemas.stages import LabelledPage, Picture, Role


def images_of(page: LabelledPage, places: Sequence[Place]) -> list[Image]:
    """Return the pictures of the page in order."""
    if not page.pictures:
        return []
    lines = _lines(places)
    said = {(block.line, block.role): block.content for block in reversed(page.blocks)}
    return [
        Image(
            url=picture.url,
            lead=picture.lead,
            alt=picture.alt,
            caption=_said(said, picture, Role.CAPTION),
            credit=_said(said, picture, Role.CREDIT),
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


def _said(said: dict[tuple[int, Role], str], picture: Picture, role: Role) -> str | None:
    return None if picture.caption_line is None else said.get((picture.caption_line, role))
