"""The article as it should be read: a record becomes a tree (`document_of`), which is written in a form."""

from pipeline.render.building import document_of
from pipeline.render.html import as_page
from pipeline.render.markdown import as_markdown
from pipeline.render.records import article_of
from pipeline.render.text import as_text

__all__ = ["article_of", "as_markdown", "as_page", "as_text", "document_of"]
