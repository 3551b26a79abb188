"""Turn the HTML of a page into differing plain texts (converters, crops), and into a silver gold, for training.

Development only: needs lxml, resiliparse and trafilatura. Nothing of the pages is ever committed.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import html as lxml_html

from training.alignment import fit
from training.corpus import GOLD, Corpus, Page

_BLOCKS = frozenset(
    """
    address article aside blockquote body caption center dd details dialog div dl dt fieldset figcaption figure footer
    form h1 h2 h3 h4 h5 h6 header hr iframe legend li main nav ol option p pre section summary table tbody td tfoot th
    thead tr ul
    """.split()
)
_SKIP = frozenset(
    ["script", "style", "noscript", "template", "svg", "head", "select", "textarea", "iframe", "object", "math"]
)
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True)
class Style:
    """How a converter writes: blank lines between blocks, bullets, `<br>` as a line end, cells side by side."""

    blank: bool
    bullets: bool
    breaks: bool
    cells: bool
    drop: frozenset[str]


def random_style(rng: random.Random) -> Style:
    """A converter's habits drawn at random."""
    drop = [tag for tag in ("nav", "header", "footer", "aside", "form", "figcaption") if rng.random() < 0.3]
    return Style(rng.random() < 0.5, rng.random() < 0.3, rng.random() < 0.7, rng.random() < 0.3, frozenset(drop))


def flatten(root: lxml_html.HtmlElement, style: Style) -> str:
    """The text of an element, one block a line."""
    lines: list[str] = []
    buffer: list[str] = []

    def flush() -> None:
        line = _SPACE.sub(" ", "".join(buffer)).strip()
        buffer.clear()
        if line:
            lines.append(line)

    def walk(element: lxml_html.HtmlElement, depth: int) -> None:
        tag = element.tag
        if not isinstance(tag, str) or tag in _SKIP or tag in style.drop or depth > 180:
            return
        block = tag in _BLOCKS and not (style.cells and tag in ("td", "th"))
        if block or (tag == "br" and style.breaks):
            flush()
        if tag == "li" and style.bullets:
            buffer.append("- ")
        if style.cells and tag in ("td", "th"):
            buffer.append("  ")
        buffer.append(element.text or ("" if tag != "br" else " "))
        for child in element:
            walk(child, depth + 1)
            buffer.append(child.tail or "")
        if block:
            flush()

    walk(root, 0)
    flush()
    return ("\n\n" if style.blank else "\n").join(lines)


def around_article(root: lxml_html.HtmlElement, gold: str, rng: random.Random) -> lxml_html.HtmlElement:
    """The smallest element that still has nearly all of the gold, or one of its ancestors up to three levels above."""
    style = Style(False, False, True, False, frozenset())
    whole = fit(gold, flatten(root, style)).recall or 0.0
    path = [root]
    while True:
        for child in path[-1]:
            if not isinstance(child.tag, str) or child.tag in _SKIP or len(child.text_content()) < 0.8 * len(gold):
                continue
            if (fit(gold, flatten(child, style)).recall or 0.0) >= 0.97 * whole:
                path.append(child)
                break
        else:
            break
    return path[max(0, len(path) - 1 - rng.choice((0, 0, 1, 1, 2, 3)))]


def variants(source: str, gold: str, seed: str) -> Iterator[tuple[str, str]]:
    """(name, text) of other readings of one page: random block styles, the article's element, resiliparse."""
    from resiliparse.extract.html2text import extract_plain_text

    rng = random.Random(seed)
    root = lxml_html.document_fromstring(
        source.encode("utf-8", "replace"), parser=lxml_html.HTMLParser(encoding="utf-8")
    )
    body = root.find("body")
    root = root if body is None else body
    yield "any", flatten(root, random_style(rng))
    yield "near", flatten(around_article(root, gold, rng), random_style(rng))
    yield (
        "resiliparse",
        extract_plain_text(
            source,
            main_content=rng.random() < 0.35,
            list_bullets=rng.random() < 0.5,
            links=False,
            alt_texts=rng.random() < 0.3,
            preserve_formatting=True,
        ),
    )


def silver(source: str, keep: list[str], cut: list[str]) -> str | None:
    """The text two HTML extractors agree on and the page's own segments bear out; None when they do not."""
    import trafilatura
    from resiliparse.extract.html2text import extract_plain_text

    first = trafilatura.extract(source, include_comments=False, include_tables=True)
    if not first or len(first) < 400:
        return None
    second = extract_plain_text(source, main_content=True, list_bullets=False)
    match = fit(first, second)
    flat = _SPACE.sub(" ", first)
    agree = (match.recall or 0) >= 0.8 and (match.precision or 0) >= 0.6
    proved = all(_SPACE.sub(" ", k).strip() in flat for k in keep) and not any(
        _SPACE.sub(" ", c).strip() in flat for c in cut
    )
    return first if agree and proved else None


def with_silver(corpus: Corpus, html: dict[str, str]) -> dict[str, Page]:
    """Return all pages with a gold body, and those of trafilatura's evaluation where two extractors agree on one."""
    known = corpus.pages()
    for row in corpus.rows(GOLD):
        if row["source"] == "trafilatura":
            text = silver(html[row["id"]], row.get("with") or [], row.get("without") or [])
            if text:
                known[row["id"]] = Page(row["id"], "silver", row["domain"], text, gate=False)
    return known
