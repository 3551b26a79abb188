"""Inputs as given to raw documents: which files there are, and which records are in each."""

from pipeline.sources.discover import SourceFile, discover
from pipeline.sources.records import SourceReject, read_records

__all__ = ["SourceFile", "SourceReject", "discover", "read_records"]
