"""What a run is asked to do: the one model behind the command line, the configuration file and the flow's form."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

from schemas.settings import Settings


class IngestJob(BaseModel):
    """Inputs, output and limits of one ingest run."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    inputs: list[str] = Field(min_length=1, description="files, folders, globs, or `-` for standard input")
    out: str = Field(min_length=1, description="output folder, or `-` for standard output")
    batch_records: int = Field(32, ge=1, le=10_000, description="records written and made durable at a time")
    fail_on_rejects: float | None = Field(
        None, ge=0, le=1, description="exit with 1 when at least this share of the records was rejected; null: never"
    )
    settings: Settings = Field(default_factory=lambda: Settings(), description="how records are read")
