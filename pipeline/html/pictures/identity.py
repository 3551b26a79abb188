"""Which addresses are of one picture: the same but for sizes, crops and formats."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, unquote, urlsplit

_LONGEST_URL = 2083
_INNER = re.compile(r"(?:https?:)?//")
_ENDING = re.compile(r"(?:\.(?:jpe?g|png|gif|webp|avif|bmp|tiff?|jfif))+$", re.IGNORECASE)
_IMAGE = re.compile(r"\.(?:jpe?g|png|gif|webp|avif|jfif)(?:$|[.!:@/])", re.IGNORECASE)
_SIZE_SUFFIX = re.compile(
    r"(?:[-_.@=~,+](?:\d{2,4}x\d{0,4}|x\d{2,4}|\d{2,4}(?:w|h|px)|\dx|[wh]_?\d{2,4}|r\d|s|full|scaled|large|medium|small"
    r"|thumb(?:nail)?|orig(?:inal)?|landscape|portrait|square|detail|standard|retina|\d{1,2}x\d{1,2}|\d{1,2}to[\dX]{1,2}))$",
    re.IGNORECASE,
)
_SIZE_PREFIX = re.compile(r"^(?:thumbs?_(?:[a-z]_){0,3}|(?:\d{2,4}x\d{2,4}|[wh]_?\d{2,4})[-_])", re.IGNORECASE)
_SIZE_SEGMENT = re.compile(
    r"(?!\d{1,40}$)[\d_.,:x%-]{1,40}|[a-z_:=-]{1,24}\d{1,4}(?:x\d{1,4})?|\d{1,4}x\d{0,4}\w{0,20}"
    r"|width|height|crop|resize|fit-in|smart|master|scale\w{0,20}|filters:[^/]{0,80}",
    re.IGNORECASE,
)
_SIZE_OPTION = re.compile(r"(?:^|,)(?:[wh]|width|height)[_=-]\d{1,4}(?!\d)", re.IGNORECASE)
_SIZE_KEYS = re.compile(
    r"(?:width|imwidth|wid|w|h|height|size|resize|fit|crop|quality|q|format|auto|dpr|s|sig|strip|rect|zoom|v|ve|tl|fm"
    r"|as|webp|itok|_|p|cb|ssl|ts|r|ixlib|op|usm|im|output|policy|impolicy|tr|scale|blur|usecase|cropid)",
    re.IGNORECASE,
)
_WIDTH = re.compile(
    r"(?:[?&](?:w|width|imwidth|wid)=|[?&]resize=|[/,_-]w_|/width/|width-|imwidth=|[-_/]w|=w|=s)(\d{2,4})(?!\d)"
    r"|(?<![\dx])(\d{3,4})(?:x\d{2,4}|[-_]?(?:px|w))(?![\dx])",
    re.IGNORECASE,
)
_TELLING = 15


def is_image_address(value: str) -> bool:
    """Tell whether a value is an address that ends like a picture's."""
    if len(value) > _LONGEST_URL or not value or len(value.split()) != 1:
        return False
    return _IMAGE.search(value) is not None and "{" not in value


def width_in(url: str) -> int:
    """Return the width in pixels that an address names, 0 if it names none."""
    match = _WIDTH.search(url[:_LONGEST_URL])
    return int(match[1] or match[2]) if match else 0


def picture_key(url: str) -> str:
    """Return what is the same in all addresses of one picture.

    >>> picture_key("https://x.org/a/2024/boat-at-the-quay-800x600.jpg?w=3")
    'boat-at-the-quay'
    """
    inner = _innermost(unquote(url[:_LONGEST_URL]) if "%" in url[:_LONGEST_URL] else url[:_LONGEST_URL])
    try:
        parts = urlsplit(inner)
    except ValueError:
        return inner
    segments = [segment for segment in parts.path.split("/") if segment]
    name = _stem(segments[-1]) if segments else ""
    if len(name) >= _TELLING and not _is_size(name):
        return name.lower()
    kept = [segment for segment in segments[:-1] if not _is_size(segment)]
    if not (name.isdigit() and len(segments) > 1 and _is_size(segments[-2])):
        kept.append(name)
    query = [] if kept and (len("".join(kept)) >= _TELLING) else parse_qsl(parts.query)[:20]
    kept += [f"{key}={value}" for key, value in query if not _SIZE_KEYS.fullmatch(key)]
    return "/".join(kept).lower() or inner


def _innermost(url: str) -> str:
    """Return the address that a resizing service was given inside its own, else the address."""
    starts = [match.start() for match in _INNER.finditer(url)]
    return url[starts[-1] :] if len(starts) > 1 else url


def _is_size(segment: str) -> bool:
    """Tell whether a part of a path says how large a picture is to be, or where it is cut."""
    return _SIZE_SEGMENT.fullmatch(segment) is not None or _SIZE_OPTION.search(segment) is not None


def _stem(name: str) -> str:
    stem = _ENDING.sub("", name)
    for _ in range(3):
        shorter = _SIZE_PREFIX.sub("", _SIZE_SUFFIX.sub("", stem))
        if shorter == stem or len(shorter) < 4:
            break
        stem = shorter
    return stem
