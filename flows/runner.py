"""Prefect's runner, made to outlive its server and to end in good order."""

from __future__ import annotations

import asyncio
import contextlib
import multiprocessing
import signal
from collections.abc import Callable
from multiprocessing.process import BaseProcess
from uuid import UUID

from prefect.runner import Runner

from flows.lost import is_lost
from flows.outage import until_back, until_lost

# A run is taken up when it is due, not 10 seconds before, which is Prefect's habit: the one before it often still ran
# then, and the new one was cancelled for it.
_AHEAD_SECONDS = 0
_LOOK_SECONDS = 5
_CANCEL_SECONDS = 20.0
_END_SECONDS = 15.0


class ServedRunner(Runner):
    """A runner that on a signal ends the run in flight and then itself, and without a server lets the run go on.

    Prefect 3.8.8 on SIGTERM leaves without stopping ("coroutine 'Runner.astop' was never awaited"), on SIGINT to it
    alone waits for the run to end by itself, and without a server gives up after three questions, in a traceback.
    """

    def __init__(self, before: ServedRunner | None = None) -> None:
        super().__init__(
            name="copydesk",
            query_seconds=_LOOK_SECONDS,
            prefetch_seconds=_AHEAD_SECONDS,
            limit=None,  # the deployment's limit cancels; the runner's own would let runs pile up
            pause_on_shutdown=False,
        )
        if before is not None:
            # To deploy anew would set a schedule going that somebody has paused.
            self._deployment_registry = before._deployment_registry  # noqa: SLF001 - of the same class
        self.told = asyncio.Event()
        self._is_lost = False

    def handle_sigterm(self, *_: object, **__: object) -> None:
        """Have `told` set; another signal ends the process at once."""
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, signal.SIG_DFL)
        asyncio.get_running_loop().call_soon_threadsafe(self.told.set)

    async def leave(self) -> None:
        """Look for no further runs; the one in flight goes on, and `start` returns after it."""
        self._is_lost = True
        await self.astop()

    async def end(self) -> None:
        """End the run in flight, marked as cancelled where the server answers, and look for no further ones."""
        self._is_lost = False
        if self.started:
            await self.astop()
        else:
            await self.cancel_all()

    async def cancel_all(self) -> None:
        """End the runs in flight, unless they are to go on."""
        if self._is_lost:
            return
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(super().cancel_all(), _CANCEL_SECONDS)
        await asyncio.to_thread(_end, multiprocessing.active_children())


async def run_until_told(runner: ServedRunner, deployment: UUID, revive: Callable[[float], None]) -> bool:
    """Run what falls due; return True once a signal ended it, False once the server had gone and is back."""
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    signal.signal(signal.SIGINT, runner.handle_sigterm)  # Prefect sees to SIGTERM
    life = asyncio.create_task(_life(runner, deployment, revive))
    told = asyncio.create_task(runner.told.wait())
    await asyncio.wait({life, told}, return_when=asyncio.FIRST_COMPLETED)
    if not told.done():
        await life
        for number, handler in before.items():
            signal.signal(number, handler)
        return False
    await runner.end()
    await asyncio.wait({life}, timeout=_END_SECONDS)  # what is left then waits for a server
    return True


async def _life(runner: ServedRunner, deployment: UUID, revive: Callable[[float], None]) -> None:
    """Run what falls due until the server is gone; return once it is back and the run in flight then has ended."""
    work = asyncio.create_task(runner.start())
    lost = asyncio.create_task(until_lost(deployment))
    await asyncio.wait({work, lost}, return_when=asyncio.FIRST_COMPLETED)
    lost.cancel()
    if runner.told.is_set():
        await work
        return
    if not work.done():
        await (runner.leave() if runner.started else asyncio.sleep(0, work.cancel()))
    await asyncio.gather(_ended(work), until_back(deployment, revive))


async def _ended(work: asyncio.Task[None]) -> None:
    """Return once the runner has ended, for want of its server."""
    await asyncio.wait({work})
    error = None if work.cancelled() else work.exception()
    if error is not None and not is_lost(error):
        raise error


def _end(processes: list[BaseProcess]) -> None:
    """Return once the processes have ended, if need be by force."""
    for process in processes:
        process.terminate()
    for process in processes:
        process.join(_END_SECONDS)
        process.kill()
