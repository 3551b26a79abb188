"""The run: discover, read, process, write in batches, and count. One of the two borders where any error is caught."""

from __future__ import annotations

import os
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import islice

from pipeline.engine.sink import FolderSink, Sink, StreamSink
from pipeline.errors import BadUsage, Reject
from pipeline.processing import process, reject
from pipeline.sources import SourceFile, SourceReject, discover, read_records
from schemas.article import Article
from schemas.job import IngestJob
from schemas.rejection import Reason, Rejection, Stage
from schemas.report import RunReport
from schemas.settings import Settings
from schemas.stages import MediaType, RawDocument
from schemas.version import TOOL, VERSION

STANDARD_OUTPUT = "-"
Progress = Callable[[int, int], None]
"""Called after every batch with the records done and the rejects among them."""

_BLANK_LINES = "the input holds no record"


@dataclass(slots=True)
class Tally:
    """What became of the records so far."""

    articles: int = 0
    rejects: int = 0
    reasons: Counter[str] = field(default_factory=Counter)

    def count(self, row: Article | Rejection) -> None:
        """Take one row into account."""
        if isinstance(row, Article):
            self.articles += 1
        else:
            self.rejects += 1
            self.reasons[row.reason.value] += 1


def ingest(job: IngestJob, progress: Progress | None = None, *, with_rejects: bool = False) -> RunReport:
    """Run the job and return its account; raise Stop where the run cannot begin or go on."""
    started, clock = datetime.now(UTC), time.monotonic()
    files = list(discover(job.inputs))
    if not files:
        raise BadUsage(f"nothing to ingest in {', '.join(job.inputs)}: no .txt, .html or .jsonl file is there")
    tally = Tally()
    sink = open_sink(job, with_rejects=with_rejects)
    try:
        for batch in batches(files, job):
            rows = clean_batch(batch, job.settings)
            commit(sink, rows)
            for row in rows:
                tally.count(row)
            if progress:
                progress(tally.articles + tally.rejects, tally.rejects)
    finally:
        sink.close()
    return report(job, tally, started, time.monotonic() - clock)


def open_sink(job: IngestJob, *, with_rejects: bool = False) -> Sink:
    """Return the output of the job, ready to be written; raise OutputFailed if it is not."""
    return StreamSink(with_rejects=with_rejects) if job.out == STANDARD_OUTPUT else FolderSink(job.out)


def batches(files: Iterable[SourceFile], job: IngestJob) -> Iterator[list[RawDocument | SourceReject]]:
    """Yield the records of the files, some at a time; a file that holds none is one record, and rejected."""
    records = _records(files, job.settings)
    while batch := list(islice(records, job.batch_records)):
        yield batch


def clean_batch(batch: Sequence[RawDocument | SourceReject], settings: Settings) -> list[Article | Rejection]:
    """Return one row for every record of the batch, in order."""
    return [_row(record, settings) for record in batch]


def commit(sink: Sink, rows: Sequence[Article | Rejection]) -> None:
    """Write the rows; they are durable when this returns."""
    sink.write(
        [row_line(row) for row in rows if isinstance(row, Article)],
        [row_line(row) for row in rows if isinstance(row, Rejection)],
    )


def row_line(row: Article | Rejection) -> bytes:
    """Return the row as one line of JSON."""
    return row.model_dump_json().encode("utf-8") + b"\n"


def report(job: IngestJob, tally: Tally, started: datetime, seconds: float) -> RunReport:
    """Return the account of the run."""
    return RunReport(
        run=f"{started:%Y%m%dT%H%M%SZ}-{os.getpid()}",
        tool=f"{TOOL} {VERSION}",
        started=f"{started:%Y-%m-%dT%H:%M:%SZ}",
        seconds=round(seconds, 3),
        inputs=job.inputs,
        out=job.out,
        settings_sha256=job.settings.digest(),
        seen=tally.articles + tally.rejects,
        articles=tally.articles,
        rejects=tally.rejects,
        unchanged=0,
        pending=0,
        reasons=dict(sorted(tally.reasons.items())),
        warnings=[],
    )


def _records(files: Iterable[SourceFile], settings: Settings) -> Iterator[RawDocument | SourceReject]:
    for file in files:
        held = False
        for record in read_records(file, settings):
            held = True
            yield record
        if not held:
            yield SourceReject(RawDocument(file.uri, b"", MediaType.TEXT), Reject(Reason.EMPTY, _BLANK_LINES))


def _row(record: RawDocument | SourceReject, settings: Settings) -> Article | Rejection:
    if isinstance(record, SourceReject):
        return reject(record.raw, Stage.SOURCE, record.verdict, settings)
    try:
        return process(record, settings)
    except Exception as error:  # a bug of ours must cost one record, say so, and show in the exit code
        verdict = Reject(Reason.INTERNAL_ERROR, f"a fault of copydesk, please report it: {type(error).__name__}")
        return reject(record, Stage.ENGINE, verdict, settings)
