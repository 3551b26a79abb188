"""The byline beside the headline: names behind a word for it, in an element called after authors, by the date."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.html.declared.declared_authors import LONGEST_BYLINE, NOT_BY_AUTHOR, declared_people, distinct
from pipeline.html.declared.site import fold
from pipeline.html.declared.vicinity import Piece
from pipeline.label.metalines import read_spans
from pipeline.language.known import LANGUAGES
from pipeline.language.people import is_explained, is_name_alone, is_person, people, without_byline_word
from pipeline.language.phrases import BYLINE_WORDS, EDITOR_WORDS, NAME_JOINERS, key

_BY_AUTHOR = re.compile("|".join(part for language in LANGUAGES for part in language.author_classes))
_SHORT = 60
_MOST_PIECES_OF_A_BYLINE = 12


def bylined(around: Sequence[Piece]) -> Iterator[str]:
    """Yield the people of the byline nearest to the headline, those below it first."""
    for side in (True, False):
        pieces = [piece for piece in around if piece.after is side]
        if names := distinct(_labelled(pieces)) or distinct(_classed(pieces)) or distinct(_beside_date(pieces)):
            yield from names
            return


def _labelled(pieces: Sequence[Piece]) -> Iterator[str]:
    """Yield the names behind "By": in the same text, or in the pieces that follow."""
    for i, piece in enumerate(pieces):
        if not 2 <= len(piece.text) <= LONGEST_BYLINE or piece.long_before > 1 or piece.names.startswith("img"):
            continue
        if _is_label(piece.text):
            if row := list(_names_in_a_row(pieces[i + 1 : i + 1 + _MOST_PIECES_OF_A_BYLINE])):
                yield from row
                return
        elif without_byline_word(piece.text) != piece.text and _is_byline(piece):
            named = people(piece.text)
            yield from named or declared_people(piece.text)
            if named:
                yield from _names_in_a_row(pieces[i + 1 : i + 1 + _MOST_PIECES_OF_A_BYLINE], joined=True)
                return


def _is_label(text: str) -> bool:
    """Tell whether a text only announces a name: "By", "This post was written by"."""
    words = key(text).split()
    if not words or len(text) > _SHORT or key(text) in EDITOR_WORDS:
        return False
    return key(text) in BYLINE_WORDS or any(" ".join(words[-n:]) in BYLINE_WORDS for n in (2, 3))


def _is_byline(piece: Piece) -> bool:
    """Tell whether a text that begins as a byline is one: all of it is understood, or a name comes first."""
    rest = without_byline_word(piece.text)
    if is_explained(rest) or read_spans(piece.text, in_head=True) is not None:
        return True
    return is_person(rest.split(",")[0].strip()) or (len(piece.text) < _SHORT and _by_author(piece))


def _names_in_a_row(pieces: Sequence[Piece], *, joined: bool = False) -> Iterator[str]:
    """Yield names that follow each other with nothing but joiners between; `joined`: only behind a joiner."""
    wanted = not joined
    for piece in pieces:
        text = key(piece.text)
        if piece.names.startswith("img"):
            continue
        if text in EDITOR_WORDS:
            return
        if not text or text in NAME_JOINERS or text in ("and", "&", "und", "et", "y", "e", "i", "with", "mit"):
            wanted = wanted or bool(piece.text.strip())
            continue
        names = list(people(piece.text)) if len(piece.text) <= LONGEST_BYLINE else []
        names = names or ([] if joined else list(declared_people(piece.text)))
        if not names or not wanted:
            return
        yield from names
        wanted = piece.text.rstrip().endswith(",") or not joined
        joined = True


def _classed(pieces: Sequence[Piece]) -> Iterator[str]:
    """Yield names that stand alone in an element called after authors, or in a link to an author."""
    for piece in pieces:
        if (
            piece.names.startswith("img")
            or piece.long_before > 1
            or not _by_author(piece)
            or len(piece.text) > LONGEST_BYLINE
        ):
            continue
        if is_explained(piece.text):
            yield from people(piece.text)
        elif spans := read_spans(piece.text, in_head=True):
            yield from (name for span in spans for name in people(piece.text[span.start : span.end]))


def _by_author(piece: Piece) -> bool:
    named = piece.by_author_link or _BY_AUTHOR.search(piece.names) is not None
    return named and NOT_BY_AUTHOR.search(piece.names) is None


def _beside_date(pieces: Sequence[Piece]) -> Iterator[str]:
    """Yield a name that stands alone beside the date."""
    dated = [piece.moment is not None or read_spans(piece.text, in_head=True) is not None for piece in pieces]
    for i, piece in enumerate(pieces):
        if (
            not any(dated[max(0, i - 2) : i] + dated[i + 1 : i + 3])
            or piece.long_before > 1
            or len(piece.text) > _SHORT
        ):
            continue
        if piece.names.startswith("img"):
            continue
        if is_name_alone(piece.text) or (is_person(piece.text) and _has_portrait(piece, pieces)):
            yield from people(piece.text)
            return


def _has_portrait(named: Piece, pieces: Sequence[Piece]) -> bool:
    """Tell whether a picture beside the name is described by it."""
    return any(piece.names.startswith("img") and fold(named.text) in fold(piece.text) for piece in pieces)
