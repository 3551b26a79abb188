"""Train every model that the package carries, in order: `python -m training DATA` (`make train DATA=folder`).

DATA is a folder in the format of training/README.md. The models are written where the package has them, or below
`--out`; `training/manifest.json` says from what, and with which checksums. `--fold K` leaves out a third of the sites
(md5 of the registered domain modulo 3), for figures on sites that a model has not seen.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from training.corpus import Corpus, MissingData
from training.steps import STEPS, Request, perform, write_manifest

ROOT = Path(__file__).resolve().parents[1]
FORMAT = "a folder of pages, texts and gold in the format of training/README.md"


def main() -> int:
    """Run the steps asked for; return 0, or 2 where the data is not there."""
    parser = argparse.ArgumentParser(prog="python -m training", description=__doc__)
    parser.add_argument("data", type=Path, nargs="?", metavar="DATA", help=FORMAT)
    parser.add_argument("--only", action="append", choices=[step.name for step in STEPS], help="this step alone")
    parser.add_argument("--fold", type=int, choices=(0, 1, 2), help="leave out the sites of this fold")
    parser.add_argument("--out", type=Path, default=ROOT, help="root of the files written (the package's own)")
    given = parser.parse_args()
    if given.data is None or not given.data.is_dir():
        print(f"training needs data: name {FORMAT}, `make train DATA=folder`", file=sys.stderr)
        return 2
    request = Request(Corpus(given.data), given.out, given.fold)
    wanted = [step for step in STEPS if not given.only or step.name in given.only]
    for step in wanted:
        if given.fold is not None and not step.by_fold:
            continue
        try:
            entry = perform(step, request)
        except MissingData as missing:
            print(f"{step.name}: {missing}", file=sys.stderr)
            return 2
        write_manifest(given.out, {step.name: entry})
        print(f"{step.name}: {entry['file']} sha256 {entry['sha256']}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
