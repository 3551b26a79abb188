"""A record becomes the tree of an article to be read: its head, its notes, and the blocks of its body."""

from __future__ import annotations

import re
import unicodedata
from itertools import islice
from typing import Literal

from pipeline.printable import one_line
from pipeline.render.addresses import web_address
from pipeline.render.body import body_of
from pipeline.render.media import lead_of
from pipeline.render.tree import Document, Remark
from schemas.article import Article

_LETTERS_LOOKED_AT = 2_000
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}")


def document_of(article: Article) -> Document:
    """Return the article as it should be read; what may not be shown to a reader (addresses, controls) is not in it."""
    language = article.language
    return Document(
        language=language if language and _LANGUAGE.fullmatch(language) else None,
        direction=_direction(article.text),
        kicker=_line(article.kicker),
        title=_line(article.title),
        standfirst=_line(article.standfirst),
        byline=_line(article.byline) or _line(", ".join(article.authors)) or _line(article.agency),
        date=_date(article),
        instant=article.published_at or article.published_date,
        publisher=_line(article.publisher),
        url=web_address(article.url),
        lead=lead_of(article),
        blocks=body_of(article),
        remarks=tuple(Remark(note.kind, text) for note in article.notes if (text := one_line(note.text))),
    )


def _line(text: str | None) -> str | None:
    return (one_line(text) if text else None) or None


def _date(article: Article) -> str | None:
    if article.published_at:
        day, _, hour = article.published_at.partition("T")
        return f"{day} {hour[:5]} UTC"
    return article.published_date or _line(article.published_raw)


def _direction(text: str) -> Literal["ltr", "rtl"]:
    """Return which way most of a text's first letters run; a language does not tell: some have two scripts."""
    letters = islice((character for character in text if character.isalpha()), _LETTERS_LOOKED_AT)
    right = left = 0
    for character in letters:
        if unicodedata.bidirectional(character) in ("R", "AL"):
            right += 1
        else:
            left += 1
    return "rtl" if right > left else "ltr"
