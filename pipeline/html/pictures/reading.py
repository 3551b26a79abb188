"""The pictures of an article in page order, each once, with the block that captions it and the one that leads."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from pipeline.html.declared.walk import Declared
from pipeline.html.markup.blocks import Blocks, Shown
from pipeline.html.markup.tree import Element, attributes_of
from pipeline.html.pictures.alternatives import alternative
from pipeline.html.pictures.captioning import with_captions
from pipeline.html.pictures.declared import declared_pictures
from pipeline.html.pictures.identity import is_image_address, picture_key
from pipeline.html.pictures.own import link_of, why_not
from pipeline.html.pictures.scene import Scene
from pipeline.html.pictures.signs import is_furniture
from pipeline.html.pictures.sizes import Size, absolute, sizes_of
from schemas.stages import Picture

_MOST_PICTURES = 300
_MOST_HIDDEN = 4
_FULL = 200_000
_IMAGES = frozenset({"img", "amp-img"})
_PLAYERS = frozenset({"video", "audio", "iframe", "object", "embed", "amp-video", "amp-audio"})
_OFTEN = 4
_MOST_KEYS = 3  # of the largest sizes, which are mostly of one name


@dataclass(frozen=True, slots=True)
class Candidate:
    """A picture that a page shows: where, its sizes with the largest first, and what tells it from others."""

    shown: Shown
    element: Element
    sizes: tuple[Size, ...]
    keys: tuple[str, ...]


def read_pictures(scene: Scene, declared: Declared, base: str) -> tuple[Picture, ...]:
    """Return the pictures that are the article's own."""
    keys = [picture_key(url) for url in declared_pictures(declared, base)]
    own = _merged(_own(scene, base, frozenset(keys)))
    pictures = [_picture(candidate) for candidate in own]
    lead = _lead(scene, own, keys)
    pictures = [replace(picture, lead=i == lead) for i, picture in enumerate(pictures)]
    return tuple(with_captions(scene, [candidate.shown for candidate in own], pictures))


def candidates_of(page: Blocks, base: str, places: range) -> Iterator[Candidate]:
    """Yield the pictures that are shown before the blocks of these numbers, but for furniture."""
    for shown in page.shown:
        if shown.before not in places:
            continue
        for element in _images_of(shown.element):
            if is_furniture(element):
                continue
            if sizes := _with_linked(element, sizes_of(element, base), base):
                yield Candidate(
                    shown,
                    element,
                    tuple(sizes),
                    tuple(dict.fromkeys(picture_key(size.url) for size in sizes[:_MOST_KEYS])),
                )


def _images_of(element: Element) -> Iterator[Element]:
    """Yield the images that an element is or, where a page without scripts is to show them, holds."""
    if element.tag == "noscript":
        yield from islice(element.iter("img"), _MOST_HIDDEN)
    elif element.tag in _IMAGES or (
        element.tag not in _PLAYERS and any(is_image_address(value) for _, value in attributes_of(element))
    ):
        yield element


def _with_linked(element: Element, sizes: list[Size], base: str) -> list[Size]:
    """Return the sizes, before them the full size that the picture is a link to."""
    link = link_of(element) if sizes else None
    url = absolute(link.get("href") or "", base) if link is not None else None
    if (
        url
        and is_image_address(url.partition("?")[0])
        and picture_key(url) in {picture_key(size.url) for size in sizes}
    ):
        return [Size(url, None, None, _FULL), *sizes]
    return sizes


def _own(scene: Scene, base: str, declared: frozenset[str]) -> Iterator[Candidate]:
    places = range(max(1, scene.first - 15), scene.last + 2)
    sources = Counter(shown.element.get("src") for shown in scene.page.shown)
    for candidate in candidates_of(scene.page, base, places):
        source = candidate.element.get("src") or ""
        if sources[source] >= _OFTEN and absolute(source, base) == candidate.sizes[0].url:
            continue  # a spacer or a sign, whatever its name
        keys = candidate.keys
        if why_not(scene, candidate.shown, list(candidate.sizes), base, declared=not declared.isdisjoint(keys)) is None:
            yield candidate


def _merged(candidates: Iterator[Candidate]) -> list[Candidate]:
    """Return each picture once, where it stands first, with the sizes of all its places."""
    found: dict[str, Candidate] = {}
    for candidate in candidates:
        known = found.get(candidate.keys[0])
        if known is None and len(found) >= _MOST_PICTURES:
            continue
        if known is not None:
            sizes = sorted((*known.sizes, *candidate.sizes), key=lambda size: -size.rank)
            candidate = replace(known, sizes=tuple(sizes))
        found[candidate.keys[0]] = candidate
    return list(found.values())


def _lead(scene: Scene, own: Sequence[Candidate], declared: Sequence[str]) -> int | None:
    """Return which picture leads: one that the page declares, else one before the second paragraph of the text."""
    for i, candidate in enumerate(own):
        if candidate.shown.before <= scene.first_text:
            return i
    for key in declared:
        for i, candidate in enumerate(own):
            if key in candidate.keys:
                return i
    second = next((line for line in range(scene.first_text + 1, scene.last) if scene.is_text(line)), scene.first_text)
    return 0 if own and own[0].shown.before <= second else None


def _picture(candidate: Candidate) -> Picture:
    largest = candidate.sizes[0]
    return Picture(
        url=largest.url,
        line=candidate.shown.before,
        alt=alternative(candidate.element.get("alt")),
        width=largest.width,
        height=largest.height,
    )
