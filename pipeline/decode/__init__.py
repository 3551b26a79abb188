"""Bytes to characters, and characters to lines."""

from __future__ import annotations

from pipeline.decode.decoding import FILLED, characters, decode

__all__ = ["FILLED", "characters", "decode"]
