"""A tree to the blocks a reader sees: runs of text between the edges of block elements, numbered from 1."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import NamedTuple

from lxml import etree

from pipeline.html.markup.spans import TextSpan, spans_of
from pipeline.html.markup.tree import Element
from pipeline.html.markup.uses import bits_of, uses_of

_BOXES = frozenset(
    """
    address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure
    footer form h1 h2 h3 h4 h5 h6 header legend li main menu nav ol option p pre section summary table
    tbody td tfoot th thead title tr ul button label
    """.split()
)
_EDGES = frozenset("br hr video audio".split())
_PLAYERS = frozenset({"video", "audio"})
_FRAMES = frozenset({"noscript", "iframe", "object"})
_SHOWN = frozenset({"img", "embed"})
_MOST_SHOWN = 3000
_HIDDEN = frozenset("script style noscript template head svg select textarea iframe object".split())
_PARTS = frozenset("span small cite em i b strong a time font".split())
_BOLD = frozenset({"b", "strong"})
_NAMING = frozenset({"class", "id", "itemprop", "role"})
_OF_PICTURES = bits_of("caption", "credit", "picture", "media")
_LONGEST_PARTED = 900
_MOST_SEAMS = 24
_CELLS = frozenset({"td", "th"})
_MOST_SPANNED = 100


@dataclass(slots=True)
class Box:
    """A block element: its tag, the names its author gave it, and the index of the box around it (the page's is 0).

    A box stands behind the one around it, so those inside it are the boxes up to `end`. `span` is how many columns and
    rows a cell of a table takes, as its markup says.
    """

    tag: str
    names: str
    parent: int
    depth: int
    end: int = 0
    span: tuple[int, int] = (1, 1)


@dataclass(frozen=True, slots=True)
class Seam:
    """Where an element inside a block begins (then with its names) or ends: characters from the block's start."""

    at: int
    names: str
    opens: bool


@dataclass(slots=True)
class PageBlock:
    """A run of text of the page: its number from 1, its box, and how many of its characters are a link's, or bold.

    `seams` reads those of a block that a picture may have, when it is asked to: few are. `picture` is the alternative
    text of the picture that stands between this block and the one above, None where there is none. `spans` reads what
    of its text is linked or emphasized, when it is asked to. `raw` is the text with its white space, in a `pre` only.
    """

    number: int
    tag: str
    text: str
    box: int
    link_characters: int
    in_caption: bool
    seams: Callable[[], tuple[Seam, ...]] = tuple
    picture: str | None = None
    bold_characters: int = 0
    spans: Callable[[], tuple[TextSpan, ...]] = tuple
    raw: str | None = None


class Shown(NamedTuple):
    """An element that shows, or may show, more than text: it stands right before the block of number `before`."""

    element: Element
    before: int
    box: int


@dataclass(frozen=True, slots=True)
class Blocks:
    """The visible blocks of a page in order, the boxes they stand in, outer ones first, and what it shows beside."""

    blocks: list[PageBlock] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)
    shown: list[Shown] = field(default_factory=list)


def page_blocks(tree: Element) -> Blocks:  # noqa: C901 - one loop, for speed
    """Return the visible blocks in page order, white space folded; blank ones are left out.

    It meets every element of every page twice: a call for each would cost as much as the parser does.
    """
    page = Blocks(boxes=[Box("html", "", 0, 0)])
    gather = _Gatherer(page)
    run, seams, add = gather.run, gather.seams, gather.run.append
    for event, element in (walk := etree.iterwalk(tree, events=("start", "end"))):
        tag = element.tag
        if event == "start":
            if tag in _HIDDEN or not isinstance(tag, str):
                gather.skip(element, walk)
                continue
            if tag in _BOXES:
                if run or seams:
                    gather.flush()
                gather.open_box(tag, element)
            elif tag in _PARTS:
                seams.append((len(run), element))
                gather.enter(tag, 1)
            elif tag in _EDGES:
                gather.part(element)
            elif tag in _SHOWN or "-" in tag:
                gather.show(element)
            text = element.text
        else:
            if tag in _BOXES:
                if run or seams:
                    gather.flush()
                gather.close_box(tag)
            elif tag in _PARTS:
                seams.append((len(run), None))
                gather.enter(tag, -1)
            text = element.tail
        if text and (run or not text.isspace()):
            add(text)
            if gather.links or gather.bold:
                gather.count(text)
    return gather.finished()


def _seams_of(
    run: Sequence[str], parts: Sequence[tuple[int, Element | None]], boxes: Sequence[Box], box: int, captions: int
) -> tuple[Seam, ...]:
    """Return the seams of a run that a picture may have: it stands in a caption, or names tell of one."""
    own = boxes[box].names + " " + boxes[boxes[box].parent].names
    named = [(count, "" if part is None else _names(part), part is not None) for count, part in parts]
    if not captions and not any(uses_of(names) & _OF_PICTURES for names in (own, *(names for _, names, _ in named))):
        return ()
    found = []
    for count, names, opens in named[:_MOST_SEAMS]:
        before = "".join(run[:count])
        folded = " ".join(before.split())
        # White space before the seam is one character, as it is in the block, unless nothing stands before it.
        found.append(Seam(len(folded) + (folded != "" and before[-1].isspace()), names, opens))
    return tuple(found)


def _names(element: Element) -> str:
    # Written out for speed: half the boxes of a page have no attribute at all.
    attributes = element.items()
    return " ".join([str(value) for key, value in attributes if key in _NAMING]) if attributes else ""


def _count(value: str | None) -> int:
    """Return a number of columns or rows; 1 for what is none, and at most a hundred."""
    digits = (value or "").strip()
    return min(max(int(digits), 1), _MOST_SPANNED) if digits.isascii() and digits.isdecimal() and len(digits) < 9 else 1


class _Gatherer:
    """The run of text at hand and the boxes that are open; a finished run becomes a block."""

    __slots__ = (
        "above", "below", "bold", "bold_characters", "captions", "link_characters", "links", "opened", "page", "run",
        "seams", "verbatim",
    )  # fmt: skip

    def __init__(self, page: Blocks) -> None:
        self.page = page
        self.run: list[str] = []
        self.opened = [0]
        self.links = 0
        self.link_characters = 0
        self.bold = self.bold_characters = 0
        self.captions = 0
        self.verbatim = 0
        self.seams: list[tuple[int, Element | None]] = []
        self.above: str | None = None  # the picture that stands over the next block
        self.below: str | None = None  # one that stands inside it

    def show(self, element: Element) -> None:
        """Note what is shown; a picture also for the block that follows it."""
        self.note(element)
        if element.tag != "img":
            return
        shown = " ".join((element.get("alt") or "").split())
        if self.run:
            self.below = shown
        else:
            self.above = shown

    def part(self, element: Element) -> None:
        """End the run at a line's end, a rule or a player, and note the player."""
        if self.run:
            self.flush()
        if element.tag in _PLAYERS:
            self.note(element)

    def skip(self, element: Element, walk: etree.iterwalk) -> None:
        """Leave out what shows no text, and note what may show more."""
        walk.skip_subtree()
        if element.tag in _FRAMES:
            self.note(element)

    def note(self, element: Element) -> None:
        """Note an element that may show more than text."""
        page = self.page
        if len(page.shown) < _MOST_SHOWN:
            page.shown.append(Shown(element, len(page.blocks) + 1 + bool(self.run), self.opened[-1]))

    def flush(self) -> None:
        """Make a block of the run, if there are characters in it."""
        if not self.run:  # elements without words in them: one flush in two
            self.seams.clear()
            return
        text = " ".join("".join(self.run).split())
        if text:
            page, box = self.page, self.opened[-1]
            blocks, tag, linked = page.blocks, page.boxes[box].tag, min(self.link_characters, len(text))
            seams: Callable[[], tuple[Seam, ...]] = tuple
            spans: Callable[[], tuple[TextSpan, ...]] = tuple
            if self.seams:
                run, parts = tuple(self.run), tuple(self.seams)
                spans = partial(spans_of, run, parts)
                if len(text) <= _LONGEST_PARTED:
                    seams = partial(_seams_of, run, parts, page.boxes, box, self.captions)
            number, bold = len(blocks) + 1, self.bold_characters
            raw = "".join(self.run) if self.verbatim else None
            blocks.append(
                PageBlock(number, tag, text, box, linked, self.captions > 0, seams, self.above, bold, spans, raw)
            )
            self.above, self.below = self.below, None
        self.run.clear()
        self.seams.clear()
        self.link_characters = self.bold_characters = 0

    def enter(self, tag: str, step: int) -> None:
        """Enter (1) or leave (-1) an element that marks what is in it as a link, or as bold."""
        if tag == "a":
            self.links += step
        elif tag in _BOLD:
            self.bold += step

    def count(self, text: str) -> None:
        """Count the characters of a run that are a link's, and that are bold."""
        size = len(text.strip())
        self.link_characters += size if self.links else 0
        self.bold_characters += size if self.bold else 0

    def finished(self) -> Blocks:
        """Return the page, its last run made a block."""
        self.flush()
        self.page.boxes[0].end = len(self.page.boxes)
        return self.page

    def open_box(self, tag: str, element: Element) -> None:
        """Begin a box inside the innermost open one."""
        boxes, parent = self.page.boxes, self.opened[-1]
        self.opened.append(len(boxes))
        names, holds = [], tag == "blockquote"
        for key, value in element.items():
            if key in _NAMING:
                names.append(str(value))
            elif key[:5] == "data-" and "//" in value[:8]:
                holds = True  # the address of what is shown later, or once a reader has agreed
        boxes.append(box := Box(tag, " ".join(names), parent, boxes[parent].depth + 1))
        if holds:
            self.note(element)
        if tag == "figcaption":
            self.captions += 1
        elif tag == "pre":
            self.verbatim += 1
        elif tag in _CELLS:
            box.span = (_count(element.get("colspan")), _count(element.get("rowspan")))

    def close_box(self, tag: str) -> None:
        """End the innermost open box."""
        self.page.boxes[self.opened.pop()].end = len(self.page.boxes)
        if tag == "figcaption":
            self.captions -= 1
        elif tag == "pre":
            self.verbatim -= 1
