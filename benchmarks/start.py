"""Measure what a start costs beside a bare interpreter, and a second run beside the first, in turns in one run.

python -m benchmarks.start [--files N]
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SEEDS = ROOT.parent / "shared" / "seeds"
TURNS = 5
COPYDESK = "from pipeline.cli import main; main()"


def seconds(*arguments: str, code: str = COPYDESK) -> float:
    """Return the CPU time of a fresh interpreter that runs the code."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, "-c", code, *arguments], cwd=ROOT, capture_output=True, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def least(*arguments: str, code: str = COPYDESK) -> float:
    """Return the least of several turns: other work on the machine only adds."""
    return min(seconds(*arguments, code=code) for _ in range(TURNS))


def fill(folder: Path, files: int) -> None:
    """Write so many short texts, a thousand to a folder."""
    for number in range(files):
        path = folder / f"{number // 1000:03}" / f"{number % 1000:03}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"The harbour says that ferry {number} will sail again in the first week of the coming May.\n")


def main() -> None:
    """Print the table, each cost in bare starts of the interpreter."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", type=int, default=100_000, help="that a second run looks at")
    files = parser.parse_args().files
    bare = least(code="pass")
    print("| what | CPU s | of a bare start |\n|---|---|---|")
    print(f"| bare interpreter | {bare:.3f} | 1 |")
    rows = {"--help": ["--help"]}
    if SEEDS.exists():
        rows["the four seeds"] = ["ingest", *sorted(map(str, SEEDS.glob("*.txt"))), "--out", "-"]
    for name, arguments in rows.items():
        spent = least(*arguments)
        print(f"| {name} | {spent:.3f} | {spent / bare:.1f} |", flush=True)
    with tempfile.TemporaryDirectory() as scratch:
        fill(Path(scratch, "in"), files)
        runs = [seconds("ingest", f"{scratch}/in", "--out", f"{scratch}/out") for _ in range(2)]
    print(f"| first run over {files} files | {runs[0]:.1f} | {runs[0] / bare:.0f} |")
    print(f"| second run, nothing new | {runs[1]:.1f} | {runs[1] / bare:.0f}, {runs[1] / runs[0]:.3f} of the first |")


if __name__ == "__main__":
    main()
