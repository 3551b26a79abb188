"""The embeds of an article in page order, each address once."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from pipeline.html.embeds.addresses import frame_of, page_of, path_of
from pipeline.html.markup.blocks import Shown
from pipeline.html.markup.tree import Element, attributes_of
from pipeline.html.pictures.own import is_of_others
from pipeline.html.pictures.scene import Scene, element_names
from pipeline.html.pictures.sizes import absolute
from schemas.stages import Embedded

_MOST_EMBEDS = 200
_MOST_LINKS = 60
_MOST_INSIDE = 4
_LONGEST_VALUE = 4000
_FRAMES = frozenset({"iframe", "embed", "object", "amp-iframe"})
_PLAYERS = {"video": "video", "audio": "audio", "amp-video": "video", "amp-audio": "audio"}
_BLANK = re.compile(r"/(?:blank|silence|silent|empty|dummy)[\w-]{0,16}\.\w{2,5}$")
_FILES = tuple(".mp4 .m4v .webm .mov .ogv .m3u8 .mp3 .m4a .ogg .oga .wav .aac .flac".split())
_POSTS = re.compile(
    r"tweet|instagram|tiktok|bluesky|mastodon|reddit|threads|text-post-media|fb-|facebook|telegram|embed", re.IGNORECASE
)
_BY_NUMBER = (
    (re.compile(r"youtube|(?:^|[^a-z])yt(?:[^a-z]|$)", re.IGNORECASE), re.compile(r"[\w-]{11}"),
     "https://www.youtube.com/watch?v={}"),
    (re.compile(r"vimeo", re.IGNORECASE), re.compile(r"\d{6,12}"), "https://vimeo.com/{}"),
    (re.compile(r"dailymotion", re.IGNORECASE), re.compile(r"[a-z\d]{6,9}"), "https://www.dailymotion.com/video/{}"),
    (re.compile(r"twitter|tweet", re.IGNORECASE), re.compile(r"\d{10,20}"), "https://twitter.com/i/status/{}"),
    (re.compile(r"instagram", re.IGNORECASE), re.compile(r"[\w-]{9,14}"), "https://www.instagram.com/p/{}/"),
)  # fmt: skip
"""Names of an element that is filled by scripts, the number that an attribute of it holds, and the page."""
_NUMBERED = re.compile(
    r"(?:video|tweet|post|short|media|embed|youtube|yt|vimeo)[-_]?(?:id|code)$|^(?:data-)?id$", re.IGNORECASE
)


def read_embeds(scene: Scene, base: str) -> tuple[Embedded, ...]:
    """Return what is embedded inside the article, in page order."""
    found: dict[str, Embedded] = {}
    for shown in scene.page.shown:
        if len(found) >= _MOST_EMBEDS:
            break
        if not _in_article(scene, shown) or is_of_others(scene, shown, asking=True):
            continue
        for kind, url in islice(embeds_of(shown.element, base), _MOST_INSIDE):
            found.setdefault(url, Embedded(kind, url, shown.before))
    return tuple(found.values())


def embeds_of(element: Element, base: str) -> Iterator[tuple[str, str]]:
    """Yield the kind and the address of what an element shows from elsewhere."""
    tag = str(element.tag)
    if tag == "noscript":
        for frame in islice(element.iter("iframe"), _MOST_INSIDE):
            yield from _of_frame(frame, base)
    elif tag in _FRAMES:
        yield from _of_frame(element, base)
    elif tag in _PLAYERS:
        yield from _of_player(element, _PLAYERS[tag], base)
    elif tag == "blockquote":
        yield from _of_post(element, base)
    elif tag not in ("img", "amp-img"):
        yield from _of_place(element, base)


def _of_frame(element: Element, base: str) -> Iterator[tuple[str, str]]:
    words = f"{element_names(element)} {(element.get('title') or '')[:200]}"
    for value in _values(element, ("src", "data", "href")):
        url = absolute(value, base)
        if url and (known := frame_of(url, words)):
            yield known
            return


def _of_player(element: Element, kind: str, base: str) -> Iterator[tuple[str, str]]:
    """Yield the file of a player: the first source of those it can choose from."""
    for holder in (element, *islice(element.iter("source"), _MOST_INSIDE)):
        for value in _values(holder, ("src",)):
            url = absolute(value, base)
            if url and (known := page_of(url) or _file_of(url, kind)):
                yield known
                return


def _file_of(url: str, kind: str) -> tuple[str, str] | None:
    """Return a file that a player plays; none for the blank one that stands there until scripts have run."""
    path = path_of(url)
    return (kind, url) if path.endswith(_FILES) and not _BLANK.search(path) else None


def _of_post(element: Element, base: str) -> Iterator[tuple[str, str]]:
    """Yield the address of a post that is quoted, in an attribute or else as the last of its links."""
    if not _POSTS.search(element_names(element)):
        return
    links = [link.get("href") or "" for link in islice(element.iter("a"), _MOST_LINKS)]
    for value in (*_values(element, ("cite",)), *reversed(links)):
        url = absolute(value, base)
        if url and (known := page_of(url)):
            yield known
            return


def _of_place(element: Element, base: str) -> Iterator[tuple[str, str]]:
    """Yield what is shown in a place once scripts have run, or the reader has agreed: known forms alone."""
    for value in _values(element, ()):
        url = absolute(value, base)
        if url and (known := page_of(url)):
            yield known
            return
    names = f"{element.tag} {element_names(element)}"
    for key, value in attributes_of(element):
        if _NUMBERED.search(key):
            for named, number, page in _BY_NUMBER:
                if named.search(f"{names} {key}") and number.fullmatch(value):
                    yield page_of(page.format(value)) or ("video", page.format(value))
                    return


def _values(element: Element, first: Sequence[str]) -> Iterator[str]:
    """Yield the attributes that may hold an address: these first, then those for scripts."""
    yield from (value for name in first if (value := element.get(name)))
    for key, value in attributes_of(element):
        if key not in first and "//" in value[:8] and len(value) <= _LONGEST_VALUE:
            yield value


def _in_article(scene: Scene, shown: Shown) -> bool:
    if shown.before <= scene.last:
        return shown.before >= scene.first
    return shown.before == scene.last + 1 and scene.within(shown.box, scene.body)
