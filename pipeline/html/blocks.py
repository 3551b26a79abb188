"""A tree to the blocks a reader sees: runs of text between the edges of block elements, numbered from 1."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree
from lxml.html import HtmlElement

_BLOCK = frozenset(
    """
    address article aside blockquote body br caption center dd details dialog dir div dl dt fieldset figcaption figure
    footer form h1 h2 h3 h4 h5 h6 header hr html legend li main menu nav ol option p pre section select summary table
    tbody td textarea tfoot th thead title tr ul video audio iframe button label
    """.split()
)
_HIDDEN = frozenset("script style noscript template head svg select textarea iframe object".split())


@dataclass(frozen=True, slots=True)
class PageBlock:
    """A run of text of the page: its number from 1, the innermost block element, and whether a figure holds it."""

    number: int
    tag: str
    text: str
    in_caption: bool


def page_blocks(tree: HtmlElement) -> list[PageBlock]:
    """Return the visible blocks in page order, white space folded; blank ones are left out."""
    walker = _Walker()
    walk = etree.iterwalk(tree, events=("start", "end"))
    for event, element in walk:
        if not isinstance(element.tag, str):
            continue
        if event == "start" and element.tag in _HIDDEN:
            walk.skip_subtree()
        elif event == "start":
            walker.enter(element)
        else:
            walker.leave(element)
    walker.flush()
    return walker.blocks


class _Walker:
    """Gathers runs of text between the edges of block elements."""

    def __init__(self) -> None:
        self.blocks: list[PageBlock] = []
        self._run: list[str] = []
        self._open = ["body"]

    def enter(self, element: HtmlElement) -> None:
        """Begin an element: its text belongs to the innermost block."""
        if element.tag in _BLOCK:
            self.flush()
            self._open.append(element.tag)
        if element.text:
            self._run.append(element.text)

    def leave(self, element: HtmlElement) -> None:
        """End an element: what follows it belongs to its parent."""
        if element.tag in _BLOCK and element.tag not in _HIDDEN:
            self.flush()
            self._open.pop()
        if element.tail:
            self._run.append(element.tail)

    def flush(self) -> None:
        """Make a block of the run, if there are characters in it."""
        text = " ".join("".join(self._run).split())
        self._run.clear()
        if text:
            in_caption = "figcaption" in self._open
            self.blocks.append(PageBlock(len(self.blocks) + 1, self._open[-1], text, in_caption))
