"""Quality of plain text to record: body F1, titles, authors, dates. `python benchmarks/text_quality.py [--every N]`.

Needs the development data in ../shared/data/extract, whose scorers' primitives are used. A title, author or date counts
only where the page's text holds it. The packaged model was trained on these
pages: for unseen ones see training/score_lines.py.
"""

from __future__ import annotations

import argparse
import json
import lzma
import re
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from benchmarks.scorers import scorer

DATA = Path(__file__).resolve().parents[2] / "shared" / "data" / "extract"
CONVERTERS = ("mainel", "blocks", "inscriptis")
STRATA = {"aeb": None, "fundus": None, "wcxb": "article"}


def rows(name: str) -> Iterator[dict[str, Any]]:
    """Yield the rows of a compressed JSONL file of the development data."""
    with lzma.open(DATA / name, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def folded(text: str | None) -> str:
    """Return the words of a text, casefolded, for comparing titles and names."""
    return " ".join(re.findall(r"\w+", (text or "").casefold()))


def gold_rows() -> dict[str, dict[str, Any]]:
    """Return the gold of article pages by id."""
    return {
        row["id"]: row
        for row in rows("gold.jsonl.xz")
        if row["source"] in STRATA and STRATA[row["source"]] in (None, row["stratum"])
    }


def measure(converter: str, wanted: Callable[[dict[str, Any]], bool]) -> dict[str, dict[str, float]]:
    """Return the figures by source for the pages that are wanted."""
    from pipeline import process
    from schemas import Article, MediaType, RawDocument, Settings

    common = scorer("_common", DATA)
    agg, tokens, best = common.agg, common.tokens, common.best

    gold = gold_rows()
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    bodies: dict[str, list[Any]] = defaultdict(list)
    for page in rows(f"text.{converter}.jsonl.xz"):
        row = gold.get(page["id"])
        if row is None or not wanted(row):
            continue
        clock = time.process_time()
        answer = process(RawDocument(page["id"], page["text"], MediaType.TEXT), Settings())
        count = counts[row["source"]]
        count["microseconds"] += int(1e6 * (time.process_time() - clock))
        count["bytes"] += len(page["text"].encode())
        record = answer.model_dump() if isinstance(answer, Article) else {"text": "", "authors": []}
        if row.get("articleBody"):
            bodies[row["source"]].append(best(row["articleBody"], record))
            count["empty"] += not tokens(record["text"])
        _count_title(count, row, record, page["text"])
        _count_authors(count, row, record, page["text"])
        _count_date(count, row, record)
    return {source: _figures(agg(bodies[source]), counts[source], len(bodies[source])) for source in sorted(counts)}


def _count_title(count: Counter[str], row: dict[str, Any], record: dict[str, Any], text: str) -> None:
    title = folded(row.get("title"))
    if title and title in {folded(line) for line in text.split("\n")}:
        count["titles"] += 1
        count["titles_right"] += title == folded(record.get("title"))


def _count_authors(count: Counter[str], row: dict[str, Any], record: dict[str, Any], text: str) -> None:
    from pipeline.language.people import people

    page = folded(text)
    held = {folded(name) for name in row.get("authors") or [] if folded(name) and folded(name) in page}
    if held:
        given = {folded(name) for name in record["authors"]}
        count["authors"] += len(held)
        count["authors_given"] += len(given)
        count["authors_right"] += len(given & {folded(name) for name in row["authors"]})
        # The gold of some pages holds several people, or a job and degrees, in one name.
        apart = {folded(name) for author in row["authors"] for name in (author, *people(author))}
        count["authors_right_apart"] += len(given & apart)


def _count_date(count: Counter[str], row: dict[str, Any], record: dict[str, Any]) -> None:
    day = str(row.get("date") or "")[:10]
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", day):
        count["dates"] += 1
        count["dates_given"] += bool(record.get("published_date"))
        count["dates_right"] += record.get("published_date") == day


def _figures(body: dict[str, float], count: Counter[str], pages: int) -> dict[str, float]:
    def share(part: str, whole: str) -> float:
        return count[part] / count[whole] if count[whole] else float("nan")

    return {
        "pages": pages,
        **body,
        "empty": count["empty"],
        "title": share("titles_right", "titles"),
        "author_precision": share("authors_right", "authors_given"),
        "author_precision_apart": share("authors_right_apart", "authors_given"),
        "author_recall": share("authors_right", "authors"),
        "date_right": share("dates_right", "dates_given"),
        "date_given": share("dates_given", "dates"),
        "mb_per_second": count["bytes"] / max(1, count["microseconds"]),
    }


def host(row: dict[str, Any]) -> str:
    """Return the host name of the page."""
    return urlsplit(row.get("url") or "").hostname or row["id"]


def main() -> None:
    """Print a table for each converter."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--every", type=int, default=1, help="take every N-th site only")
    given = arguments.parse_args()
    for converter in CONVERTERS:
        print(converter)
        for source, figures in measure(converter, lambda row: len(host(row)) % given.every == 0).items():
            print(
                f"  {source:7}", "  ".join(f"{name} {value:.3f}".replace(".000", "") for name, value in figures.items())
            )


if __name__ == "__main__":
    main()
