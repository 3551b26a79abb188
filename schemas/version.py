"""The one place that says which version this is."""

from __future__ import annotations

from typing import Literal

TOOL = "copydesk"
VERSION = "0.1.0"
SCHEMA_VERSION: Literal["1.1"] = "1.1"
