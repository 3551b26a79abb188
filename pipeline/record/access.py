"""Whether a text ends at a paywall: what its page prints right behind the last paragraph."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.language.phrases import PAYWALLS, key
from schemas.stages import TEXT_ROLES, Block, Found

_LINES_BEHIND = 2


def ends_at_wall(blocks: Sequence[Block]) -> Found | None:
    """Return that the article is not free where one of the lines behind its last paragraph asks to pay for the rest."""
    last = next((i for i in range(len(blocks) - 1, -1, -1) if blocks[i].role in TEXT_ROLES), None)
    if last is None:
        return None
    for block in blocks[last + 1 : last + 1 + _LINES_BEHIND]:
        if key(block.text).startswith(PAYWALLS):
            return Found("free_to_read", "false", "paywall_line", line=block.line)
    return None
