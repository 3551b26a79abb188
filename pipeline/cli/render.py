"""`copydesk render`: articles as they are read, from their records."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.cli.terminal import say

if TYPE_CHECKING:
    from pipeline.engine.store.rows import Row
    from schemas.article import Article

_SEPARATORS = {"markdown": "\n---\n\n", "text": "\n" + "=" * 72 + "\n\n"}


class Form(StrEnum):
    """Forms an article is written in."""

    MARKDOWN = "markdown"
    HTML = "html"
    TEXT = "text"

    @property
    def ending(self) -> str:
        """What files of this form end in."""
        return {"markdown": ".md", "html": ".html", "text": ".txt"}[self]


def command(
    file: Annotated[
        str,
        typer.Argument(
            metavar="FILE|DIR",
            help="An articles.jsonl, plain or .zst; an output folder, or a root of shards; - for standard input.",
        ),
    ],
    to: Annotated[
        Form, typer.Option("--to", metavar="markdown|html|text", help="Form the articles are written in.")
    ] = Form.MARKDOWN,
    ids: Annotated[
        list[str] | None, typer.Option("--id", metavar="ID", help="Only the article of this id. May be given again.")
    ] = None,
    every: Annotated[bool, typer.Option("--all", help="Every revision of an article, not only the latest.")] = False,
    out: Annotated[
        str | None,
        typer.Option("--out", "-o", metavar="DIR", help="A file for each article in this folder, named by its id."),
    ] = None,
) -> None:
    """Write articles as they are read, from their records: headline to notes, with pictures, tables, lists and links.

    Ends with 1 where a line is no article record, or an id that was asked for is not there, after writing the rest.
    """
    asked = Asked(ids or ())
    articles = asked.articles(_rows(file, every=every))
    if out is None:
        _print(articles, to)
    else:
        _write(articles, to, out, every=every)
    for missing in asked.missing():
        say(f"copydesk: there is no article {missing!r}", err=True)
    raise typer.Exit(0 if asked.sound and not asked.missing() else 1)


class Asked:
    """Reads the articles that were asked for, and remembers what could not be had."""

    def __init__(self, ids: Iterable[str]) -> None:
        self._wanted = dict.fromkeys(ids)
        self._found: set[str] = set()
        self.sound = True

    def articles(self, rows: Iterable[Row]) -> Iterator[Article]:
        """Yield articles; say on standard error which line is none, unless some other is asked for."""
        from pipeline.render import article_of
        from pipeline.render.records import NoRecord

        for row in rows:
            if self._wanted and row.id not in self._wanted:
                continue
            try:
                article = article_of(row.line)
            except NoRecord as verdict:
                say(f"copydesk: line {row.number} is no article record: {verdict}", err=True)
                self.sound = False
                continue
            self._found.add(row.id)
            yield article

    def missing(self) -> list[str]:
        """Return the ids that were asked for and not found."""
        return [one for one in self._wanted if one not in self._found]


def _rows(file: str, *, every: bool) -> Iterator[Row]:
    from pipeline.engine.store.rows import rows_in, rows_of

    return rows_in(sys.stdin.buffer, latest=not every) if file == "-" else rows_of(file, latest=not every)


def _print(articles: Iterable[Article], to: Form) -> None:
    from pipeline.render import as_page, document_of

    if to is Form.HTML:
        for line in as_page(map(document_of, articles)):
            sys.stdout.buffer.write(f"{line}\n".encode())
        return
    for number, article in enumerate(articles):
        sys.stdout.buffer.write(((_SEPARATORS[to] if number else "") + _rendered(article, to)).encode())


def _write(articles: Iterable[Article], to: Form, out: str, *, every: bool) -> None:
    """Write a file for each article; with every revision, those of one article are told apart by their numbers."""
    from pipeline.engine.store.durable import replace_file
    from pipeline.errors import BadUsage, OutputFailed

    folder = Path(out)
    if not out or (folder.exists() and not folder.is_dir()):
        raise BadUsage(f"--out names a folder, and {out!r} is no folder; name another")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for article in articles:
            # An id is `cd-` and 32 hex digits by the schema: no name of a file comes from a record's own words.
            name = article.id + (f".{article.provenance.revision}" if every else "") + to.ending
            replace_file(str(folder / name), _rendered(article, to).encode())
    except OSError as error:
        raise OutputFailed(f"cannot write to {out}: {error.strerror}; make room, or mend its rights") from None


def _rendered(article: Article, to: Form) -> str:
    from pipeline.render import as_markdown, as_page, as_text, document_of

    document = document_of(article)
    if to is Form.HTML:
        return "".join(f"{line}\n" for line in as_page([document]))
    return as_markdown(document) if to is Form.MARKDOWN else as_text(document)
