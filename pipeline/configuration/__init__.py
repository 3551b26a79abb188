"""What a run is asked to do, put together: copydesk.toml, then COPYDESK_* in the environment, then flags.

All commands ask here, so that a value counts alike in each of them, whatever it is: 0, false and none are values.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import ValidationError

from pipeline.configuration.complaints import complaint
from pipeline.configuration.keys import ALERTS, FETCH, JOB, SETTINGS
from pipeline.configuration.said import Said, by_environment, by_file, of_alerts, parse_assignments
from schemas.alerts import Alerts
from schemas.job import IngestJob

__all__ = ["FETCH", "JOB", "SETTINGS", "gathered", "job_of", "load_alerts", "load_job", "parse_assignments"]


def load_job(
    flags: Mapping[str, Any],
    environment: Mapping[str, str],
    file: str | None,
    defaults: Mapping[str, Any] | None = None,
) -> IngestJob:
    """Return the job; a later source wins key by key. Raise BadUsage for an unknown key or a value that will not do.

    `flags` and the environment name keys flatly (`min_words`, `fetch_delay_seconds`), the file as the model nests them
    (`[settings]`, `[fetch]`). A flag that is None was not given; `none` says that there shall be nothing. `defaults`
    stand where no source says anything.
    """
    return job_of(gathered(flags, environment, file, defaults))


def gathered(
    flags: Mapping[str, Any],
    environment: Mapping[str, str],
    file: str | None,
    defaults: Mapping[str, Any] | None = None,
    *,
    names: Mapping[str, str] | None = None,
) -> dict[str, Said]:
    """Return what was said last of each key, in the order of `load_job`; `names` tells what the flags are called."""
    called = names or {}
    given = (Said(key, value, called.get(key, key), key) for key, value in flags.items() if value is not None)
    fallback = (Said(key, value, "the command itself", key) for key, value in (defaults or {}).items())
    return _last((*fallback, *by_file(file), *by_environment(environment), *given))


def job_of(said: Mapping[str, Said]) -> IngestJob:
    """Return the job that was said; raise BadUsage, with the name of the place, for a value that will not do."""
    values: dict[str, Any] = {SETTINGS: {}, FETCH: {}}
    for flat, one in said.items():
        key = JOB[flat]
        (values if key.table is None else values[key.table])[key.name] = one.of(key)
    try:
        return IngestJob.model_validate(values)
    except ValidationError as error:
        raise complaint(error, JOB, said) from None


def load_alerts(environment: Mapping[str, str], file: str | None = None) -> Alerts:
    """Return whom to tell of a failed run: `[alerts]` of the file, then COPYDESK_ALERT_* in the environment."""
    said = _last(of_alerts(environment, file))
    try:
        return Alerts.model_validate({flat: one.of(ALERTS[flat]) for flat, one in said.items()})
    except ValidationError as error:
        # A webhook's address can be a secret.
        raise complaint(error, ALERTS, said, quoting=False) from None


def _last(said: Iterable[Said]) -> dict[str, Said]:
    """Return what was said last of each key."""
    return {one.key: one for one in said}
