"""Write the golden records of examples/inbox into tests/golden; read the difference before committing it."""

from __future__ import annotations

import contextlib
import json
from pathlib import Path

from pipeline.engine.ingest import batches, clean_batch
from pipeline.sources import discover
from schemas import IngestJob

ROOT = Path(__file__).resolve().parents[1]
GOLDEN = ROOT / "tests" / "golden" / "examples.json"


def example_rows() -> list[dict[str, object]]:
    """Return the row of every record of examples/inbox, in order."""
    job = IngestJob(inputs=["inbox"], out="-")
    with contextlib.chdir(ROOT / "examples"):
        rows = [row for batch in batches(discover(job.inputs), job) for row in clean_batch(batch, job.settings)]
    return [json.loads(row.model_dump_json(exclude={"processing"})) for row in rows]


def main() -> None:
    """Write the file."""
    GOLDEN.write_text(json.dumps(example_rows(), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
