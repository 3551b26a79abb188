"""What the process that unpacks does: it reads sources on request, within limits that only a process can have."""

from __future__ import annotations

import signal
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from multiprocessing.connection import Connection

from pipeline.engine.outcomes import place_of
from pipeline.errors import Stop
from pipeline.sources.found import Item, Refusal, Source
from pipeline.sources.opening import Passing
from pipeline.sources.reading import NO_MEMORY, units
from schemas.rejection import Reason
from schemas.settings import Settings

OUT_OF_TIME = -signal.SIGPROF
"""What a process ends with whose time is up."""


def items(
    source: Source, settings: Settings, skipped: Counter[str], on_progress: Callable[[], object] = lambda: None
) -> Iterator[Item]:
    """Yield every record of a source; a bug of ours costs the rest of it, and shows in the exit code."""
    try:
        yield from units(source, settings, skipped, on_progress)
    except (Passing, Stop, MemoryError):
        raise
    except Exception as error:
        # The border, as for records: see `outcomes.clean`.
        yield Refusal(source.uri, Reason.INTERNAL_ERROR, f"{type(error).__name__} in {place_of(error)}")


def unpack(pipe: Connection, settings: Settings) -> None:
    """Answer each source with its items and then what was skipped, or with the trouble that ended it; never return.

    The kernel ends this process when it uses more CPU time than the deadline without handing on a record or reading a
    MiB, wherever it is: no handler is set, so that nothing is asked of code that does not come back.
    """
    signal.signal(signal.SIGPROF, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGPROF])
    while True:
        source, deadline_seconds = pipe.recv()
        start_anew = partial(signal.setitimer, signal.ITIMER_PROF, deadline_seconds)
        start_anew()
        skipped: Counter[str] = Counter()
        try:
            for item in items(source, settings, skipped, start_anew):
                pipe.send(item)
                start_anew()
            pipe.send(skipped)
        except MemoryError:  # one record can be read and is still too large to be handed on
            pipe.send(Refusal(source.uri, Reason.MEMORY, NO_MEMORY))
            pipe.send(skipped)
        except (Passing, Stop) as trouble:
            pipe.send(trouble)
