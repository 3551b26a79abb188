"""Measure how CPU time grows with a page, eight sizes to one, in one run: 1 is linear. Tests count the same as work.

python -m benchmarks.growth
"""

from __future__ import annotations

import time
from collections.abc import Callable

from pipeline.html.metadata import read_metadata
from pipeline.html.tree import parse, prepared
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


def report(name: str, small: Callable[[], object], large: Callable[[], object]) -> None:
    """Print a row of the table."""
    small()  # tables are made on first use
    spent = seconds(small), seconds(large)
    print(f"| {name} | {1000 * spent[0]:.1f} | {1000 * spent[1]:.1f} | {spent[1] / spent[0] / TIMES:.2f} |", flush=True)


def main() -> None:
    """Print the table."""
    print(f"| what | ms | ms of {TIMES} times as much | growth, 1 is linear |\n|---|---|---|---|")
    for name, page in PAGES.items():
        trees = [parse(prepared(f"<html><body>{page(n)}</body></html>", Settings())) for n in (500, 500 * TIMES)]
        report(
            f"metadata: {name}",
            lambda trees=trees: read_metadata(trees[0]),
            lambda trees=trees: read_metadata(trees[1]),
        )
    for name, text in TEXTS.items():
        sizes = [text * n for n in (1000, 1000 * TIMES)]
        report(f"repair: {name}", lambda sizes=sizes: repair_text(sizes[0]), lambda sizes=sizes: repair_text(sizes[1]))
    report("line model", lambda: body_scores(LINES * 100), lambda: body_scores(LINES * 100 * TIMES))


if __name__ == "__main__":
    main()
