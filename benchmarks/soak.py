"""Serves a folder for half an hour while files are dropped and processes killed: `python -m benchmarks.soak`.

A Prefect server and `copydesk serve` run as processes of their own in a temporary folder. Single stories are dropped
at random times; `serve`, and the run under way with it, is killed and started anew three times, the server twice. It
ends with 0 where, in the end, every file is there as one article and neither log has an error but for the kills. The
figures are printed as JSON; with `--keep DIR` the logs are there to be read.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import random
import re
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from tests.served import ARTICLE, Server, Serving, committed, faults, inside, others, rows
from tests.waiting import until

_OPTIONS = ("--set", "settle_seconds=0")
_ERROR = re.compile(r"\| (?:ERROR|CRITICAL)|Traceback")
_BACK = "the Prefect server answers again"


class Soak:
    """A server, what is served by it, and the files dropped so far."""

    def __init__(self, folder: Path, every: int) -> None:
        self.folder, self.every, self.dropped = folder, every, 0
        self.outages: list[tuple[int, int]] = []
        (folder / "in").mkdir()
        self.server = Server(folder)
        self.serving = self._serve()

    @property
    def out(self) -> Path:
        """The output folder."""
        return self.folder / "out"

    def drop(self) -> None:
        """Put a story into the inbox, in one go."""
        self.dropped += 1
        made = self.folder / "story.part"
        made.write_text(ARTICLE.format(f"{self.dropped} times"), encoding="utf-8")
        made.rename(self.folder / "in" / f"{self.dropped}.txt")

    def kill_serve(self) -> None:
        """Kill what serves, with its run and the run's workers, and start it anew."""
        for pid in others():
            if inside(pid, self.folder):
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
        self.serving.process.wait()
        self.serving = self._serve()

    def kill_server(self) -> None:
        """Kill the server, start it anew after the time of three runs; return once `serve` says that it is back."""
        begun, told = self.said(), self.serving.said(_BACK)
        self.server.kill()
        time.sleep(3 * self.every)
        self.server.start()
        until(lambda: self.serving.said(_BACK) > told)
        self.outages.append((begun, self.said()))

    def said(self) -> int:
        """Return how many lines the log of `serve` has."""
        return self.serving.said("\n")

    def is_done(self) -> bool:
        """Tell whether there is an article for each file that was dropped."""
        return committed(self.out) >= self.dropped

    def close(self) -> int:
        """End both in good order; return how `serve` ended."""
        code = self.serving.end(signal.SIGTERM)
        self.server.close()
        return code

    def _serve(self) -> Serving:
        environment = {**self.server.environment, "PREFECT_API_URL": self.server.api}
        return Serving(self.folder, environment, *_OPTIONS, every=self.every)


def plan(soak: Soak, given: argparse.Namespace) -> Iterator[tuple[float, Callable[[], None]]]:
    """Yield what is done, and after which share of the time, in order."""
    chance = random.Random(given.seed)
    what = [soak.drop] * given.files + [soak.kill_serve] * given.kills + [soak.kill_server] * given.server_kills
    yield from sorted(((chance.random(), deed) for deed in what), key=lambda pair: pair[0])


def result(soak: Soak, code: int, runs: list[dict[str, Any]], said: str) -> dict[str, Any]:
    """Return the figures: what was dropped, what came of it, and what the logs say."""
    sources = Counter(row["source"] for row in rows(soak.out))
    wanted = {f"in/{number}.txt" for number in range(1, soak.dropped + 1)}
    return {
        "dropped": soak.dropped,
        "articles": sum(sources.values()),
        "runs": dict(Counter(run["state_type"] for run in runs)),
        "outages_told": said.count("it is asked again until it does"),
        "amiss": {
            "lost": sorted(wanted - set(sources)),
            "twice": sorted(source for source, count in sources.items() if count > 1),
            "exit_code": code,
            "errors": errors(soak, said),
        },
        # Told, and not held against serve: on a busy machine Prefect's own loops give up on SQLite and begin anew.
        "server_errors": [entry[:300] for entry in faults(soak.server.log)],
    }


def errors(soak: Soak, said: str) -> list[str]:
    """Return the lines that tell of an error, but for those of a run that was to begin when the server was killed."""
    return [
        line[:300]
        for number, line in enumerate(said.split("\n"))
        if _ERROR.search(line) and not any(begun <= number <= ended for begun, ended in soak.outages)
    ]


def soaked(folder: Path, given: argparse.Namespace) -> dict[str, Any]:
    """Return the figures of a soak in this folder."""
    soak = Soak(folder, given.every)
    code, runs, said = -1, [], ""
    begun = time.monotonic()
    try:
        for share, deed in plan(soak, given):
            time.sleep(max(0.0, begun + 60 * given.minutes * share - time.monotonic()))
            deed()
        time.sleep(max(0.0, begun + 60 * given.minutes - time.monotonic()))
        with contextlib.suppress(AssertionError):  # told as what is lost
            until(soak.is_done, 20 * given.every + 120)
        runs = soak.server.runs(soak.out)
        said = soak.serving.log.read_text(encoding="utf-8")  # before its end, which may end a run
    finally:
        code = soak.close()
    return result(soak, code, runs, said)


def main() -> None:
    """Soak for the time given, print what came of it, and end with 1 where anything is amiss."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--minutes", type=float, default=30)
    arguments.add_argument("--every", type=int, default=15, help="seconds between runs")
    arguments.add_argument("--files", type=int, default=600)
    arguments.add_argument("--kills", type=int, default=3, help="how often `serve` is killed")
    arguments.add_argument("--server-kills", type=int, default=2)
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--keep", type=Path, metavar="DIR", help="an empty folder for all there is, kept at the end")
    given = arguments.parse_args()
    with contextlib.ExitStack() as stack:
        folder = given.keep or Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="copydesk-soak-")))
        figures = soaked(folder.resolve(), given)
    print(json.dumps(figures, indent=2))
    sys.exit(1 if any(figures["amiss"].values()) else 0)


if __name__ == "__main__":
    main()
