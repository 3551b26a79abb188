"""A tree to the blocks a reader sees: runs of text between the edges of block elements, numbered from 1."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree
from lxml.html import HtmlElement

_BLOCK = frozenset(
    """
    address article aside blockquote body br caption center dd details dialog dir div dl dt fieldset figcaption figure footer
    form h1 h2 h3 h4 h5 h6 header hr html legend li main menu nav ol option p pre section select summary table tbody td textarea
    tfoot th thead title tr ul video audio iframe button label
    """.split()
)
_HIDDEN = frozenset({"script", "style", "noscript", "template", "head", "svg", "select", "textarea", "iframe", "object"})


@dataclass(frozen=True, slots=True)
class PageBlock:
    """A run of text of the page: its number from 1, the innermost block element, and whether a figure holds it."""

    number: int
    tag: str
    text: str
    in_caption: bool


def page_blocks(tree: HtmlElement) -> list[PageBlock]:
    """Return the visible blocks in page order, white space folded; blank ones are left out."""
    blocks: list[PageBlock] = []
    run: list[str] = []
    stack: list[str] = []
    captions = 0

    def flush() -> None:
        text = " ".join("".join(run).split())
        run.clear()
        if text:
            blocks.append(PageBlock(len(blocks) + 1, stack[-1] if stack else "body", text, captions > 0))

    walk = etree.iterwalk(tree, events=("start", "end"))
    for event, element in walk:
        tag = element.tag
        if not isinstance(tag, str):
            continue
        if event == "start":
            if tag in _HIDDEN:
                walk.skip_subtree()
            elif tag in _BLOCK:
                flush()
                stack.append(tag)
                captions += tag == "figcaption"
            if tag not in _HIDDEN and element.text:
                run.append(element.text)
        else:
            if tag in _BLOCK and tag not in _HIDDEN:
                flush()
                stack.pop()
                captions -= tag == "figcaption"
            if element.tail:
                run.append(element.tail)
    flush()
    return blocks
