"""What a run is asked to do: the one model behind the command line, the configuration file and the flow's form."""

from __future__ import annotations

from typing import Annotated, TypeAlias

from pydantic import AfterValidator, Field, WithJsonSchema

from schemas.addresses import shown
from schemas.bounds import Because, Bounded
from schemas.fetching import Fetching, Manners
from schemas.settings import Settings

# Named where the flow runs, never by a run: what a run started by others may read and write.
ALLOWED_INPUTS = "COPYDESK_ALLOWED_INPUTS"
ALLOWED_OUTPUTS = "COPYDESK_ALLOWED_OUTPUTS"

_MOST_NAMES = 3


def _not_empty(name: str) -> str:
    if not name:
        raise ValueError("a name is empty")
    return name


# Not min_length: with it pydantic takes no name whose bytes are not UTF-8, and files have such names.
_Name: TypeAlias = Annotated[str, AfterValidator(_not_empty), WithJsonSchema({"type": "string", "minLength": 1})]


class RunParameters(Bounded):
    """Inputs, output and limits of one ingest run: what whoever may start a run of the flow can say."""

    inputs: Annotated[
        list[_Name],
        Because("a run without an input has nothing to do", takes="one or more names or addresses, none of them empty"),
    ] = Field(
        min_length=1,
        description="files, folders, globs, `-` for standard input; to be fetched: feed+https://..., "
        "sitemap+https://..., https://..., urls:FILE",
    )
    input_name: Annotated[
        str | None,
        Because("it is part of the identity of every record", takes="a name of 1 to 500 characters, as a file has it"),
    ] = Field(
        None,
        min_length=1,
        max_length=500,
        description="name of what comes on standard input, by which it is known as a file is by its path; none: each "
        "record of it is known by its id or, without one, by its content",
    )
    out: Annotated[_Name, Because("the records have to go somewhere", takes="the name of a folder, or `-`")] = Field(
        description="output folder, or `-` for standard output"
    )
    workers: Annotated[int | None, Because("each is a process that wants memory and a CPU of its own")] = Field(
        None,
        ge=0,
        le=256,
        description="worker processes; none: one for each CPU; 0: no process, so no deadline and no memory limit",
    )
    deadline_seconds: Annotated[
        float, Because("with less no page can be read, and with more one that hangs holds its worker up")
    ] = Field(
        20.0,
        ge=0.05,
        le=3_600,
        description="CPU time a record may take, and a third of the time by the clock it may take",
    )
    worker_memory_bytes: Annotated[
        int, Because("a worker does not start with less, and more is no limit on any machine")
    ] = Field(1536 * 1024 * 1024, ge=2**28, le=2**40, description="address space a worker may use")
    worker_records: Annotated[int, Because("a worker's memory grows a little with each record")] = Field(
        2_000, ge=1, le=1_000_000, description="records after which a worker is replaced by a fresh one"
    )
    batch_records: Annotated[int, Because("a batch is a step of a flow, and a page shows it when it is over")] = Field(
        32, ge=1, le=10_000, description="records of a batch, a step of a flow; written and made durable 32 at a time"
    )
    settle_seconds: Annotated[float, Because("files that change once a week would never be read")] = Field(
        0.0, ge=0, le=604_800, description="files changed less than this long ago wait for a later run"
    )
    max_attempts: Annotated[int, Because("an input that cannot be read would stay pending for ever")] = Field(
        3, ge=1, le=100, description="runs in which reading may fail before the input is a reject"
    )
    reprocess: bool = Field(False, description="redo records done by another version or other settings")
    compress: bool = Field(False, description="write .jsonl.zst instead of .jsonl; fixed when the folder is made")
    markdown: bool = Field(False, description="write each article into articles/ID.md too, with its data above it")
    print_rejects: bool = Field(False, description="with out `-`: print reject lines to standard error")
    fail_on_rejects: Annotated[float | None, Because("it is a share: 0.1 is one record in ten")] = Field(
        None, ge=0, le=1, description="exit with 1 when at least this share of the records was rejected; none: never"
    )
    forget: bool = Field(
        False, description="wait no more for inputs that are gone before they were read to their end, and say so once"
    )
    fetch: Manners = Field(default_factory=lambda: Manners(), description="how addresses are fetched")
    fail_after_idle_runs: Annotated[int | None, Because("it counts runs in a row, this one included")] = Field(
        None,
        ge=1,
        le=1_000_000,
        description="exit with 1 when this many runs in a row, or more, brought nothing new; none: never",
    )
    shard_inputs: Annotated[int, Because("a shard is done again as a whole when its worker dies")] = Field(
        1_000, ge=1, le=100_000, description="inputs a shard of a run on a cluster takes"
    )
    allow_empty: bool = Field(False, description="inputs that hold no file are no error: an inbox that fills later")
    relate: bool = Field(
        False, description="at the end of the run, say which articles of the folder are copies or tell one story"
    )
    settings: Settings = Field(default_factory=lambda: Settings(), description="how records are read")

    @property
    def shown_inputs(self) -> list[str]:
        """The inputs as they may stand in messages and accounts: without passwords and signatures."""
        return [shown(given) for given in self.inputs]

    @property
    def title(self) -> str:
        """What the job reads and where it writes, in a few words: the last parts of its inputs and of its output.

        >>> IngestJob(inputs=["/srv/inbox/", "a.warc", "b.warc", "c.warc"], out="/srv/news").title
        'inbox, a.warc, b.warc and 1 more → news'
        """
        names = [_last_part(given) for given in self.shown_inputs]
        more = f" and {len(names) - _MOST_NAMES} more" if len(names) > _MOST_NAMES else ""
        return f"{', '.join(names[:_MOST_NAMES])}{more} → {_last_part(self.out)}"


class IngestJob(RunParameters):
    """The same, with what only the user whose process it is can say: a scheduler runs code in that process."""

    fetch: Fetching = Field(default_factory=lambda: Fetching(), description="how addresses are fetched")
    cluster: Annotated[
        str | None,
        Because("a Dask scheduler is found by it", takes="an address such as tcp://host:8786 or tls://host:8786"),
    ] = Field(
        None,
        pattern=r"^(tcp|tls)://\S{1,500}$",
        description="address of a Dask scheduler (tcp://host:8786) whose workers do the work; none: this machine",
    )


def _last_part(path: str) -> str:
    return path.rstrip("/").rpartition("/")[2] or path
