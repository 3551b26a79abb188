"""What a run is asked to do: the one model behind the command line, the configuration file and the flow's form."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

from schemas.fetching import Fetching
from schemas.settings import Settings

_MOST_NAMES = 3


class IngestJob(BaseModel):
    """Inputs, output and limits of one ingest run."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    inputs: list[str] = Field(
        min_length=1,
        description="files, folders, globs, `-` for standard input; to be fetched: feed+https://..., "
        "sitemap+https://..., https://..., urls:FILE",
    )
    out: str = Field(min_length=1, description="output folder, or `-` for standard output")
    workers: int | None = Field(
        None,
        ge=0,
        le=256,
        description="worker processes; null: one for each CPU; 0: none, so no deadline and no memory limit",
    )
    deadline_seconds: float = Field(
        20.0, gt=0, description="CPU time a record may take, and a third of the time by the clock it may take"
    )
    worker_memory_bytes: int = Field(1536 * 1024 * 1024, ge=2**28, description="address space a worker may use")
    worker_records: int = Field(2_000, ge=1, description="records after which a worker is replaced by a fresh one")
    batch_records: int = Field(
        32, ge=1, le=10_000, description="records of a batch, a step of a flow; written and made durable 32 at a time"
    )
    settle_seconds: float = Field(0.0, ge=0, description="files changed less than this long ago wait for a later run")
    max_attempts: int = Field(3, ge=1, description="runs in which reading may fail before the input is a reject")
    reprocess: bool = Field(False, description="redo records done by another version or other settings")
    compress: bool = Field(False, description="write .jsonl.zst instead of .jsonl; fixed when the folder is made")
    print_rejects: bool = Field(False, description="with out `-`: print reject lines to standard error")
    fail_on_rejects: float | None = Field(
        None, ge=0, le=1, description="exit with 1 when at least this share of the records was rejected; null: never"
    )
    forget: bool = Field(
        False, description="wait no more for inputs that are gone before they were read to their end, and say so once"
    )
    fetch: Fetching = Field(default_factory=lambda: Fetching(), description="how addresses are fetched")
    fail_after_idle_runs: int | None = Field(
        None, ge=1, description="exit with 1 when this many runs in a row, or more, brought nothing new; null: never"
    )
    cluster: str | None = Field(
        None,
        pattern=r"^(tcp|tls)://\S{1,500}$",
        description="address of a Dask scheduler (tcp://host:8786) whose workers do the work; null: this machine",
    )
    shard_inputs: int = Field(1_000, ge=1, le=100_000, description="inputs a shard of a run on a cluster takes")
    allow_empty: bool = Field(False, description="inputs that hold no file are no error: an inbox that fills later")
    settings: Settings = Field(default_factory=lambda: Settings(), description="how records are read")

    @property
    def title(self) -> str:
        """What the job reads and where it writes, in a few words: the last parts of its inputs and of its output.

        >>> IngestJob(inputs=["/srv/inbox/", "a.warc", "b.warc", "c.warc"], out="/srv/news").title
        'inbox, a.warc, b.warc and 1 more → news'
        """
        names = [_last_part(given) for given in self.inputs]
        more = f" and {len(names) - _MOST_NAMES} more" if len(names) > _MOST_NAMES else ""
        return f"{', '.join(names[:_MOST_NAMES])}{more} → {_last_part(self.out)}"


def _last_part(path: str) -> str:
    return path.rstrip("/").rpartition("/")[2] or path
