"""The pictures, captions and embeds of an article by the paragraphs they stand before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from pipeline.printable import one_line
from pipeline.render.addresses import web_address
from pipeline.render.tree import Figure, Player
from schemas.article import Article, Caption, Image


def lead_of(article: Article) -> Figure | None:
    """Return the picture that leads the article, None where no picture of it can be shown."""
    return next((_figure(image) for image in article.images if image.lead and web_address(image.url)), None)


def media_of(article: Article, paragraphs: int) -> list[tuple[int, Figure | Player]]:
    """Return in order what stands before each paragraph, with its number; the number after the last is the end's.

    The lead picture is left out. Captions that no picture shows stand alone.
    """
    found: list[tuple[int, Figure | Player]] = []
    lead = next((image for image in article.images if image.lead and web_address(image.url)), None)
    shown: Counter[tuple[str | None, str | None]] = Counter()
    for image in article.images:
        shown[image.caption, image.credit] += 1
        if image is not lead:
            found.append((image.paragraph, _figure(image)))
    found += [
        (caption.paragraph, Figure(None, "", _line(caption.text), _line(caption.credit)))
        for caption in _alone(article.captions, shown)
    ]
    for embed in article.embeds:
        url = web_address(embed.url)
        if url is not None:
            found.append((embed.paragraph, Player(embed.kind, url)))
    shown_ones = ((min(number, paragraphs), one) for number, one in found if _can_be_seen(one))
    return sorted(shown_ones, key=lambda pair: pair[0])


def _can_be_seen(media: Figure | Player) -> bool:
    return isinstance(media, Player) or bool(media.url or media.legend)


def _alone(captions: Sequence[Caption], shown: Counter[tuple[str | None, str | None]]) -> list[Caption]:
    alone = []
    for caption in captions:
        if shown[caption.text, caption.credit]:
            shown[caption.text, caption.credit] -= 1
        else:
            alone.append(caption)
    return alone


def _figure(image: Image) -> Figure:
    return Figure(
        web_address(image.url),
        _line(image.alt) or "",
        _line(image.caption),
        _line(image.credit),
        image.width,
        image.height,
    )


def _line(text: str | None) -> str | None:
    return (one_line(text) if text else None) or None
