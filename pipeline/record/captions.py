"""Captions and credits in page order, each credit with the caption it belongs to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from pipeline.language.phrases import LEAD_LABELS, key
from schemas.article import Caption
from schemas.stages import TEXT_ROLES, Block, Role

_LEADS_ON = frozenset({"repeated_caption", "repeated_credit", "glued_toggle"})


class Entry(NamedTuple):
    """A caption and its credit, where they stand in the text, and the numbers of the blocks they come from."""

    text: str | None
    credit: str | None
    paragraph: int
    lines: tuple[int, ...]

    def credited(self, block: Block) -> Entry:
        """Return the entry with the credit that a block gives it."""
        return self._replace(credit=block.content, lines=(*self.lines, block.line))

    def captioned(self, block: Block) -> Entry:
        """Return the entry with the caption that a block gives it."""
        return self._replace(text=block.content, lines=(*self.lines, block.line))


def captions_of(blocks: Sequence[Block]) -> list[Caption]:
    """Return captions and credits in page order, one entry a picture."""
    return [Caption(text=entry.text, credit=entry.credit, paragraph=entry.paragraph) for entry in entries_of(blocks)]


def entries_of(blocks: Sequence[Block]) -> list[Entry]:
    """Return captions and credits in page order, one entry a picture.

    A credit right behind a caption belongs to it, and one right before a caption that has none behind it.
    """
    captions: list[Entry] = []
    paragraph = 0
    open_caption = open_credit = False
    for i, block in enumerate(blocks):
        if block.role is Role.CAPTION:
            if open_credit and not _has_credit(blocks, i):
                captions[-1] = captions[-1].captioned(block)
            else:
                captions.append(Entry(block.content, None, paragraph, (block.line,)))
        elif block.role is Role.CREDIT and i and _is_of_lead(blocks[i - 1]):
            _credit_lead(captions, block)
        elif block.role is Role.CREDIT and open_caption and captions[-1].credit is None:
            captions[-1] = captions[-1].credited(block)
        elif block.role is Role.CREDIT and i and blocks[i - 1].rule == "name_above_agency" and captions:
            both = f"{captions[-1].credit} / {block.content}"
            captions[-1] = captions[-1].credited(block)._replace(credit=both)
        elif block.role is Role.CREDIT:
            captions.append(Entry(None, block.content, paragraph, (block.line,)))
        paragraph += block.role in TEXT_ROLES
        leads_on = block.role is Role.LABEL or block.rule in _LEADS_ON
        open_credit = (block.role is Role.CREDIT and bool(captions) and captions[-1].text is None) or (
            open_credit and leads_on
        )
        open_caption = block.role is Role.CAPTION or (open_caption and leads_on)
    return captions


def _is_of_lead(block: Block) -> bool:
    return block.role is Role.LABEL and key(block.text.lstrip("([")) in LEAD_LABELS


def _credit_lead(captions: list[Entry], credit: Block) -> None:
    """Give the picture at the head its credit, which a page may print at its foot: "Featured image by A. Lee"."""
    if captions and captions[0].paragraph == 0 and captions[0].credit is None:
        captions[0] = captions[0].credited(credit)
    else:
        captions.insert(0, Entry(None, credit.content, 0, (credit.line,)))


def _has_credit(blocks: Sequence[Block], caption: int) -> bool:
    """Tell whether a credit of its own follows a caption."""
    following = (block for block in blocks[caption + 1 :] if block.role is not Role.LABEL)
    after = next(following, None)
    return after is not None and after.role is Role.CREDIT
