"""What articles have to do with one another: copies, passages in common, stories. Nothing is ever deleted."""

from pipeline.relate.after import relate_after
from pipeline.relate.changes import changes
from pipeline.relate.run import relate

__all__ = ["changes", "relate", "relate_after"]
