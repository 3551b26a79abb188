"""What of a job does not go together, said before anything is touched: what was asked for is never just ignored."""

from __future__ import annotations

import os
from collections.abc import Iterator

from pipeline.errors import BadUsage
from pipeline.sources import format_of
from pipeline.sources.standard_input import STANDARD_INPUT
from schemas.job import IngestJob


def require_sense(job: IngestJob) -> None:
    """Raise BadUsage for the first thing in a job that cannot be done as asked."""
    for complaint in (*_of_inputs(job), *(_of_standard_output(job) if job.out == "-" else _of_folder(job))):
        raise BadUsage(complaint)


def require_folder_name(out: str) -> None:
    """Raise BadUsage where there is something at `out` that is no folder, or its name is that of a file."""
    name = os.path.basename(out.rstrip("/"))
    if os.path.lexists(out) and not os.path.isdir(out):
        raise BadUsage(
            f"--out names a folder, and {out!r} is no folder; name another, or write articles to a file with "
            "--out - > FILE"
        )
    if not os.path.lexists(out) and format_of(name) is not None:
        raise BadUsage(
            f"--out names a folder, and {out!r} is called like a file; make the folder first if that is meant, or "
            f"write articles to a file with --out - > {name}"
        )


def _of_inputs(job: IngestJob) -> Iterator[str]:
    count = job.inputs.count(STANDARD_INPUT)
    if count > 1:
        yield "`-` is named twice among the inputs, and standard input can be read once; leave one out"
    if job.input_name is not None and not count:
        yield f"--name says what standard input is called, and no input is `-`; add it, or leave out {job.input_name!r}"


def _of_standard_output(job: IngestJob) -> Iterator[str]:
    if job.compress:
        yield "--compress is for a folder; to pack standard output, leave it out and pipe: --out - | zstd > FILE"
    if job.markdown:
        yield "--markdown writes files into a folder: name one with --out DIR, or pipe: --out - | copydesk render -"
    if job.relate:
        yield "--relate needs a folder, whose articles it relates: name one with --out DIR, or leave it out"
    if job.fail_after_idle_runs is not None:
        yield "--fail-after-idle-runs needs a folder that remembers earlier runs: name one with --out DIR"


def _of_folder(job: IngestJob) -> Iterator[str]:
    require_folder_name(job.out)
    if job.print_rejects:
        place = os.path.join(job.out, "rejects.jsonl")
        yield f"--rejects is for --out -; with a folder they are in {place}: leave it out"
    real = os.path.realpath(job.out)
    for given in job.inputs:
        if given != STANDARD_INPUT and "://" not in given and os.path.realpath(given) == real:
            yield f"{given!r} is both an input and the output; name another folder with --out"
