"""The tree of an article to be read: blocks in their order, and words with what is linked or emphasized in them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

MarkKind: TypeAlias = Literal["link", "bold", "italic"]


@dataclass(frozen=True, slots=True)
class Span:
    """Words that are marked: `text[start:end]` of the Words it stands in; `inner` lie inside, in order.

    Spans never cross, and a kind never stands inside itself, so that spans are three deep at most.
    """

    kind: MarkKind
    start: int
    end: int
    url: str = ""
    inner: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Words:
    """A text with its marks; a newline in it is a line break. No line of it is blank or has white space at its ends."""

    text: str
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Plain prose, a question of an interview, or what a named speaker says."""

    words: Words
    kind: Literal["prose", "question", "speaker"] = "prose"


@dataclass(frozen=True, slots=True)
class Heading:
    """A subheading of level 2 to 6."""

    level: int
    words: Words


@dataclass(frozen=True, slots=True)
class Item:
    """An item of a list, and the lists right below it."""

    words: Words
    lists: tuple[Listing, ...] = ()


@dataclass(frozen=True, slots=True)
class Listing:
    """A list: numbered from `start` on, or with bullets."""

    ordered: bool
    start: int
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quotation of one or more paragraphs, or a line of the article's own that is `pulled` out of it."""

    paragraphs: tuple[Words, ...]
    pulled: bool


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells, as many as each row has; the first `header_rows` are headers."""

    rows: tuple[tuple[Words, ...], ...]
    header_rows: int


@dataclass(frozen=True, slots=True)
class Code:
    """A program's text, as it is."""

    text: str


@dataclass(frozen=True, slots=True)
class Moment:
    """The time of a live entry, right before it."""

    time: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture with its caption and credit, or these alone where `url` is None."""

    url: str | None
    alt: str
    caption: str | None
    credit: str | None
    width: int | None = None
    height: int | None = None

    @property
    def legend(self) -> str:
        """Caption and credit in one line; empty if there is neither."""
        if self.caption and self.credit:
            return f"{self.caption} ({self.credit})"
        return self.caption or self.credit or ""


@dataclass(frozen=True, slots=True)
class Player:
    """What is shown from elsewhere: a video, a post, a map."""

    kind: str
    url: str


Block: TypeAlias = Paragraph | Heading | Listing | Quotation | Table | Code | Moment | Figure | Player


@dataclass(frozen=True, slots=True)
class Remark:
    """A note of the desk: its kind and its words."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Document:
    """An article to be read. Strings of one line; None where there is nothing to show."""

    language: str | None
    direction: Literal["ltr", "rtl"]
    kicker: str | None
    title: str | None
    standfirst: str | None
    byline: str | None
    date: str | None
    instant: str | None
    publisher: str | None
    url: str | None
    lead: Figure | None
    blocks: tuple[Block, ...]
    remarks: tuple[Remark, ...]
