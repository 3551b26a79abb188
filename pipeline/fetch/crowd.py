"""Several hosts at a time, in a bounded number of threads; the items of one host one after the other."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Generator, Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")
_POLL_SECONDS = 0.1


def crowd(
    items: Iterable[T],
    host: Callable[[T], str],
    visit: Callable[[T], R],
    *,
    threads: int,
    halt: threading.Event,
    stop: Callable[[], bool],
) -> Generator[tuple[T, R], None, None]:
    """Yield every item with what its visit came to, as they come in, until `stop`.

    `halt` is what the visits are told by that the run ends; they then come back at once.

    At most `threads` results wait to be taken. Closing the generator early sets `halt`.
    """
    results: queue.Queue[tuple[T, R]] = queue.Queue(threads)

    def work(line: list[T]) -> None:
        for item in line:
            if halt.is_set():
                return
            _put(results, (item, visit(item)), halt)

    with ThreadPoolExecutor(threads, thread_name_prefix="fetch") as pool:
        running = {pool.submit(work, line) for line in _lines(items, host)}
        done = False
        try:
            while running or not results.empty():
                if stop():
                    halt.set()
                try:
                    yield results.get(timeout=_POLL_SECONDS)
                except queue.Empty:
                    running = _still_running(running)
            done = True
        finally:
            if not done:
                halt.set()


def _still_running(futures: set[Future[None]]) -> set[Future[None]]:
    """Return those that have not ended; a bug in a thread that has is raised here."""
    ended = {future for future in futures if future.done()}
    for future in ended:
        future.result()
    return futures - ended


def _lines(items: Iterable[T], host: Callable[[T], str]) -> list[list[T]]:
    lines: dict[str, list[T]] = {}
    for item in items:
        lines.setdefault(host(item), []).append(item)
    return list(lines.values())


def _put(results: queue.Queue[tuple[T, R]], result: tuple[T, R], halt: threading.Event) -> None:
    while not halt.is_set():
        try:
            results.put(result, timeout=_POLL_SECONDS)
        except queue.Full:
            continue
        return
