"""When the article was published and changed: declared for machines, or marked beside the headline; never a guess."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.html.declared.json_ld import texts
from pipeline.html.declared.vicinity import Piece
from pipeline.html.declared.walk import Declared, Marks, one_line
from pipeline.label.metalines import read_spans
from pipeline.language.dates import read_moment
from pipeline.language.known import LANGUAGES
from pipeline.language.phrases import MODIFIED, PUBLISHED, key
from schemas.stages import Found, Role

_PUBLISHED_METAS = """
    article:published_time og:article:published_time article:published article.published datepublished publishdate
    publish_date publish-date published_date pubdate pub_date og:pubdate parsely-pub-date sailthru.date dc.date.issued
    dcterms.issued dc.date.created dcterms.created dcterms.date dc.date article:published:time article_published_time
    http://ogp.me/ns/article#published_time cxenseparse:publishtime cxenseparse:recs:publishtime
    cxenseparse:recs:published_time cxense:publishtime shareaholic:article_published_time citation_publication_date
    citation_online_date citation_date prism.publicationdate og:publish_date og:published_time
    article:first_published_time
    date.available date.created firstcreate first_published published_at published_on publisheddate
    publicationdate publication_date article_date_original originalpublicationdate rnews:datepublished
    ptime release_date date_published cdc:first_published gentime
    """.split()
_CREATED_METAS = ("datecreated", "article:created_time", "cms_creationdate", "date")
_MODIFIED_METAS = """
    article:modified_time og:updated_time og:article:modified_time article:modified article_modified_time datemodified
    dc.date.modified dcterms.modified date.modified date.updated last-modified lastmodified last_modified
    cxenseparse:modified_time http://ogp.me/ns/article#modified_time shareaholic:article_modified_time
    last_updated_date lastupdate article:updated_time revised updated cdc:last_updated prism.modificationdate
    """.split()
# How machines write what read_moment does not take for a date: no marks, one digit, a zone behind a space.
_COMPACT = re.compile(
    r"(?P<y>(?:19|20)\d{2})(?P<m>\d{2})(?P<d>\d{2})"
    r"(?:T?(?P<h>\d{2}):?(?P<n>\d{2})(?::?(?P<s>\d{2}))?(?P<z>Z|[+-]\d{2}:?\d{2})?)?"
)
_SPACED = re.compile(
    r"(?P<y>\d{4})[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})"
    r"(?:(?:T|\s|,\s)\s?(?P<h>\d{1,2}):(?P<n>\d{2})(?::(?P<s>\d{2})(?:[.,]\d{1,9})?)?\s?(?:(?P<z>Z|UTC|GMT|[+-]\d{2}(?::?\d{2})?))?)?"
)
_NO_DATES = ("1970-01-01", "1900-01-01")  # what programs write that have none
_EARLIEST = "1600"
_LONGEST = 80
_IS_MODIFIED = re.compile("|".join(part for language in LANGUAGES for part in language.modified_classes))
_IS_PUBLISHED = re.compile(r"publish|publi[ckés]|created|issued|pubdate|posted")
_NOT_A_DATE = re.compile(
    r"comment|related|recommend|sidebar|widget|event|countdown|copyright|footer|caption|toc\b|bio\b"
)


def find_dates(declared: Declared, marks: Marks, around: Sequence[Piece]) -> Iterator[Found]:
    """Yield the dates of publication and of the last change, each from its best witness."""
    language = declared.language[:2].lower() or None
    visible: list[Found] | None = None
    for field, witnesses in (
        ("published_raw", _published(declared, marks)),
        ("modified_raw", _modified(declared, marks)),
    ):
        for value, selector in witnesses:
            if read := machine_date(value, language):
                yield Found(field, read, "declared_date", selector=selector)
                break
        else:
            visible = list(dates_near(around, language)) if visible is None else visible
            yield from [found for found in visible if found.field == field][:1]


def machine_date(value: str, language: str | None = None) -> str | None:
    """Return the value if it is a date, in ISO form where only machines write it so; None for what is none.

    >>> machine_date("20250612T0930Z"), machine_date("2025-06-12T9:30:05+02"), machine_date("1718177400")
    ('2025-06-12T09:30:00Z', '2025-06-12T09:30:05+02:00', None)
    """
    value = value.strip()[:_LONGEST]
    moment = read_moment(value, language)
    if moment is None and (rewritten := _rewritten(value)):
        value, moment = rewritten, read_moment(rewritten)
    if moment is None or moment.day.startswith(_NO_DATES) or moment.day < _EARLIEST:
        return None
    return value


def _rewritten(value: str) -> str | None:
    match = _COMPACT.fullmatch(value) or _SPACED.fullmatch(value)
    if match is None:
        return None
    date = f"{match['y']}-{int(match['m']):02}-{int(match['d']):02}"
    if match["h"] is None:
        return date
    zone = (match["z"] or "").replace("UTC", "Z").replace("GMT", "Z")
    if len(zone) in (3, 5):
        zone = f"{zone[:3]}:{zone[3:] or '00'}"
    return f"{date}T{int(match['h']):02}:{match['n']}:{match['s'] or '00'}{zone}"


def _published(declared: Declared, marks: Marks) -> Iterator[tuple[str, str]]:
    for node in declared.data.articles:
        yield from ((value, "json-ld[datePublished]") for value in texts(node.get("datePublished")))
    for name in _PUBLISHED_METAS:
        yield from ((value, f"meta[{name}]") for value in declared.metas.get(name, ())[:2])
    for node in declared.data.pages:
        yield from ((value, "json-ld[datePublished]") for value in texts(node.get("datePublished")))
    yield from _by_property(marks, "datepublished", "published", "issued")
    for node in declared.data.articles:
        yield from ((value, "json-ld[dateCreated]") for value in texts(node.get("dateCreated")))
    for name in _CREATED_METAS:
        yield from ((value, f"meta[{name}]") for value in declared.metas.get(name, ())[:2])


def _modified(declared: Declared, marks: Marks) -> Iterator[tuple[str, str]]:
    for node in (*declared.data.articles, *declared.data.pages):
        yield from ((value, "json-ld[dateModified]") for value in texts(node.get("dateModified")))
    for name in _MODIFIED_METAS:
        yield from ((value, f"meta[{name}]") for value in declared.metas.get(name, ())[:1])
    yield from _by_property(marks, "datemodified", "modified")


def _by_property(marks: Marks, *properties: str) -> Iterator[tuple[str, str]]:
    for mark in marks():
        if mark.properties & set(properties):
            element = mark.element
            value = element.get("datetime") or element.get("content") or one_line(element)
            yield value, f"{element.tag}[itemprop={min(mark.properties & set(properties))}]"


def dates_near(around: Sequence[Piece], language: str | None) -> Iterator[Found]:
    """Yield the dates that stand by the headline: in `time` elements, behind a label, or in a line of their own."""
    label: str | None = None
    ranked: list[tuple[int, Found]] = []
    for piece in around:
        if piece.long_before > 1 or _NOT_A_DATE.search(piece.names):
            continue
        word = key(piece.text)
        if word in MODIFIED or word in PUBLISHED:
            label = "modified" if word in MODIFIED and word not in PUBLISHED else "published"
            continue
        for rule, kind, value in _dates_of(piece, language):
            kind = kind or label or _kind_by_names(piece.names)
            field = "modified_raw" if kind == "modified" else "published_raw"
            rank = 0 if kind else 1 if piece.after else 2
            ranked.append(
                (rank, Found(field, value, rule, selector="time" if rule == "time_by_headline" else "byline"))
            )
        label = None if len(piece.text) > 3 or piece.moment else label
    yield from (found for _, found in sorted(ranked, key=lambda entry: entry[0]))


def _kind_by_names(names: str) -> str | None:
    if _IS_PUBLISHED.search(names):
        return "published"
    return "modified" if _IS_MODIFIED.search(names) else None


def _dates_of(piece: Piece, language: str | None) -> Iterator[tuple[str, str | None, str]]:
    """Yield (rule, published or modified if it says so, the date) for the dates of a piece."""
    labelled = read_spans(piece.text, in_head=True) if piece.text else None
    kinds = [_kind_by_rule(span.rule) for span in labelled or () if span.role is Role.DATE]
    if piece.moment and (read := machine_date(piece.moment, language)):
        yield "time_by_headline", next((kind for kind in kinds if kind), None), read
        return
    for span in labelled or ():
        if (
            span.role is Role.DATE
            and (value := span.value or piece.text[span.start : span.end])
            and read_moment(value, language)
        ):
            yield "date_by_headline", _kind_by_rule(span.rule), value


def _kind_by_rule(rule: str) -> str | None:
    return rule.removesuffix("_label") if rule.endswith("_label") else None
