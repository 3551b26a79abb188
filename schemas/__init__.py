"""What exists: the public records, the values between the stages, the settings."""

from schemas.article import Article, Caption, Evidence, Note, Processing, Provenance, Quality, Removed, Repair
from schemas.fetching import Fetching
from schemas.job import IngestJob, RunParameters
from schemas.rejection import Reason, Rejection, Stage
from schemas.report import RunReport
from schemas.settings import Settings
from schemas.stages import Block, Decoded, Found, Given, LabelledPage, Line, MediaType, RawDocument, Role
from schemas.version import SCHEMA_VERSION, TOOL, VERSION

__all__ = [
    "SCHEMA_VERSION",
    "TOOL",
    "VERSION",
    "Article",
    "Block",
    "Caption",
    "Decoded",
    "Evidence",
    "Fetching",
    "Found",
    "Given",
    "IngestJob",
    "LabelledPage",
    "Line",
    "MediaType",
    "Note",
    "Processing",
    "Provenance",
    "Quality",
    "RawDocument",
    "Reason",
    "Rejection",
    "Removed",
    "Repair",
    "Role",
    "RunParameters",
    "RunReport",
    "Settings",
    "Stage",
]
