"""A decoded page to labelled blocks: the same labeller as for plain text, told what the markup adds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import accumulate

from pipeline.errors import Reject
from pipeline.html.body.details import Details, with_details
from pipeline.html.body.evidence import HeadWitness
from pipeline.html.body.extent import article_window, read_body
from pipeline.html.body.forms import look_of, may_head
from pipeline.html.body.hints import declared_words, read_hints
from pipeline.html.body.media import read_media
from pipeline.html.body.model import Hints
from pipeline.html.body.tabled import with_tables
from pipeline.html.declared.access import find_access
from pipeline.html.declared.metadata import metadata_of
from pipeline.html.declared.walk import base_of, gather
from pipeline.html.embeds.reading import read_embeds
from pipeline.html.kind import PageSigns, check_kind, page_signs
from pipeline.html.markup.blocks import Blocks, page_blocks
from pipeline.html.markup.tree import check_depth, parse, prepared
from pipeline.html.pictures.reading import read_pictures
from pipeline.html.pictures.scene import scene_of
from pipeline.label import Markup, label
from pipeline.label.parts import Parts
from pipeline.language.weight import weight
from pipeline.repair import Change, apply, repair_text
from schemas.rejection import Reason
from schemas.settings import Settings
from schemas.stages import KEPT, TEXT_ROLES, Block, Decoded, Found, LabelledPage, Line, RawDocument, Role

_METADATA_LINE = 0


def read_html(decoded: Decoded, raw: RawDocument, settings: Settings) -> tuple[LabelledPage, Sequence[Change]]:
    """Return the page's blocks, kept and cut, with what its head declares; raise Reject if there is no article."""
    markup = prepared(decoded.text, settings)
    tree = parse(markup)
    check_depth(tree, settings)
    head = gather(tree, raw.given.url)
    declared = metadata_of(tree, head, markup)
    signs = page_signs(tree, head, has_date=any(value.field == "published_raw" for value in declared))
    page = page_blocks(tree)
    hints = read_hints(head, declared)
    chances = _body(markup, page, hints, signs, settings)
    window = article_window(page, chances, hints)
    lines = [Line(block.number, block.text, blank_before=1) for block in page.blocks[window.start : window.stop]]
    lines, found, changes = _repaired(lines, declared)
    texts = {line.number - 1: line.text for line in lines}
    tabled = with_tables(page, lines, chances)
    lines = tabled.lines
    title = next((value.value for value in found if value.field == "title"), raw.given.title)
    scores = [chances[line.number - 1] for line in lines]
    said = _markup(page, lines, scores, tabled.parts)
    authors = [value.value for value in found if value.field == "author"]
    witness = HeadWitness(page, chances, declared_words(head), authors)
    labelled = label(lines, title, scorer=lambda *_: scores, markup=said, witness=witness)
    own = [block.content for block in labelled.blocks if block.role in TEXT_ROLES]
    doubts = check_kind(signs, sum(map(weight, own)), own[0] if own else "")
    found = (*found, *find_access(head, doubts))
    asked = Details(page, texts, tabled.tables, base_of(head), settings.emphasis)
    blocks, outside = _within_article(with_details(labelled.blocks, asked))
    outside += tuple(
        Block(block.text, Role.OTHER, "outside_article", block.number, round(1 - score, 3))
        for block, score in zip(page.blocks, chances, strict=True)
        if block.number - 1 not in window
    )
    if labelled.uncertain:
        doubts = (*doubts, f"uncertain_lines:{labelled.uncertain}")
    outside = tuple(sorted(outside, key=lambda block: block.line))
    scene, base = scene_of(page, blocks), base_of(head)
    pictures, embeds = read_pictures(scene, head, base), read_embeds(scene, base)
    return LabelledPage(blocks, found, doubts, outside, pictures, embeds), changes


def _body(markup: bytes, page: Blocks, hints: Hints, signs: PageSigns, settings: Settings) -> list[float]:
    """Return each block's probability of being body.

    Raise Reject where there is no article, with the kind of page if the page says what it is.
    """
    try:
        if not page.blocks:
            raise Reject(Reason.EXTRACTION_EMPTY, "the page shows no text")
        return read_body(markup, page, hints, settings)
    except Reject:
        check_kind(signs, 0)
        raise


def _markup(page: Blocks, lines: Sequence[Line], scores: Sequence[float], settled: Mapping[int, Parts]) -> list[Markup]:
    """Return what the lines' blocks say by their markup, of the lines' own words: those of a block are not repaired.

    `settled` are the parts of lines, by their numbers, that tables have settled.
    """
    blocks = [page.blocks[line.number - 1] for line in lines]
    own = [
        block if line.text is block.text else replace(block, text=line.text, seams=tuple)
        for line, block in zip(lines, blocks, strict=True)
    ]
    media = read_media(page, own, scores)
    return [
        Markup(settled.get(block.number, parts), look_of(page, block), may_head(page, block))
        for parts, block in zip(media, blocks, strict=True)
    ]


def _within_article(blocks: Sequence[Block]) -> tuple[tuple[Block, ...], tuple[Block, ...]]:
    """Return the blocks from the first kept one to the last, and the others."""
    kept = [i for i, block in enumerate(blocks) if block.role in KEPT]
    if not kept:
        return tuple(blocks), ()
    first, last = kept[0], kept[-1] + 1
    return tuple(blocks[first:last]), (*blocks[:first], *blocks[last:])


def _repaired(lines: Sequence[Line], declared: Sequence[Found]) -> tuple[list[Line], tuple[Found, ...], list[Change]]:
    """Return lines and values with their characters put right, decided over all of them together.

    A change's `line` is the number of the block, or 0 for a declared value, and `start` counts from its beginning.
    """
    rows = [line.text.replace("\n", " ") for line in lines] + [value.value.replace("\n", " ") for value in declared]
    changed = _changes_of_rows(rows)
    if not changed:
        return list(lines), tuple(declared), []
    texts = [_replay(row, changed.get(i, ())) for i, row in enumerate(rows)]
    numbers = [line.number for line in lines] + [_METADATA_LINE] * len(declared)
    changes = [replace(change, line=numbers[i]) for i, row in sorted(changed.items()) for change in row]
    count = len(lines)
    new_lines = [replace(line, text=text.strip()) for line, text in zip(lines, texts[:count], strict=True)]
    values = tuple(replace(value, value=text.strip()) for value, text in zip(declared, texts[count:], strict=True))
    return [line for line in new_lines if line.text], values, changes


def _changes_of_rows(rows: Sequence[str]) -> dict[int, list[Change]]:
    """Return the changes of each row that has any, `start` counted from its beginning."""
    repairs = repair_text("\n".join(rows)).repairs
    if any("\n" in change.before for change in repairs):
        # Where there are thousands, one change holds all that follows: whose row it is cannot be told.
        return {i: list(alone) for i, row in enumerate(rows) if (alone := repair_text(row).repairs)}
    starts = list(accumulate((len(row) + 1 for row in rows), initial=0))
    changed: dict[int, list[Change]] = {}
    for change in repairs:
        at = change.line - 1
        changed.setdefault(at, []).append(replace(change, start=change.start - starts[at]))
    return changed


def _replay(row: str, changes: Sequence[Change]) -> str:
    return apply([replace(change, after=change.after.replace("\n", " ")) for change in changes], row)
