"""A job to its output: every record becomes one row."""

from pipeline.engine.ingest import ingest

__all__ = ["ingest"]
