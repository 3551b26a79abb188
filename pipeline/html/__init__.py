"""HTML to the same labelled page that plain text becomes."""

from pipeline.html.read import read_html

__all__ = ["read_html"]
