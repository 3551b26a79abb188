"""Title, authors and dates of HTML pages beside trafilatura's and newspaper4k's in one run.

usage: python -m benchmarks.html_meta [--every N]

Needs the development data in ../shared/data/extract, whose folding of titles and names is used. "kept" pages are of the
sites that the title's weights were not trained on. Authors are scored twice: against the gold as it is, and
against the people in it ("people"), for a record's authors are people only and the gold names outlets too.
CPU is for metadata alone; newspaper4k's is for its whole parse, and its row is printed only where it is installed.
"""

from __future__ import annotations

import argparse
import datetime
import hashlib
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from benchmarks.html_body import DATA, rows
from benchmarks.scorers import scorer
from pipeline.language.people import people

SOURCES = {"fundus": None, "wcxb": "article"}
KEPT_THIRD = 0


@dataclass(frozen=True)
class Answer:
    """What a tool says of a page: the title, the authors, the day of publication."""

    title: str | None
    authors: list[str]
    day: str | None


@dataclass
class Cell:
    """Counts of a tool over a set of pages."""

    pages: int = 0
    seconds: float = 0.0
    titles: int = 0
    titles_right: int = 0
    names: list[int] = field(default_factory=lambda: [0, 0, 0])
    people: list[int] = field(default_factory=lambda: [0, 0, 0])
    days: int = 0
    days_given: int = 0
    days_right: int = 0

    def figures(self) -> dict[str, float]:
        """Return the shares and F1 values."""
        return {
            "pages": self.pages,
            "title": self.titles_right / max(1, self.titles),
            "author_f1": _f1(*self.names),
            "people_f1": _f1(*self.people),
            "people_precision": self.people[0] / max(1, self.people[0] + self.people[1]),
            "date_given": self.days_given / max(1, self.days),
            "date_right": self.days_right / max(1, self.days_given),
            "milliseconds": 1000 * self.seconds / max(1, self.pages),
        }


def is_kept(domain: str) -> bool:
    """Tell whether a site is among those that nothing was trained on."""
    return int(hashlib.md5(domain.encode(), usedforsecurity=False).hexdigest(), 16) % 3 == KEPT_THIRD


def pages() -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Yield (gold, page) for every article of the sources measured."""
    gold: dict[str, dict[str, Any]] = {}
    for row in rows("gold.jsonl.xz"):
        gold.setdefault(row["id"], row)
    for page in rows("html.jsonl.xz"):
        row = gold.get(page["id"], {})
        if row and row["source"] in SOURCES and SOURCES[row["source"]] in (None, row["stratum"]):
            yield row, page


def measure(every: int = 1) -> dict[tuple[str, str], dict[str, dict[str, float]]]:
    """Return the figures by (set, part) and tool over every N-th page; the tools take turns page by page."""
    tools = _tools()
    cells: dict[tuple[str, str], dict[str, Cell]] = {}
    for number, (gold, page) in enumerate(pages()):
        if number % every:
            continue
        part = "kept" if is_kept(gold["domain"]) else "trained on"
        for name, tool in tools.items():
            answer, seconds = tool(page["html"], page["url"] or None)
            for key in ((gold["source"], part), ("both", part), ("both", "all")):
                _count(cells.setdefault(key, {}).setdefault(name, Cell()), gold, answer, seconds)
    return {key: {name: cell.figures() for name, cell in named.items()} for key, named in cells.items()}


def _count(cell: Cell, gold: dict[str, Any], answer: Answer, seconds: float) -> None:
    meta = scorer("score_meta", DATA)
    fold, names = meta.fold, meta.names

    cell.pages += 1
    cell.seconds += seconds
    if gold.get("title"):
        cell.titles += 1
        cell.titles_right += fold(gold["title"]) == fold(answer.title)
    if gold.get("authors"):
        given = names(answer.authors)
        for counts, wanted in (
            (cell.names, names(gold["authors"])),
            (cell.people, names([name for author in gold["authors"] for name in people(author)])),
        ):
            if wanted:
                for i, part in enumerate((wanted & given, given - wanted, wanted - given)):
                    counts[i] += len(part)
    if gold.get("date"):
        cell.days += 1
        cell.days_given += answer.day is not None
        cell.days_right += answer.day == gold["date"][:10]


def _tools() -> dict[str, Callable[[str, str | None], tuple[Answer, float]]]:
    tools: dict[str, Callable[[str, str | None], tuple[Answer, float]]] = {
        "trafilatura": _trafilatura,
        "copydesk": _copydesk,
    }
    try:
        import newspaper  # noqa: F401
    except ImportError:
        return tools
    return {**tools, "newspaper4k": _newspaper}


def _copydesk(html: str, url: str | None) -> tuple[Answer, float]:
    from pipeline.html.declared.metadata import read_metadata
    from pipeline.html.markup.tree import parse, prepared
    from pipeline.language.dates import read_moment
    from schemas import Settings

    tree = parse(prepared(html, Settings()))
    clock = time.process_time()
    found = read_metadata(tree, url)
    seconds = time.process_time() - clock
    values = {value.field: value.value for value in reversed(found)}
    moment = read_moment(values.get("published_raw", ""), values.get("declared_language"))
    authors = [value.value for value in found if value.field == "author"]
    return Answer(values.get("title"), authors, moment.day if moment else None), seconds


def _trafilatura(html: str, url: str | None) -> tuple[Answer, float]:
    import trafilatura
    from trafilatura.utils import load_html

    tree = load_html(html)
    clock = time.process_time()
    try:
        document = trafilatura.extract_metadata(tree, default_url=url)
    except (TypeError, ValueError):
        document = None
    seconds = time.process_time() - clock
    if document is None:
        return Answer(None, [], None), seconds
    authors = [name.strip() for name in (document.author or "").split(";") if name.strip()]
    return Answer(document.title, authors, _day(document.date)), seconds


def _newspaper(html: str, url: str | None) -> tuple[Answer, float]:
    import newspaper

    clock = time.process_time()
    try:
        article = newspaper.Article(url or "http://localhost/", fetch_images=False)  # it would ask the network
        article.download(input_html=html)
        article.parse()
        answer = Answer(article.title, list(article.authors), _day(article.publish_date))
    except Exception:  # it raises what it likes, and the row is about the pages it reads
        answer = Answer(None, [], None)
    return answer, time.process_time() - clock


def _day(value: object) -> str | None:
    if isinstance(value, datetime.datetime):
        return value.strftime("%Y-%m-%d")
    return str(value)[:10] if value else None


def _f1(right: int, wrong: int, missed: int) -> float:
    return 2 * right / max(1, 2 * right + wrong + missed)


def main() -> None:
    """Print the table."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--every", type=int, default=1, help="take every N-th page only")
    found = measure(arguments.parse_args().every)
    print(
        f"{'set':8}{'sites':11}{'tool':13}{'pages':>6}{'title':>7}{'authors':>9}{'people':>8}{'given':>7}{'right':>7}{'ms':>7}"
    )
    for (source, part), tools in sorted(found.items()):
        for name, row in tools.items():
            print(
                f"{source:8}{part:11}{name:13}{row['pages']:6.0f}{row['title']:7.3f}{row['author_f1']:9.3f}"
                f"{row['people_f1']:8.3f}{row['date_given']:7.3f}{row['date_right']:7.3f}{row['milliseconds']:7.2f}"
            )


if __name__ == "__main__":
    main()
