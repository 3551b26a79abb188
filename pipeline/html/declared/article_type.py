"""The type of article that a page declares: the type of its JSON-LD, and what its template names in meta elements."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.html.declared.json_ld import types_of
from pipeline.html.declared.walk import Declared
from pipeline.language.phrases import ARTICLE_TYPES, key
from schemas.stages import Found

PLAIN_NEWS = "declared_news"
"""The field of the weakest word: templates call every article that, so a section or a label goes before it."""

_TYPES = {
    "opinionnewsarticle": "opinion",
    "analysisnewsarticle": "analysis",
    "backgroundnewsarticle": "analysis",
    "reviewnewsarticle": "review",
    "criticreview": "review",
    "liveblogposting": "live_blog",
    "advertisercontentarticle": "sponsored",
    "imagegallery": "gallery",
    "mediagallery": "gallery",
    "photogallery": "gallery",
}
_NEWS = frozenset({"newsarticle", "reportagenewsarticle", "askpublicnewsarticle"})
_METAS = (
    *("article:type", "article_type", "article-type", "articletype", "content_type", "contenttype"),
    *("page.contenttype", "cxenseparse:recs:articletype", "cxense:articletype", "parsely-type", "sailthru.type"),
)


def find_article_type(declared: Declared) -> Iterator[Found]:
    """Yield the type that the page declares, and that it is news under a name of its own (see `PLAIN_NEWS`)."""
    kinds = declared.data.kinds
    own = [kind for node in declared.data.articles for kind in types_of(node)]
    named = next((_TYPES[kind] for kind in (*own, *sorted(kinds)) if kind in _TYPES), None)
    if named:
        yield Found("article_type", named, "declared", selector="json-ld[@type]")
    for name in _METAS:
        for value in declared.metas.get(name, ())[:1]:
            if meant := ARTICLE_TYPES.get(key(value)):
                yield Found("article_type", meant, "declared", selector=f"meta[{name}]")
    if not own and (declared.meta("og:type") or "").lower().startswith("video"):
        yield Found("article_type", "video", "declared", selector="meta[og:type]")
    if not _NEWS.isdisjoint(own):
        yield Found(PLAIN_NEWS, "news", "declared", selector="json-ld[@type]")
