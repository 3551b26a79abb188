"""A tree to the blocks a reader sees: runs of text between the edges of block elements, numbered from 1."""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree
from lxml.html import HtmlElement

_BOXES = frozenset(
    """
    address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure
    footer form h1 h2 h3 h4 h5 h6 header legend li main menu nav ol option p pre section summary table
    tbody td tfoot th thead title tr ul button label
    """.split()
)
_EDGES = frozenset("br hr video audio".split())
_HIDDEN = frozenset("script style noscript template head svg select textarea iframe object".split())
_NAMING = ("class", "id", "itemprop", "role")
_DEEPEST_NAMED = 64


@dataclass(slots=True)
class Box:
    """A block element: its tag, the names its author gave it, and the index of the box around it (-1 for none)."""

    tag: str
    names: str
    parent: int
    depth: int


@dataclass(frozen=True, slots=True)
class PageBlock:
    """A run of text of the page: its number from 1, its box, and how many of its characters are a link's."""

    number: int
    tag: str
    text: str
    box: int
    link_characters: int
    in_caption: bool


@dataclass(frozen=True, slots=True)
class Blocks:
    """The visible blocks of a page in order, and the boxes they stand in, outer ones first."""

    blocks: list[PageBlock] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)


def page_blocks(tree: HtmlElement) -> Blocks:
    """Return the visible blocks in page order, white space folded; blank ones are left out."""
    walker = _Walker()
    walk = etree.iterwalk(tree, events=("start", "end"))
    for event, element in walk:
        tag = element.tag
        if event == "start":
            if tag in _HIDDEN or not isinstance(tag, str):
                walk.skip_subtree()
            else:
                walker.enter(element, tag)
        else:
            walker.leave(element, tag)
    walker.flush()
    return walker.page


class _Walker:
    """Gathers runs of text between the edges of block elements."""

    def __init__(self) -> None:
        self.page = Blocks(boxes=[Box("html", "", -1, 0)])
        self._run: list[str] = []
        self._open = [0]
        self._captions = 0
        self._links = 0
        self._link_characters = 0

    def enter(self, element: HtmlElement, tag: str) -> None:
        """Begin an element: its text belongs to the innermost box."""
        if tag in _BOXES:
            if self._run:
                self.flush()
            self._begin_box(element, tag)
        elif tag == "a":
            self._links += 1
        elif tag in _EDGES:
            self.flush()
        if element.text:
            self._add(element.text)

    def leave(self, element: HtmlElement, tag: str) -> None:
        """End an element: what follows it belongs to its parent."""
        if tag in _BOXES:
            if self._run:
                self.flush()
            self._open.pop()
            self._captions -= tag == "figcaption"
        elif tag == "a":
            self._links -= 1
        if element.tail:
            self._add(element.tail)

    def flush(self) -> None:
        """Make a block of the run, if there are characters in it."""
        text = " ".join("".join(self._run).split())
        self._run.clear()
        if text:
            blocks, box = self.page.blocks, self._open[-1]
            tag = self.page.boxes[box].tag
            blocks.append(
                PageBlock(len(blocks) + 1, tag, text, box, min(self._link_characters, len(text)), self._captions > 0)
            )
        self._link_characters = 0

    def _add(self, text: str) -> None:
        self._run.append(text)
        if self._links:
            self._link_characters += len(text.strip())

    def _begin_box(self, element: HtmlElement, tag: str) -> None:
        boxes, parent = self.page.boxes, self._open[-1]
        names = " ".join(value for key, value in element.items() if key in _NAMING)
        self._open.append(len(boxes))
        boxes.append(Box(tag, names, parent, boxes[parent].depth + 1))
        self._captions += tag == "figcaption"
