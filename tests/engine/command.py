"""The engine as a command of its own, with a stand-in for the cleaner: what the crash tests start and kill."""

from __future__ import annotations

import argparse
import sys

from pipeline.engine import exit_code, ingest, retry
from pipeline.errors import Stop
from schemas import IngestJob, Settings
from tests.engine.doubles import NAME


def main() -> int:
    """Run the command line; return its exit code."""
    parser = argparse.ArgumentParser()
    parser.add_argument("inputs", nargs="*")
    parser.add_argument("--out", required=True)
    parser.add_argument("--retry", action="store_true")
    parser.add_argument("--cleaner", default=NAME)
    parser.add_argument("--cluster")
    parser.add_argument("--shard-inputs", type=int, default=1000)
    parser.add_argument("--min-words", type=int, default=15)
    for name, kind, default in (
        ("workers", int, 2),
        ("deadline-seconds", float, 20.0),
        ("batch-records", int, 16),
        ("settle-seconds", float, 0.0),
    ):
        parser.add_argument(f"--{name}", type=kind, default=default)
    for name in ("compress", "reprocess", "print-rejects"):
        parser.add_argument(f"--{name}", action="store_true")
    given = vars(parser.parse_args())
    again, cleaner = given.pop("retry"), given.pop("cleaner")
    given["settings"] = Settings(min_words=given.pop("min_words"))
    given["inputs"] = given["inputs"] or ["-"]
    try:
        job = IngestJob(**given)
        report = retry(job, cleaner=cleaner) if again else ingest(job, cleaner=cleaner)
    except Stop as stop:
        print(stop.message, file=sys.stderr)
        return stop.exit_code
    print(report.model_dump_json(), file=sys.stderr)
    return exit_code(report, job)


if __name__ == "__main__":
    sys.exit(main())
