"""The pictures that a page declares for its article: Open Graph, Twitter, JSON-LD, `image_src`."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any

from pipeline.html.declared.json_ld import entries
from pipeline.html.declared.walk import Declared
from pipeline.html.pictures.sizes import absolute

_METAS = ("og:image", "og:image:secure_url", "og:image:url", "twitter:image", "twitter:image:src", "parsely-image-url",
          "sailthru.image.full", "thumbnail", "image")  # fmt: skip
_KEYS = ("image", "thumbnailUrl", "primaryImageOfPage", "associatedMedia")
_MOST_OF_ARTICLE = 12
_MOST = 24


def declared_pictures(declared: Declared, base: str) -> list[str]:
    """Return the addresses of the pictures that the page declares, first those of its article."""
    values = [*_metas(declared), *islice(_of_data(declared), _MOST)]
    urls = [url for value in values if (url := absolute(value, base))]
    return list(dict.fromkeys(urls))[:_MOST]


def _metas(declared: Declared) -> Iterator[str]:
    for name in _METAS:
        yield from declared.metas.get(name, ())[:3]
    if image := declared.links.get("image_src"):
        yield image


def _of_data(declared: Declared) -> Iterator[str]:
    for node in (declared.data.articles or declared.data.pages)[:3]:
        for key in _KEYS:
            for value in islice(entries(node.get(key)), _MOST_OF_ARTICLE):
                yield from _addresses(declared.data.resolved(value))


def _addresses(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key in ("url", "contentUrl", "@id"):
            if isinstance(address := value.get(key), str):
                yield address
                return
