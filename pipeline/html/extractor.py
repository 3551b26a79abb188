"""trafilatura, asked for one thing at a time. One of the two borders where anything may be raised by others' code."""

from __future__ import annotations

import logging

from lxml.html import HtmlElement
from trafilatura import bare_extraction

from pipeline.errors import Reject
from schemas.rejection import Reason

# It reports what we turn into a reject with a reason; its lines quote the input.
logging.getLogger("trafilatura").setLevel(logging.CRITICAL)


def main_text(tree: HtmlElement) -> list[str]:
    """Return the paragraphs that trafilatura takes for the main content; raise Reject if it finds none or fails.

    Metadata is left out of the call: an impossible zone in a date (+99:99) would lose the whole article.
    """
    try:
        document = bare_extraction(tree, include_comments=False, with_metadata=False)
    except Exception as error:
        raise Reject(Reason.EXTRACTION_ERROR, f"the extractor failed: {type(error).__name__}") from error
    paragraphs = [line.strip() for line in (getattr(document, "text", None) or "").split("\n")]
    paragraphs = [line for line in paragraphs if line]
    if not paragraphs:
        raise Reject(Reason.EXTRACTION_EMPTY, "no main content was found on the page")
    return paragraphs
