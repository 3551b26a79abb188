"""What is done: one raw document in, one article or one rejection out."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.processing import process

__all__ = ["process"]


def __getattr__(name: str) -> object:
    # On first use only: pydantic and the lexicons take longer to load than `copydesk --help` may take in all.
    if name == "process":
        from pipeline.processing import process  # on first use, see above

        return process
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
