"""Which block captions or credits a picture: one in its figure, or the one that stands right after it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.html.markup.blocks import Shown
from pipeline.html.markup.uses import bits_of
from pipeline.html.pictures.scene import Scene, uses_of_names
from schemas.stages import KEPT, Picture, Role

_CAPTIONED = frozenset({Role.CAPTION, Role.CREDIT})
_PICTURED = bits_of("picture", "media")
_FIGURES_UP = 4
_FARTHEST = 5


def with_captions(scene: Scene, places: Sequence[Shown], pictures: Sequence[Picture]) -> list[Picture]:
    """Return the pictures with the lines of their captions; `places` says where each stands."""
    following = (*places, None)[1:]
    return [
        replace(picture, caption_line=caption_line(scene, place, after))
        for place, after, picture in zip(places, following, pictures, strict=True)
    ]


def caption_line(scene: Scene, place: Shown, following: Shown | None) -> int | None:
    """Return the number of the block that captions or credits a picture; `following` is the next picture.

    Where another one stands between them, it is that one's, unless one figure holds both.
    """
    found = _in_figure(scene, place) or _after(scene, place)
    if found is None or following is None or following.before > found:
        return found
    figure = _figure_of(scene, place)
    return found if figure is not None and figure == _figure_of(scene, following) else None


def _figure_of(scene: Scene, place: Shown) -> int | None:
    """Return the innermost figure around a picture."""
    return next((box for box in scene.boxes_up(place.box) if scene.page.boxes[box].tag == "figure"), None)


def _in_figure(scene: Scene, place: Shown) -> int | None:
    """Return the first block of a caption in the figure around a picture; after it before one above it."""
    for up, box in enumerate(scene.boxes_up(place.box)):
        if up >= _FIGURES_UP:
            return None
        if scene.page.boxes[box].tag == "figure" or uses_of_names(scene.page.boxes[box].names) & _PICTURED:
            numbers = scene.blocks_in(box, place.before)
            found = [number for number in numbers if scene.has_any((number,), _CAPTIONED)]
            if found:
                return next((number for number in found if number >= place.before), found[-1])
            if scene.page.boxes[box].tag == "figure":
                return None
    return None


def _after(scene: Scene, place: Shown) -> int | None:
    """Return the caption below a picture with nothing of the article between them."""
    for number in range(place.before, place.before + _FARTHEST):
        if scene.has_any((number,), _CAPTIONED):
            return number
        if scene.has_any((number,), KEPT):
            return None
    return None
