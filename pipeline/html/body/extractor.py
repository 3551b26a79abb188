"""trafilatura, asked for one thing at a time. One of the two borders where anything may be raised by others' code."""

from __future__ import annotations

import logging
from typing import cast

from lxml.html import HtmlElement, HTMLParser, document_fromstring

from pipeline.errors import Reject
from schemas.rejection import Reason

_NO_TEXT = ("script", "style", "template", "svg", "math", "object", "embed")


def main_text(markup: bytes, *, fast: bool = False) -> list[str]:
    """Return the paragraphs that trafilatura takes for the main content; raise Reject if it finds none or fails.

    `fast` leaves out its comparison with other extractors, a third of its time. Metadata is left out of the call: an
    impossible zone in a date (+99:99) would lose the whole article.
    """
    from trafilatura import bare_extraction  # 300 ms and 25 MB, which few pages need

    # It reports what we turn into a reject with a reason; its lines quote the input.
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    try:
        document = bare_extraction(_tree(markup), include_comments=False, with_metadata=False, fast=fast)
    except Exception as error:
        raise Reject(Reason.EXTRACTION_ERROR, f"the extractor failed: {type(error).__name__}") from error
    paragraphs = [line.strip() for line in (getattr(document, "text", None) or "").split("\n")]
    paragraphs = [line for line in paragraphs if line]
    if not paragraphs:
        raise Reject(Reason.EXTRACTION_EMPTY, "no main content was found on the page")
    return paragraphs


def _tree(markup: bytes) -> HtmlElement:
    parser = HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True, collect_ids=False)
    tree = document_fromstring(markup, parser=parser)
    for element in list(tree.iter(*_NO_TEXT)):
        cast("HtmlElement", element).drop_tree()
    return tree
