"""What articles have to do with one another: copies, passages in common, stories. Nothing is ever deleted."""

from pipeline.relate.after import relate_after
from pipeline.relate.run import relate

__all__ = ["relate", "relate_after"]
