"""A Prefect server that does not answer, itself or its database: how that is noticed, and waited out."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Callable, Iterator
from uuid import UUID

import httpx
from prefect.client.orchestration import get_client
from prefect.exceptions import ObjectNotFound
from prefect.logging import get_logger
from prefect.settings import PREFECT_API_URL, PREFECT_CLIENT_MAX_RETRIES, temporary_settings

from flows.lost import is_lost

_LOOK_SECONDS = 3.0
_TRY_SECONDS = 10.0
_MISSES = 2
_LONGEST_PAUSE_SECONDS = 30.0
_SAY_SECONDS = 600.0

LOG = get_logger("copydesk.serve")


async def until_lost(deployment: UUID) -> None:
    """Return once the server has given no answer twice in a row."""
    misses = 0
    while misses < _MISSES:
        await asyncio.sleep(_LOOK_SECONDS)
        misses = 0 if await answers(deployment) else misses + 1


async def until_back(deployment: UUID, revive: Callable[[float], None]) -> None:
    """Return once the server answers again; one line says that it does not, and another one each ten minutes.

    Before each try, `revive` is told for how many seconds it has been away.
    """
    LOG.warning("the Prefect server at %s does not answer; it is asked again until it does", PREFECT_API_URL.value())
    since = said = time.monotonic()
    pause = 1.0
    while True:
        revive(time.monotonic() - since)
        if await answers(deployment):
            break
        if time.monotonic() - said > _SAY_SECONDS:
            said = time.monotonic()
            LOG.warning("the Prefect server has not answered for %d minutes", (said - since) // 60)
        await asyncio.sleep(pause)
        pause = min(2 * pause, _LONGEST_PAUSE_SECONDS)
    LOG.warning("the Prefect server answers again, after %d seconds", time.monotonic() - since)


async def answers(deployment: UUID) -> bool:
    """Tell whether the server answers a question that takes its database; one try."""
    with temporary_settings({PREFECT_CLIENT_MAX_RETRIES: 0}):
        try:
            async with get_client(httpx_settings={"timeout": _TRY_SECONDS}) as client:
                await client.read_deployment(deployment)
        except ObjectNotFound:
            return True
        except (httpx.HTTPError, RuntimeError) as error:  # RuntimeError: "Failed to reach API", from an httpx error
            return not is_lost(error)
    return True


@contextlib.contextmanager
def if_it_answers(otherwise: str | None = None, *, tries: int | None = None) -> Iterator[None]:
    """Have something done on the server; where it does not answer, say what is not so, and go on.

    A run's work does not need the server, so it must not fail for want of it.
    """
    try:
        with temporary_settings({} if tries is None else {PREFECT_CLIENT_MAX_RETRIES: tries - 1}):
            yield
    except (httpx.HTTPError, RuntimeError) as error:
        if not is_lost(error):
            raise
        if otherwise is not None:
            LOG.warning("the Prefect server does not answer: %s", otherwise)
