"""A tree to the blocks a reader sees: runs of text between the edges of block elements, numbered from 1."""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree

from pipeline.html.markup.tree import Element

_BOXES = frozenset(
    """
    address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure
    footer form h1 h2 h3 h4 h5 h6 header legend li main menu nav ol option p pre section summary table
    tbody td tfoot th thead title tr ul button label
    """.split()
)
_EDGES = frozenset("br hr video audio".split())
_HIDDEN = frozenset("script style noscript template head svg select textarea iframe object".split())
_MARKED = frozenset({"a", "b", "strong"})
_NAMING = ("class", "id", "itemprop", "role")
_DEEPEST_NAMED = 64


@dataclass(slots=True)
class Box:
    """A block element: its tag, the names its author gave it, and the index of the box around it (the page's is 0).

    A box stands behind the one around it, so those inside it are the boxes up to `end`.
    """

    tag: str
    names: str
    parent: int
    depth: int
    end: int = 0


@dataclass(slots=True)
class PageBlock:
    """A run of text of the page: its number from 1, its box, and how many of its characters are a link's, or bold."""

    number: int
    tag: str
    text: str
    box: int
    link_characters: int
    in_caption: bool
    bold_characters: int = 0


@dataclass(frozen=True, slots=True)
class Blocks:
    """The visible blocks of a page in order, and the boxes they stand in, outer ones first."""

    blocks: list[PageBlock] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)


def page_blocks(tree: Element) -> Blocks:  # noqa: C901 - one loop, for speed
    """Return the visible blocks in page order, white space folded; blank ones are left out.

    It meets every element of every page twice: a call for each would cost as much as the parser does.
    """
    page = Blocks(boxes=[Box("html", "", 0, 0)])
    gather = _Gatherer(page)
    run, add = gather.run, gather.run.append
    walk = etree.iterwalk(tree, events=("start", "end"))
    for event, element in walk:
        tag = element.tag
        if event == "start":
            if tag in _HIDDEN or not isinstance(tag, str):
                walk.skip_subtree()
                continue
            if tag in _BOXES:
                if run:
                    gather.flush()
                gather.open_box(tag, element)
            elif tag in _MARKED:
                gather.mark(tag, 1)
            elif tag in _EDGES and run:
                gather.flush()
            text = element.text
        else:
            if tag in _BOXES:
                if run:
                    gather.flush()
                gather.close_box(tag)
            elif tag in _MARKED:
                gather.mark(tag, -1)
            text = element.tail
        if text and (run or not text.isspace()):
            add(text)
            if gather.links or gather.bold:
                gather.count(text)
    gather.flush()
    page.boxes[0].end = len(page.boxes)
    return page


class _Gatherer:
    """The run of text at hand and the boxes that are open; a finished run becomes a block."""

    __slots__ = ("bold", "bold_characters", "captions", "link_characters", "links", "opened", "page", "run")

    def __init__(self, page: Blocks) -> None:
        self.page = page
        self.run: list[str] = []
        self.opened = [0]
        self.links = 0
        self.link_characters = 0
        self.bold = self.bold_characters = 0
        self.captions = 0

    def flush(self) -> None:
        """Make a block of the run, if there are characters in it."""
        text = " ".join("".join(self.run).split())
        self.run.clear()
        if text:
            blocks, box = self.page.blocks, self.opened[-1]
            tag, linked = self.page.boxes[box].tag, min(self.link_characters, len(text))
            blocks.append(PageBlock(len(blocks) + 1, tag, text, box, linked, self.captions > 0, self.bold_characters))
        self.link_characters = self.bold_characters = 0

    def mark(self, tag: str, step: int) -> None:
        """Enter or leave an element that marks what is in it as a link, or as bold."""
        if tag == "a":
            self.links += step
        else:
            self.bold += step

    def count(self, text: str) -> None:
        """Count the characters of a run that are a link's, and that are bold."""
        size = len(text.strip())
        self.link_characters += size if self.links else 0
        self.bold_characters += size if self.bold else 0

    def open_box(self, tag: str, element: Element) -> None:
        """Begin a box inside the innermost open one."""
        boxes, parent = self.page.boxes, self.opened[-1]
        names = " ".join([str(value) for key, value in element.items() if key in _NAMING])
        self.opened.append(len(boxes))
        boxes.append(Box(tag, names, parent, boxes[parent].depth + 1))
        if tag == "figcaption":
            self.captions += 1

    def close_box(self, tag: str) -> None:
        """End the innermost open box."""
        self.page.boxes[self.opened.pop()].end = len(self.page.boxes)
        if tag == "figcaption":
            self.captions -= 1
