"""What flows between the stages: frozen values, no behaviour beyond what their own fields say."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class MediaType(StrEnum):
    """What a record claims to be; `process` reads it accordingly."""

    TEXT = "text/plain"
    HTML = "text/html"


class Use(StrEnum):
    """What becomes of the parts of a role."""

    TEXT = "text"  # they make up `Article.text`
    FIELD = "field"  # they become a field of their own
    CUT = "cut"


class Role(StrEnum):
    """What a line, or a part of one, is on the page. Every one that is not in `KEPT` is cut."""

    __hash__ = str.__hash__  # Enum's is written in Python, and every part of every line is looked up in sets of roles

    use: Use
    field: str | None
    """The field of one line that its first part fills, where it is one; captions, credits and notes are lists."""
    style: str
    """How `copydesk explain` shows it."""

    def __new__(cls, value: str, use: Use = Use.CUT, field: str | None = None, style: str = "red") -> Role:
        """Return the role of a row: its name, its use, its field and its style."""
        role = str.__new__(cls, value)
        role._value_ = value
        role.use, role.field, role.style = use, field, style
        return role

    TITLE = "title", Use.FIELD, "title", "bold green"
    KICKER = "kicker", Use.FIELD, "kicker", "green"
    STANDFIRST = "standfirst", Use.FIELD, "standfirst", "green"
    BYLINE = "byline", Use.FIELD, "byline", "cyan"
    AGENCY = "agency", Use.FIELD, "agency", "cyan"
    DATELINE = "dateline", Use.FIELD, "dateline", "cyan"
    DATE = "date", Use.FIELD, "published_raw", "cyan"
    BODY = "body", Use.TEXT, None, "default"
    SUBHEADING = "subheading", Use.TEXT, None, "bold"
    LIST_ITEM = "list_item", Use.TEXT, None, "default"
    QUOTATION = "quotation", Use.TEXT, None, "italic"
    TABLE = "table", Use.TEXT, None, "default"
    CODE = "code", Use.TEXT, None, "default"
    CAPTION = "caption", Use.FIELD, None, "magenta"
    CREDIT = "credit", Use.FIELD, None, "magenta"
    NOTE = "note", Use.FIELD, None, "yellow"
    LABEL = "label"  # words that only introduce a value: "Image source," before its credit
    NAVIGATION = "navigation"
    BREADCRUMB = "breadcrumb"
    REPEATED_TITLE = "repeated_title"
    SHARE = "share"
    PROMO = "promo"
    RELATED = "related"
    CALL_TO_ACTION = "call_to_action"
    NEWSLETTER = "newsletter"
    COMMENTS = "comments"
    ADVERT = "advert"
    TAGS = "tags"
    AUTHOR_BOX = "author_box"
    COPYRIGHT = "copyright"
    CONSENT = "consent"
    WIDGET = "widget"
    OTHER = "other"


TEXT_ROLES = frozenset(role for role in Role if role.use is Use.TEXT)
FIELD_ROLES = frozenset(role for role in Role if role.use is Use.FIELD)
KEPT = TEXT_ROLES | FIELD_ROLES


@dataclass(frozen=True, slots=True)
class Given:
    """Metadata that came beside the content (keys of a JSONL line); it is taken over what the content says."""

    url: str | None = None
    title: str | None = None
    date: str | None = None
    authors: tuple[str, ...] = ()
    publisher: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Retrieval:
    """How the content was fetched, as far as its container says: the instant (as in a record), status, last address."""

    at: str | None = None
    status: int | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class RawDocument:
    """One input record before anything about it is believed.

    `content` is bytes from a file or an archive, str where the container was already decoded (JSONL).
    `offset` is where the record starts in its container, in bytes; `untaken` names what else a row holds that would be
    taken if it were told to ("text=body").
    """

    source: str
    content: bytes | str
    media_type: MediaType
    record_id: str | None = None
    charset: str | None = None
    offset: int | None = None
    revision: int = 1
    given: Given = field(default_factory=Given)
    untaken: tuple[str, ...] = ()
    retrieval: Retrieval = field(default_factory=Retrieval)


@dataclass(frozen=True, slots=True)
class Decoded:
    """The record as characters: line ends are "\\n", nothing else is changed.

    `replaced` counts the broken byte sequences that became U+FFFD.
    """

    text: str
    charset: str
    charset_from: str
    replaced: int = 0


@dataclass(frozen=True, slots=True)
class Line:
    """A non-blank line of the page, white space at its ends taken off.

    `number` counts source lines from 1; `blank_before` counts the blank lines right above, `indent` the columns
    of white space before it (a text's; a block of HTML has none).
    """

    number: int
    text: str
    blank_before: int = 0
    indent: int = 0


@dataclass(frozen=True, slots=True)
class Shape:
    """What a block is, where it is no plain prose: a row of `Article.structure` without its paragraph."""

    kind: str
    level: int | None = None
    ordered: bool | None = None
    header_rows: int | None = None
    time: str | None = None


@dataclass(frozen=True, slots=True)
class Inline:
    """Words of a block that are set apart: `kind` is link (with `url`), bold or italic; code points of its content."""

    kind: str
    start: int
    end: int
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of the article's own: `line` is the number of the block that it stands right before.

    `caption_line` is the number of the block that captions or credits it, None where none does.
    """

    url: str
    line: int
    alt: str | None = None
    width: int | None = None
    height: int | None = None
    lead: bool = False
    caption_line: int | None = None


@dataclass(frozen=True, slots=True)
class Embedded:
    """What a page shows from elsewhere, of a kind of `Article.embeds`, right before the block of number `line`."""

    kind: str
    url: str
    line: int


@dataclass(frozen=True, slots=True)
class Block:
    """A line, or a part of one, with the role it plays and the rule that said so.

    `text` is the part as it stands on the page; `value` is what a field takes from it, where that is less.
    `score` is 1.0 for a rule and the model's probability for a model. `shape` says more than the role where there is
    more to say, `inlines` what of the content is linked or emphasized.
    """

    text: str
    role: Role
    rule: str
    line: int
    score: float = 1.0
    value: str | None = None
    selector: str | None = None
    shape: Shape | None = None
    inlines: tuple[Inline, ...] = ()

    @property
    def content(self) -> str:
        """What a field takes from this part."""
        return self.text if self.value is None else self.value


@dataclass(frozen=True, slots=True)
class Found:
    """A value for one field of the record, with where it came from."""

    field: str
    value: str
    rule: str
    line: int | None = None
    selector: str | None = None


@dataclass(frozen=True, slots=True)
class LabelledPage:
    """A page read and labelled: blocks in page order, values found outside them, and what is doubtful.

    `outside` are the cut blocks before the first and after the last kept one: counted, not listed in the record
    (HTML only; for plain text every line is listed). `pictures` and `embeds` are in page order.
    """

    blocks: tuple[Block, ...]
    found: tuple[Found, ...] = ()
    warnings: tuple[str, ...] = ()
    outside: tuple[Block, ...] = ()
    pictures: tuple[Picture, ...] = ()
    embeds: tuple[Embedded, ...] = ()
