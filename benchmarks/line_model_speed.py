"""CPU speed of the line model over development texts, in MB of UTF-8 a second, and the cost of the first call.

usage: OMP_NUM_THREADS=1 python -m benchmarks.line_model_speed DATA
"""

from __future__ import annotations

import sys
import time
from itertools import islice
from pathlib import Path

from pipeline.label.model import body_scores, decide
from training.corpus import TEXTS, Corpus
from training.texts import split_lines


def main() -> None:
    """Print import and first-call cost, then one line per converter (best of three passes over 250 pages)."""
    corpus = Corpus(Path(sys.argv[1]))
    begin = time.process_time()
    body_scores(["x"])
    print(f"first call {time.process_time() - begin:.3f} CPU s (numpy, weights, tables)")
    for converter in ("mainel", "blocks"):
        texts = [row["text"] for row in islice(corpus.rows(TEXTS[converter]), 250)]
        pages = [split_lines(text) for text in texts]
        size = sum(len(text.encode()) for text in texts) / 1e6
        count = sum(len(lines) for lines, _ in pages)
        spent = []
        for _ in range(3):
            begin = time.process_time()
            for lines, blanks in pages:
                decide(body_scores(lines, blanks), lines)
            spent.append(time.process_time() - begin)
        best = min(spent)
        print(
            f"{converter}: {size / best:.2f} MB/s, {1e6 * best / count:.1f} us a line of {1e6 * size / count:.0f} bytes"
        )


if __name__ == "__main__":
    main()
