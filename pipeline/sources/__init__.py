"""Where records come from: files, folders, globs, archives, standard input and remote paths."""

from pipeline.sources.discovery import Discovery
from pipeline.sources.documents import document
from pipeline.sources.found import Extent, Item, Refusal, Source, Unit
from pipeline.sources.kinds import Compression, Format, Kind, format_of
from pipeline.sources.opening import Passing, Unreadable
from pipeline.sources.reading import units

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
    "document",
    "format_of",
    "units",
]
