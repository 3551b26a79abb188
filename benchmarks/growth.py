"""Measure how CPU time grows with a page, eight sizes to one, in one run: 1 is linear. Tests count the same as work.

python -m benchmarks.growth
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from functools import partial

from pipeline.html.declared.metadata import read_metadata
from pipeline.html.markup.tree import Element, parse, prepared
from pipeline.label.model import body_scores
from pipeline.repair import repair_text
from schemas import Settings

TIMES = 8
PAGES: dict[str, Callable[[int], str]] = {
    "headings": lambda n: "<h1>" + "<b>a | b </b>" * n,
    "authors": lambda n: "<p class='author'>Ann Lee</p>" * n,
    "titles": lambda n: f"<title>{'a - b | ' * n}</title>",
    "meta authors": lambda n: "<meta name='author' content='Ann Lee'>" * n,
    "one meta": lambda n: f"<meta name='author' content='{'Ann Lee, ' * n}'>",
    "JSON-LD": lambda n: f"<script type='application/ld+json'>[{','.join(['{}'] * n)}]</script>",
}
TEXTS = {"clean": "The mayor said so. ", "mojibake": "Home ยป News, itâ€™s late. ", "ampersands": "&amp;amp;"}
LINES = ["A first sentence that has enough words.", "Share", "Read more", "Another sentence that has enough words."]


def seconds(call: Callable[[], object]) -> float:
    """Return the least CPU time of three turns."""
    spent = []
    for _ in range(3):
        begin = time.process_time()
        call()
        spent.append(time.process_time() - begin)
    return min(spent)


def report(name: str, call: Callable[[int], object]) -> None:
    """Print a row of the table; what is called takes how many times as much there shall be."""
    call(1)  # tables are made on first use
    spent = seconds(lambda: call(1)), seconds(lambda: call(TIMES))
    print(f"| {name} | {1000 * spent[0]:.1f} | {1000 * spent[1]:.1f} | {spent[1] / spent[0] / TIMES:.2f} |", flush=True)


def main() -> None:
    """Print the table."""
    argparse.ArgumentParser(description=__doc__).parse_args()
    print(f"| what | ms | ms of {TIMES} times as much | growth, 1 is linear |\n|---|---|---|---|")
    for name, page in PAGES.items():
        trees = {n: tree_of(page(500 * n)) for n in (1, TIMES)}
        report(f"metadata: {name}", partial(_metadata, trees))
    for name, text in TEXTS.items():
        report(f"repair: {name}", partial(_repaired, text))
    report("line model", lambda n: body_scores(LINES * 100 * n))


def tree_of(body: str) -> Element:
    """Return a page as the metadata's reader gets it."""
    return parse(prepared(f"<html><body>{body}</body></html>", Settings()))


def _metadata(trees: dict[int, Element], n: int) -> object:
    return read_metadata(trees[n])


def _repaired(text: str, n: int) -> object:
    return repair_text(text * 1000 * n)


if __name__ == "__main__":
    main()
