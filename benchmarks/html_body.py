"""Body F1 and CPU time of HTML pages beside other tools, all in one run: `python benchmarks/html_body.py [--every N]`.

Needs the development data in ../shared/data/extract, whose scorer is used. F1 is that of
scrapinghub/article-extraction-benchmark: the harmonic mean of mean precision and mean recall over 4-word shingles. The
pages are taken in turns of twelve by each tool, another first each time, so that a slow hour of the machine and cold
caches fall on all of them. copydesk does the whole way from the page to the line of JSON. Of the peers those run that
are installed (`pip install readability-lxml newspaper4k resiliparse`). copydesk's model was trained on these pages:
`python -m training.score_blocks` has the figures for sites it has not seen.
"""

from __future__ import annotations

import argparse
import json
import lzma
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import Any

from benchmarks.scorers import scorer

DATA = Path(__file__).resolve().parents[2] / "shared" / "data" / "extract"
STRATA = (("aeb", None), ("fundus", None), ("wcxb", "article"))
Answer = str | dict[str, str | None]
"""The text, or text and standfirst: the gold of some pages counts it as body, and the better reading counts."""
Tool = Callable[[str], Answer]
"""HTML in, the text of the article out."""

_TURN = 12
_BASE = "trafilatura+metadata"
_OURS_AND_BASE = ("copydesk", "trafilatura")


def rows(name: str) -> Iterator[dict[str, Any]]:
    """Yield the rows of a compressed JSONL file of the development data."""
    with lzma.open(DATA / name, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def tools() -> dict[str, Tool]:
    """Return the tools that are installed, by the name the table gives them."""
    import trafilatura

    from pipeline import process
    from schemas import Article, MediaType, RawDocument, Settings

    def ours(settings: Settings) -> Tool:
        def read(html: str) -> Answer:
            answer = process(RawDocument("page.html", html, MediaType.HTML), settings)
            answer.model_dump_json()
            if not isinstance(answer, Article):
                return ""
            return {"text": answer.text, "standfirst": answer.standfirst}

        return read

    def plain(html: str) -> str:
        return trafilatura.extract(html, include_comments=False) or ""

    def with_metadata(html: str) -> str:
        document = trafilatura.bare_extraction(html, include_comments=False, with_metadata=True)
        return getattr(document, "text", None) or ""

    found: dict[str, Tool] = {
        "copydesk": ours(Settings()),
        "copydesk --thorough": ours(Settings(thorough=True)),
        "trafilatura": plain,
        _BASE: with_metadata,
    }
    with suppress(ImportError):
        from lxml.html import fromstring
        from readability import Document

        def readability(html: str) -> str:
            return str(fromstring(Document(html).summary()).xpath("string()"))

        found["readability-lxml"] = _guarded(readability)
    with suppress(ImportError):
        import newspaper

        def newspaper4k(html: str) -> str:
            article = newspaper.Article("https://localhost/", fetch_images=False)  # it would ask the network
            article.download(input_html=html)
            article.parse()
            return str(article.text)

        found["newspaper4k"] = _guarded(newspaper4k)
    with suppress(ImportError):
        from resiliparse.extract.html2text import extract_plain_text

        def resiliparse(html: str) -> str:
            return str(extract_plain_text(html, main_content=True))

        found["resiliparse"] = _guarded(resiliparse)
    return found


def measure(every: int, names: tuple[str, ...] | None = _OURS_AND_BASE) -> dict[str, dict[str, dict[str, float]]]:
    """Return F1, empty answers and CPU seconds by source and tool, over every N-th page; `names` None for all tools."""
    common = scorer("_common", DATA)
    agg, tokens, best = common.agg, common.tokens, common.best

    chosen = {name: tool for name, tool in tools().items() if names is None or name in names}
    scores: dict[str, dict[str, dict[str, Any]]] = {}
    pages = _pages(every)
    order = list(chosen.items())
    warm = False
    while turn := list(islice(pages, _TURN)):
        if not warm:  # models and tables are loaded with the first pages
            warm = [tool(html) for _, tool in order for _, html, _ in turn] != []
        order = [*order[1:], order[0]]
        for name, tool in order:
            for source, html, gold in turn:
                clock = time.process_time()
                answer = tool(html)
                seconds = time.process_time() - clock
                cell = scores.setdefault(source, {}).setdefault(name, {"counts": [], "empty": 0, "seconds": 0.0})
                row = {"text": answer} if isinstance(answer, str) else answer
                cell["counts"].append(best(gold, row))
                cell["empty"] += not tokens(row["text"])
                cell["seconds"] += seconds
    return {
        source: {
            name: {
                **agg(cell["counts"]),
                "pages": len(cell["counts"]),
                "empty": cell["empty"],
                "seconds": cell["seconds"],
            }
            for name, cell in cells.items()
        }
        for source, cells in scores.items()
    }


def _pages(every: int) -> Iterator[tuple[str, str, str]]:
    """Yield source, HTML and gold text of every N-th page that counts."""
    gold = {row["id"]: row for row in rows("gold.jsonl.xz") if row.get("articleBody")}
    wanted = dict(STRATA)
    for number, page in enumerate(rows("html.jsonl.xz")):
        row = gold.get(page["id"])
        if row is None or row["source"] not in wanted or number % every:
            continue
        if wanted[row["source"]] in (None, row["stratum"]):
            yield row["source"], page["html"], row["articleBody"]


def _guarded(peer: Tool) -> Tool:
    """Return the peer with an empty answer for a page on which it raises: ours is not let off."""

    def answer(html: str) -> Answer:
        try:
            return peer(html)
        except Exception as error:
            print(f"{type(error).__name__} from a peer", file=sys.stderr)
            return ""

    return answer


def main() -> None:
    """Print the table."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--every", type=int, default=1, help="take every N-th page only")
    arguments.add_argument("--only", help="take these tools only, as the table names them: A,B")
    options = arguments.parse_args()
    every, names = options.every, tuple(options.only.split(",")) if options.only else None
    print(f"{'':8} {'tool':22} {'pages':>5} {'F1':>7} {'prec':>6} {'rec':>6} {'empty':>5} {'ms/page':>8} {'speed':>6}")
    for source, cells in measure(every, names).items():
        base = next(cells[name]["seconds"] for name in (_BASE, *cells) if name in cells)
        for name, cell in cells.items():
            print(
                f"{source:8} {name:22} {cell['pages']:5} {cell['f1']:7.4f} {cell['precision']:6.3f} "
                f"{cell['recall']:6.3f} {cell['empty']:5} {1000 * cell['seconds'] / cell['pages']:8.1f} "
                f"{base / cell['seconds']:5.1f}x"
            )


if __name__ == "__main__":
    main()
