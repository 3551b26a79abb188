"""Captions and credits in page order, each credit with the caption it belongs to."""

from __future__ import annotations

from collections.abc import Sequence

from schemas.article import Caption
from schemas.stages import TEXT_ROLES, Block, Role


def captions_of(blocks: Sequence[Block]) -> list[Caption]:
    """Return captions and credits in page order; a credit right behind a caption belongs to it."""
    captions: list[Caption] = []
    paragraph = 0
    open_caption = False
    for block in blocks:
        if block.role is Role.CAPTION:
            captions.append(Caption(text=block.content, credit=None, paragraph=paragraph))
        elif block.role is Role.CREDIT and open_caption and captions[-1].credit is None:
            captions[-1] = captions[-1].model_copy(update={"credit": block.content})
        elif block.role is Role.CREDIT:
            captions.append(Caption(text=None, credit=block.content, paragraph=paragraph))
        paragraph += block.role in TEXT_ROLES
        open_caption = block.role is Role.CAPTION or (open_caption and block.role is Role.LABEL)
    return captions
