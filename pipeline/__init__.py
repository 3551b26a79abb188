"""What is done: one raw document in, one article or one rejection out."""

from pipeline.processing import process

__all__ = ["process"]
