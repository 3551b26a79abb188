"""What a witness, the markup of a page, settles in the head: the headline that is shown, bylines, a kicker."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.label.bylines import declared_byline, named_byline
from pipeline.label.evidence import Witness
from pipeline.label.parts import Part, Parts
from pipeline.language.phrases import key
from pipeline.language.weight import weight
from schemas.stages import Line, Role

_NEAR = 3
_LONGEST_KICKER_WORDS = 8


def shown_title(
    lines: Sequence[Line], head: Sequence[Parts | None], body: Sequence[int], given: str, witness: Witness | None
) -> int | None:
    """Return the line that shows a headline known from elsewhere: in its words, or as the page's first heading.

    Pages declare a longer or another headline than they show.
    """
    wanted = key(given)
    same = next((i for i, line in enumerate(lines) if head[i] is None and key(line.text) == wanted), None)
    if same is not None or witness is None:
        return same
    above = range(body[0] if body else len(lines))
    shown = [i for i in above if head[i] is None and witness(lines[i]).is_headline]
    alike = [i for i in shown if (own := key(lines[i].text)) in wanted or wanted in own]
    return next(iter((*alike, *reversed(shown))), None)


def take_bylines(
    lines: Sequence[Line],
    head: list[Parts | None],
    title: int,
    body: Sequence[int],
    authors: Sequence[str],
    witness: Witness | None,
) -> None:
    """Settle the lines from above the headline to the second paragraph, and right below the text, that name an author.

    `authors` are those whom the page declares, or signs with. Lines that are only called a byline count where no other
    line says who wrote.
    """
    below = [i for i in body if i > title]
    lead, end = (below[min(1, len(below) - 1)], below[-1]) if below else (title, title)
    open_lines = [i for i in range(max(0, title - _NEAR), len(lines)) if _is_open(head[i])]
    near = [i for i in open_lines if i <= lead]
    for i in (*near, *(i for i in open_lines if end < i <= end + _NEAR)):
        if parts := declared_byline(lines[i].text, authors):
            head[i] = parts
    if witness is None or any(has_byline(head[i]) for i in range(max(0, title - _NEAR), min(lead + 1, len(lines)))):
        return
    for i in near:
        if parts := named_byline(lines[i].text, witness(lines[i])):
            head[i] = parts
            return


def take_kicker(lines: Sequence[Line], head: list[Parts | None], title: int, witness: Witness) -> None:
    """Settle a short line right above the headline whose element is called kicker, overline, or the like."""
    for i in range(title - 1, max(-1, title - 1 - _NEAR), -1):
        text = lines[i].text
        if _is_open(head[i]) and weight(text) <= _LONGEST_KICKER_WORDS and "kicker" in witness(lines[i]).uses:
            head[i] = (Part(text, Role.KICKER, "named_kicker"),)
            return


def _is_open(parts: Parts | None) -> bool:
    """Tell whether nothing is known of a line, or only that it stands above the headline."""
    return parts is None or parts[0].rule == "before_title"


def has_byline(parts: Parts | None) -> bool:
    """Tell whether a line holds a byline."""
    return any(part.role is Role.BYLINE for part in parts or ())
