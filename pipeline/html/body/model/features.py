"""Numbers that describe a block by what HTML adds to its text: its place in the page's boxes, and their names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipeline.html.markup.blocks import Blocks
from pipeline.html.markup.uses import USES, uses_of
from pipeline.scoring.features import Columns, Document, matrix
from pipeline.scoring.series import Floats, ratio, shifted, steps_since, window_means

Ints = NDArray[np.int64]

_OWN_TAGS = ("p", "li", "div", "h1", "h2", "h3", "h4", "td", "figcaption", "blockquote", "button", "section", "article")
_OUTER_TAGS = ("div", "li", "td", "section", "article", "blockquote")
_TAG_NUMBER = {tag: i for i, tag in enumerate(_OWN_TAGS)}
_HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
_AROUND = (
    "article",
    "main",
    "aside",
    "nav",
    "header",
    "footer",
    "form",
    "figure",
    "ul",
    "ol",
    "table",
    "blockquote",
    "section",
)
_AROUND_BIT = {tag: 1 << i for i, tag in enumerate(_AROUND)}
_NEAR = ("links", "linked", "tag_p", "heading", "alike")
_NEAR_OFFSETS = (-3, -2, -1, 1, 2, 3)
_NEAR_WINDOWS = (2, 6)
_LEVELS = 3
_ASKED = 1 << len(USES)
_DEEPEST = 40
_SHORTEST_QUOTED = 12
_TITLE_REACH = 200
_QUOTED = 40  # characters of a block looked up in a text the page declares


@dataclass(frozen=True)
class Hints:
    """What the page declares of the article, in lower case with white space folded; "" for what it does not.

    `body` is the text its JSON-LD has, `description` that of its meta elements.
    """

    title: str = ""
    body: str = ""
    description: str = ""


@dataclass(frozen=True)
class Tree:
    """What is counted once per page over its boxes; n blocks.

    `ancestors` are (n,) each: the box of a block, the one around that, and so on. `template` numbers alike blocks.
    """

    ancestors: tuple[Ints, ...]
    template: Ints
    columns: Columns
    matrix: Floats  # (n, k) the columns side by side


@dataclass(frozen=True)
class _Boxes:
    """The b boxes of a page as arrays."""

    parent: Ints  # (b,) the outermost is its own
    end: Ints  # those inside box i are i to end[i] - 1
    depth: Ints
    uses: Ints  # bits of USES that its own names speak of
    path_uses: Ints  # and those of the boxes around it
    path_around: Ints  # bits of _AROUND: what kinds of boxes stand around it, itself among them


def describe_tree(page: Blocks, document: Document, hints: Hints) -> Tree:
    """Return the columns that the blocks' boxes, links and the page's own hints give; n >= 1 blocks."""
    boxes = _boxes(page)
    box = np.array([block.box for block in page.blocks], np.int64)
    ancestors = [box]
    for _ in range(_LEVELS):
        ancestors.append(boxes.parent[ancestors[-1]])
    lengths = np.array([len(block.text) for block in page.blocks])
    links = ratio(np.array([block.link_characters for block in page.blocks]), lengths)
    template = _templates(page)
    columns = _own(page, box, boxes.depth, links)
    columns |= _kinds(page, ancestors, boxes)
    columns |= _masses(page, document, boxes, ancestors, links)
    columns |= _of_template(template, document, links)
    columns |= _declared(page, hints)
    return Tree(tuple(ancestors), template, columns, np.array(list(columns.values())).T)


def block_matrix(document: Document, tree: Tree) -> Floats:
    """(n, d) of the first stage: the text's columns, the tree's, and the neighbours' most telling ones."""
    near = np.stack([tree.columns[name] for name in _NEAR], 1)
    windows = [window_means(near, radius) for radius in _NEAR_WINDOWS]
    return np.concatenate([matrix(document), tree.matrix, shifted(near, _NEAR_OFFSETS), *windows], 1)


def _boxes(page: Blocks) -> _Boxes:
    parent = [box.parent for box in page.boxes]
    uses = [0] * len(parent)
    for block in page.blocks:  # boxes around no block of these are not asked what they are called
        at = block.box
        while at and not uses[at]:
            uses[at] = uses_of(page.boxes[at].names) | _ASKED
            at = parent[at]
    around = [_AROUND_BIT.get(box.tag, 0) for box in page.boxes]
    path_uses = list(uses)
    for i, up in enumerate(parent):  # a box stands behind the one around it
        path_uses[i] |= path_uses[up]
        around[i] |= around[up]
    ends = [box.end for box in page.boxes]
    columns = (parent, ends, [box.depth for box in page.boxes], uses, path_uses, around)
    return _Boxes(*(np.array(column, np.int64) for column in columns))


def _own(page: Blocks, box: Ints, depth: Ints, links: Floats) -> Columns:
    """Links, depth and place of the block."""
    same = (box[1:] == box[:-1]).astype(np.float64)
    return {
        "links": links,
        "linked": (links > 0.9).astype(np.float64),
        "depth": np.minimum(depth[box], _DEEPEST).astype(np.float64),
        "same_box_before": np.concatenate([[0.0], same]),
        "heading": np.array([_HEADINGS.get(block.tag, 0) for block in page.blocks], np.float64),
        "number": np.minimum(np.arange(len(page.blocks)), 300).astype(np.float64),
    }


def _kinds(page: Blocks, ancestors: Sequence[Ints], boxes: _Boxes) -> Columns:
    """Tags and uses of the boxes around the block."""
    box, outer = ancestors[0], ancestors[1]
    kinds = np.array([_TAG_NUMBER.get(boxed.tag, -1) for boxed in page.boxes], np.int64)
    tags, outer_tags = kinds[box], kinds[outer]
    near = boxes.uses[box] | boxes.uses[outer]
    columns: Columns = {"same_parent_before": np.concatenate([[0.0], (outer[1:] == outer[:-1]).astype(np.float64)])}
    columns |= {f"tag_{tag}": (tags == _TAG_NUMBER[tag]).astype(np.float64) for tag in _OWN_TAGS}
    columns |= {f"outer_{tag}": (outer_tags == _TAG_NUMBER[tag]).astype(np.float64) for tag in _OUTER_TAGS}
    for prefix, bits, names in (
        ("in", boxes.path_around[box], _AROUND),
        ("is", boxes.uses[box], tuple(USES)),
        ("near", near, tuple(USES)),
        ("path", boxes.path_uses[box], tuple(USES)),
    ):
        flags = (bits[None, :] >> np.arange(len(names))[:, None] & 1).astype(np.float64)
        columns |= {f"{prefix}_{name}": flags[i] for i, name in enumerate(names)}
    return columns


def _masses(page: Blocks, document: Document, boxes: _Boxes, ancestors: Sequence[Ints], links: Floats) -> Columns:
    """How much text, prose and linked text the boxes around the block hold, and how far it is from the main one."""
    words = document.words
    paragraph = np.array([block.tag == "p" for block in page.blocks], np.float64)
    values = np.stack([words, words * links, np.ones(len(words)), document.prose * words, paragraph * words], 1)
    sums = _subtree_sums(boxes, ancestors[0], values)
    total = sums[0]
    columns: Columns = {}
    for level in range(1, _LEVELS + 1):
        own = sums[ancestors[level]]
        columns[f"words_{level}"] = np.sqrt(own[:, 0])
        columns[f"links_{level}"] = own[:, 1] / np.maximum(own[:, 0], 1.0)
        columns[f"blocks_{level}"] = np.sqrt(own[:, 2])
        columns[f"mean_{level}"] = own[:, 0] / np.maximum(own[:, 2], 1.0)
        columns[f"prose_{level}"] = own[:, 3] / max(total[3], 1.0)
        columns[f"paragraphs_{level}"] = own[:, 4] / max(total[4], 1.0)
    return columns | _main_box(boxes, sums[:, 3], ancestors)


def _subtree_sums(boxes: _Boxes, box: Ints, values: Floats) -> Floats:
    """(b, k) sums of the blocks' values (n, k) over each box and all inside it."""
    count = len(boxes.parent)
    direct = np.stack([np.bincount(box, column, count) for column in values.T], 1)
    total = np.concatenate([np.zeros((1, values.shape[1])), np.cumsum(direct, 0)])
    sums: Floats = total[boxes.end] - total[:-1]
    return sums


def _main_box(boxes: _Boxes, prose: Floats, ancestors: Sequence[Ints]) -> Columns:
    """How far the block stands from the box that most of the running text stands right in.

    A block's words count for the box around it, and half as much for the one around that, as in readability's score.
    """
    box, parent = ancestors[0], boxes.parent
    holds = np.bincount(box, minlength=len(parent)) > 0
    own = prose * holds
    direct = np.bincount(parent, own, len(parent)) + np.bincount(parent[parent], own / 2, len(parent))
    main = int(np.argmax(direct))
    climb = {main: 0}  # the boxes around the main one: how far up from it
    at = main
    while at:
        at = int(parent[at])
        climb[at] = len(climb)
    common: list[int] = []
    for i, up in enumerate(parent.tolist()):
        common.append(climb[i] if i in climb else common[up])
    up_from_main = np.array(common, np.float64)[box]
    return {
        "main_climb": up_from_main,
        "main_down": np.minimum(boxes.depth[box] - boxes.depth[main] + up_from_main, 20.0),
        "main_place": np.sign(box - main) * (up_from_main > 0),
        "main_share": np.full(len(box), direct[main] / max(direct.sum(), 1.0)),
        "direct_1": direct[ancestors[1]] / max(direct[main], 1.0),
        "direct_2": direct[ancestors[2]] / max(direct[main], 1.0),
    }


def _templates(page: Blocks) -> Ints:
    """(n,) number of the template of each block: blocks whose two innermost boxes have the same tags and names."""
    seen: dict[tuple[str, str, str, str], int] = {}
    found = []
    for block in page.blocks:
        own = page.boxes[block.box]
        outer = page.boxes[own.parent]
        found.append(seen.setdefault((own.tag, own.names, outer.tag, outer.names), len(seen)))
    return np.array(found, np.int64)


def _of_template(template: Ints, document: Document, links: Floats) -> Columns:
    """What the blocks of the same template look like together."""
    words = document.words
    count = np.bincount(template).astype(np.float64)
    mass = np.bincount(template, words)
    return {
        "alike": np.sqrt(count[template]),
        "alike_words": (mass / count)[template],
        "alike_share": (mass / max(mass.sum(), 1.0))[template],
        "alike_links": (np.bincount(template, words * links) / np.maximum(mass, 1.0))[template],
        "alike_prose": (np.bincount(template, document.prose) / count)[template],
    }


def _declared(page: Blocks, hints: Hints) -> Columns:
    """What agrees with the headline, the description and the text that the page itself declares."""
    n = len(page.blocks)
    folded = [block.text.lower() for block in page.blocks]
    same = np.array([bool(hints.title) and text == hints.title for text in folded])
    heading = np.array([block.tag == "h1" for block in page.blocks])
    candidates = np.flatnonzero(same if same.any() else heading)
    title = int(candidates[0]) if len(candidates) else None
    topic = set(hints.title.split())
    shared = [len(topic.intersection(text[:_TITLE_REACH].split())) if topic else 0 for text in folded]
    inside = np.array([_inside(text, hints.body) if hints.body else 0.0 for text in folded])
    quoted = [len(text) >= _QUOTED and text[: 2 * _QUOTED] in hints.description for text in folded]
    return {
        "title_known": np.full(n, float(title is not None)),
        "after_title": np.clip(np.arange(n) - title, -20.0, 60.0) if title is not None else np.full(n, -30.0),
        "title_words": np.array(shared, np.float64) / max(len(topic), 1),
        "is_title": same.astype(np.float64),
        "declared_body": inside,
        "body_declared": np.full(n, float(bool(hints.body))),
        "since_declared": steps_since(inside, 20),
        "description": np.array(quoted, np.float64),
    }


def _inside(text: str, body: str) -> float:
    """Return how many of the block's beginning and middle stand in the body that the page declares: 0, 1 or 2."""
    if len(text) < _SHORTEST_QUOTED:
        return 0.0
    middle = len(text) // 2
    return float(text[:_QUOTED] in body) + float(text[middle : middle + _QUOTED] in body)
