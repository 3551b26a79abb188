"""Time and memory of relating: synthetic articles of a stream of days, then one more day on top.

    python -m benchmarks.relate FOLDER --articles 10000 --day 1000

Words are drawn by Zipf's law; every story has words and sentences of its own, an outlet copies now and then.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import shutil
import subprocess
import sys
import time
from contextlib import closing
from datetime import date, timedelta
from hashlib import blake2b
from pathlib import Path

from pipeline.engine.store.folder import Folder

_A_DAY = 1000
_VOCABULARY = 60_000
_SYLLABLES = (
    "ba be bi bo bu da de di do du fa fe ga go ka ke ki ko la le li lo ma me mi mo na ne ni no pa pe ra re ro".split()
)


def main() -> None:
    """Write the articles, relate them, write one more day, relate again, and print a line for each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--day", type=int, default=1_000)
    asked = parser.parse_args()
    shutil.rmtree(asked.folder, ignore_errors=True)
    stream = Stream(random.Random(17))
    write(asked.folder, stream, asked.articles)
    measured(asked.folder, f"all of {asked.articles}")
    write(asked.folder, stream, asked.day)
    measured(asked.folder, f"{asked.day} more")


def measured(folder: Path, name: str) -> None:
    """Relate in a process of its own and print seconds, CPU seconds and peak memory."""
    started = time.monotonic()
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    code = f"import json,resource\nfrom pipeline.relate import relate\nr = relate({str(folder)!r})\n" + (
        "print(json.dumps([resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, r.articles, r.stories, r.relations]))"
    )
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    peak, articles, stories, relations = json.loads(done.stdout)
    print(
        f"{name}: {time.monotonic() - started:.1f} s, {cpu:.1f} CPU s, peak {peak / 1024:.0f} MB, "
        f"{articles} articles, {stories} stories, {relations}",
        flush=True,
    )


class Stream:
    """Articles day by day."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self._words = [
            "".join(chance.choices(_SYLLABLES, k=1 + place.bit_length() // 5)) for place in range(_VOCABULARY)
        ]
        self._made = 0
        self._left: list[tuple[list[str], list[str]]] = []

    def articles(self, count: int) -> list[dict[str, object]]:
        """Return the next articles."""
        return [self._article() for _ in range(count)]

    def _article(self) -> dict[str, object]:
        chance = self._chance
        if not self._left:
            self._left = [
                story for _ in range(100) for story in [self._story()] * chance.choice((1, 1, 2, 3, 5, 8, 12))
            ]
            chance.shuffle(self._left)
        names, quotes = self._left.pop()
        sentences = [self._sentence(names) for _ in range(chance.randint(12, 25))]
        if chance.random() < 0.3:
            sentences[chance.randrange(len(sentences))] = chance.choice(quotes)
        number = self._made
        self._made += 1
        day = date(2024, 1, 1) + timedelta(days=number // _A_DAY)
        return {
            "id": f"cd-{blake2b(str(number).encode(), digest_size=16).hexdigest()}",
            "title": " ".join(chance.sample(names, 4)),
            "text": "\n\n".join(" ".join(sentences[start : start + 2]) for start in range(0, len(sentences), 2)),
            "published_date": day.isoformat(),
            "publisher": f"Outlet {chance.randrange(60)}",
            "language": "en",
        }

    def _story(self) -> tuple[list[str], list[str]]:
        names = [self._chance.choice(self._words[2000:]).title() for _ in range(20)]
        return names, [self._sentence(names) for _ in range(3)]

    def _sentence(self, names: list[str]) -> str:
        chance = self._chance
        common = (self._words[int(_VOCABULARY ** chance.random()) - 1] for _ in range(chance.randint(12, 22)))
        return " ".join(chance.choice(names) if chance.random() < 0.1 else word for word in common).capitalize() + "."


def write(folder: Path, stream: Stream, count: int) -> None:
    """Put the next articles into an output folder, a thousand at a time."""
    with closing(Folder(str(folder))) as store:
        for start in range(0, count, _A_DAY):
            records = stream.articles(min(_A_DAY, count - start))
            store.commit("".join(json.dumps(record) + "\n" for record in records).encode(), b"", [], [])


if __name__ == "__main__":
    main()
