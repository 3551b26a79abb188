"""Write the golden records of examples/inbox into tests/golden; read the difference before committing it."""

from __future__ import annotations

import contextlib
import json
from collections import Counter
from pathlib import Path

from pipeline import process
from pipeline.engine.outcomes import clean, refused
from pipeline.sources import Discovery, Refusal, units
from schemas import Settings

ROOT = Path(__file__).resolve().parents[1]
GOLDEN = ROOT / "tests" / "golden" / "examples.json"


def example_rows() -> list[dict[str, object]]:
    """Return the row of every record of examples/inbox, in order."""
    settings, outcomes = Settings(), []
    with contextlib.chdir(ROOT / "examples"):
        for source in Discovery(["inbox"], out="", now=0):
            for item in units(source, settings, Counter()):
                outcome = refused(item, settings) if isinstance(item, Refusal) else clean(item, None, process, settings)
                outcomes.append(outcome)
    rows = [json.loads(outcome.line) for outcome in outcomes]
    return [{key: value for key, value in row.items() if key != "processing"} for row in rows]


def main() -> None:
    """Write the file."""
    GOLDEN.write_text(json.dumps(example_rows(), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
