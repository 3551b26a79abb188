"""Which characters of a text Markdown (CommonMark and GFM) could take for markup at their places, escaped.

All that is escaped is ASCII punctuation, nearly all of it by a backslash: no raw HTML, and no character changes.
"""

from __future__ import annotations

import re

# Delimiters of code, emphasis, strikethrough, links and HTML, wherever they stand.
_ANYWHERE = re.compile(r"[\\`*_\[\]<~]")
_ENTITY = re.compile(r"&(?=#?[0-9A-Za-z]{1,40};)")
# GFM makes links of these as they stand (its extension "autolinks"); with this character escaped they are words.
_ADDRESS = re.compile(
    r"(?<=[A-Za-z]):(?=//)|(?<=www)\.|(?<=[A-Za-z0-9._+-])@(?=[A-Za-z0-9_-])|(?<=mailto):|(?<=xmpp):", re.IGNORECASE
)
_LINE = re.compile(r"[^\n]+")
_NUMBER = re.compile(r"[0-9]{1,9}(?=[.)](?:[ \t]|$))")
_BLOCK = re.compile(r"#{1,6}(?:[ \t]|$)|>|[-+](?:[ \t]|$)")
_RULE = "-=:| \t"  # what underlines a heading, parts off the head of a table or is a rule is made of these alone
_IN_ADDRESS = re.compile(r"[()]")


def escaped(text: str, *, starts_lines: bool = True, cell: bool = False) -> list[str]:
    r"""Return each character of a text as it is written in Markdown; a newline is a hard line break.

    `starts_lines` tells whether the text begins a line, `cell` whether it stands in a table.

    >>> "".join(escaped("# 1 * 2 <b> AT&T &amp; www.example.org"))
    '\\# 1 \\* 2 \\<b> AT&T \\&amp; www\\.example.org'
    """
    pieces = list(text)
    for pattern in (_ANYWHERE, _ENTITY, _ADDRESS):
        for match in pattern.finditer(text):
            pieces[match.start()] = f"\\{match.group()}"
    for line in _LINE.finditer(text) if starts_lines else ():
        place = _start(line.group())
        if place is not None and len(pieces[line.start() + place]) == 1:
            pieces[line.start() + place] = f"\\{text[line.start() + place]}"
    return [_in_its_place(piece, cell=cell) for piece in pieces]


def escaped_heading(text: str) -> list[str]:
    r"""Return the same for the text of a heading of one line, whose last number signs are its own.

    >>> "".join(escaped_heading("In C #"))
    'In C \\#'
    """
    pieces = escaped(text, starts_lines=False)
    end = len(text.rstrip("#"))
    if end < len(text):
        pieces[end] = "\\#"
    return pieces


def destination(url: str) -> str:
    """Return an address that may be followed (pipeline.render.addresses) as it stands behind the words of a link."""
    # Not a backslash before "&": cmark resolves references before it takes backslashes away.
    return _IN_ADDRESS.sub(r"\\\g<0>", _ENTITY.sub("&amp;", url))


def _start(line: str) -> int | None:
    """Return the place of what would begin a block at the start of a line, or make a block of the line above it."""
    if _BLOCK.match(line) or not line.strip(_RULE):
        return 0
    number = _NUMBER.match(line)
    return number.end() if number else None


def _in_its_place(piece: str, *, cell: bool) -> str:
    if piece == "\n":
        return "\\\n"
    if piece == "\t":
        return "&#9;"
    return "\\|" if cell and piece == "|" else piece
