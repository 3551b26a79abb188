"""Read thousands of archives that lie, by a seeded chance, with the real command, and say what became of them.

python benchmarks/archives.py [COUNT] [SEED]
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from urllib.parse import unquote

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.hostile.mutants import write  # noqa: E402

# A process had to be ended, or we made a mistake.
WRONG = ("internal_error", "timeout", "worker_died")


def rows(out: Path) -> list[tuple[str, str]]:
    """Return the archive and the outcome of each row."""
    lines = [line for name in ("articles", "rejects") for line in (out / f"{name}.jsonl").read_bytes().splitlines()]
    found = map(json.loads, lines)
    names = [(unquote(row["source"]).partition("#")[0], row.get("reason", "article")) for row in found]
    return [(name.rpartition("/")[2], what) for name, what in names]


def main() -> int:
    """Return 0 where every archive is accounted for and none had to be ended by force."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 3000
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        made = write(seed, count, folder / "in")
        command = [sys.executable, "-P", "-c", "from pipeline.cli import main; main()", "ingest", str(folder / "in")]
        done = subprocess.run([*command, "--out", str(folder / "out")], capture_output=True, check=False, cwd=ROOT)
        found = rows(folder / "out")
        silent = {path.name for path in (folder / "in").iterdir()} - {name for name, _ in found}
    wrong = sorted({name for name, what in found if what in WRONG})
    print(f"{made} archives, seed {seed}: exit code {done.returncode}, {len(found)} rows")
    print("| outcome | rows |\n|---|---|")
    for what, number in Counter(what for _, what in found).most_common():
        print(f"| {what} | {number} |")
    print(f"without a row: {sorted(silent)}; ended by force or mistaken: {wrong}")
    return 1 if done.returncode or silent or wrong or b"Traceback" in done.stderr else 0


if __name__ == "__main__":
    sys.exit(main())
