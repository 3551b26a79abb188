"""Does a run slow down, or its memory grow, with its length? One long file, and many files, by tenths of the run.

python benchmarks/long_runs.py [RECORDS] [FILES] [CLEANER]

CLEANER is `module:function`; `tests.engine.doubles:process` does next to nothing, which leaves the engine.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from pipeline.engine import ingest  # noqa: E402
from pipeline.engine.outcomes import CLEANER  # noqa: E402
from pipeline.engine.scribe import Tally  # noqa: E402
from schemas import IngestJob  # noqa: E402

TENTHS = 10
TEXT = (
    "The ferry to the islands will not sail before Thursday, the harbour office of Lowmouth said on Monday morning. "
    "A part of its engine, ordered from abroad, has not come, and number {number} of the waiting list was told by post."
)


def text(number: int) -> str:
    """Return a short article, no two alike."""
    return f"Ferry {number} stays in the harbour\n\n{TEXT.format(number=number)}\n"


def one_file(folder: Path, records: int) -> Path:
    """Write one file of so many records."""
    path = folder / "records.jsonl"
    with path.open("w", encoding="utf-8") as file:
        for number in range(records):
            file.write(json.dumps({"text": text(number)}) + "\n")
    return path


def many_files(folder: Path, files: int) -> Path:
    """Write so many files of one record, a thousand to a folder."""
    for number in range(files):
        path = folder / "files" / f"{number // 1000:04}" / f"{number % 1000:03}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text(number), "utf-8")
    return folder / "files"


def measured(source: Path, out: Path, records: int, cleaner: str) -> None:
    """Ingest in this process; print its own memory, clock and CPU time at each tenth, as JSON."""
    begun = time.monotonic()
    marks: list[dict[str, float]] = []

    def progress(tally: Tally) -> None:
        if tally.seen >= records * (len(marks) + 1) / TENTHS:
            marks.append(
                {
                    "rows": tally.seen,
                    "seconds": time.monotonic() - begun,
                    "cpu": time.process_time(),
                    "memory_kb": memory("VmRSS"),
                }
            )

    job = IngestJob(inputs=[str(source)], out=str(out), batch_records=max(1, min(100, records // 20)))
    report = ingest(job, progress=progress, cleaner=cleaner)
    assert report.seen == report.articles == records, report
    print(json.dumps({"marks": marks, "peak_kb": memory("VmHWM")}))


def memory(field: str) -> int:
    """Return a figure of this process's memory, in kB."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(field))


def told(what: str, source: Path, records: int, cleaner: str) -> None:
    """Run in a process of its own and print a row of the table."""
    out = source.parent / "out" / what.replace(" ", "_")
    here = [sys.executable, __file__, "--measure", str(source), str(out), str(records), cleaner]
    found = json.loads(subprocess.run(here, capture_output=True, check=True, text=True).stdout)
    first, *_, before, last = found["marks"]
    ledger = os.path.getsize(out / ".copydesk" / "ledger.sqlite3") / records
    rate = (last["rows"] - before["rows"]) / (last["seconds"] - before["seconds"])
    whole = (last["rows"] - first["rows"]) / (last["seconds"] - first["seconds"])
    own = (last["cpu"] - before["cpu"]) / (last["rows"] - before["rows"])
    own_whole = (last["cpu"] - first["cpu"]) / (last["rows"] - first["rows"])
    memories = f"{first['memory_kb'] / 1024:.0f} | {last['memory_kb'] / 1024:.0f} | {found['peak_kb'] / 1024:.0f}"
    print(
        f"| {what} | {whole:.0f}/s | {rate / whole:.2f} | {own / own_whole:.2f} | {memories} | {ledger:.0f} |",
        flush=True,
    )


def main() -> None:
    """Print what a run costs at its end, beside what it costs on the whole (but for its first tenth)."""
    if sys.argv[1:2] == ["--measure"]:
        measured(Path(sys.argv[2]), Path(sys.argv[3]), int(sys.argv[4]), sys.argv[5])
        return
    records = int(sys.argv[1]) if len(sys.argv) > 1 else 4000
    files = int(sys.argv[2]) if len(sys.argv) > 2 else 2000
    cleaner = sys.argv[3] if len(sys.argv) > 3 else CLEANER
    print(
        "| input | speed | last tenth | own CPU a record, last tenth | MB after a tenth | at the end | peak | ledger |"
    )
    print("|---|---|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as name:
        told(f"{records} records of one file", one_file(Path(name), records), records, cleaner)
        told(f"{files} files", many_files(Path(name), files), files, cleaner)


if __name__ == "__main__":
    main()
