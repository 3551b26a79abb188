"""Where records come from: files, folders, globs, archives, standard input and remote paths."""

from pipeline.sources.content import content_of, document
from pipeline.sources.discovery import Discovery
from pipeline.sources.found import Extent, Item, Refusal, Source, Unit
from pipeline.sources.kinds import Compression, Format, format_of
from pipeline.sources.opening import Passing, Unreadable
from pipeline.sources.reading import documents, units
from schemas.kinds import Kind

__all__ = [
    "Compression",
    "Discovery",
    "Extent",
    "Format",
    "Item",
    "Kind",
    "Passing",
    "Refusal",
    "Source",
    "Unit",
    "Unreadable",
    "content_of",
    "document",
    "documents",
    "format_of",
    "units",
]
