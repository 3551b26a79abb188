"""The two entrances to one road: plain text and HTML both become a page of labelled blocks."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.decode.lines import read_lines
from pipeline.decode.markup import begins_page
from pipeline.label import label
from pipeline.label.model import body_scores
from pipeline.repair import Change, repair_text
from pipeline.shapes import shape_text
from schemas.settings import Settings
from schemas.stages import Decoded, LabelledPage, MediaType, RawDocument


def read(decoded: Decoded, raw: RawDocument, settings: Settings) -> tuple[LabelledPage, Sequence[Change]]:
    """Return the labelled page and the changes of characters made on the way; raise Reject if there is none."""
    if raw.media_type is MediaType.HTML or begins_page(decoded.text):  # a page may have a text file's name
        from pipeline.html import read_html  # trafilatura takes 300 ms to import, and text does not need it

        return read_html(decoded, raw, settings)
    repaired = repair_text(decoded.text)
    lines = read_lines(repaired.text, repaired.repairs, settings)
    labelled = label(lines, raw.given.title, scorer=body_scores)
    warnings = (f"uncertain_lines:{labelled.uncertain}",) if labelled.uncertain else ()
    return LabelledPage(shape_text(labelled.blocks, lines), warnings=warnings), repaired.repairs
