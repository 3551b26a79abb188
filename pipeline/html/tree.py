"""Markup to a tree, by our own bounded parse: what the parser drops in silence becomes a reject."""

from __future__ import annotations

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from pipeline.errors import Reject
from pipeline.html.bounds import check_bounds
from pipeline.html.characters import clean_markup, without_scripts
from schemas.rejection import Reason
from schemas.settings import Settings

JSON_LD = "application/ld+json"
_NO_TEXT = ("style", "template", "svg", "math", "object", "embed")
# What libxml2 writes to its log when it leaves part of a document out; it raises nothing.
_CUT_SHORT = ("Excessive depth", "huge text node", "Huge input")


def parse(text: str, settings: Settings) -> HtmlElement:
    """Return the page as a tree without scripts (JSON-LD is kept) and styles; raise Reject if it cannot be whole."""
    markup = without_scripts(clean_markup(text))
    check_bounds(markup, settings)
    parser = HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True, collect_ids=False)
    try:
        tree = document_fromstring(markup.encode("utf-8"), parser=parser)
    except etree.ParserError:
        raise Reject(Reason.EXTRACTION_EMPTY, "the page holds no element") from None
    for entry in parser.error_log:
        if any(sign in entry.message for sign in _CUT_SHORT):
            raise Reject(Reason.PATHOLOGICAL_MARKUP, "the page is nested deeper or longer than the parser reads")
    _drop_scripts(tree, settings)
    return tree


def _drop_scripts(tree: HtmlElement, settings: Settings) -> None:
    for element in list(tree.iter("script", *_NO_TEXT)):
        is_json_ld = element.tag == "script" and (element.get("type") or "").strip().lower() == JSON_LD
        if is_json_ld and len(element.text or "") <= settings.max_json_ld_bytes:
            continue
        element.drop_tree()
