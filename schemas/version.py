"""The one place that says which version this is."""

TOOL = "copydesk"
VERSION = "0.1.0"
SCHEMA_VERSION = "1.0"
