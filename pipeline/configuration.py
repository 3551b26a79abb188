"""What a run is asked to do, put together: copydesk.toml, then COPYDESK_* in the environment, then flags."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from pipeline.errors import BadUsage
from schemas.alerts import Alerts
from schemas.fetching import Fetching
from schemas.job import ALLOWED_INPUTS, ALLOWED_OUTPUTS, IngestJob
from schemas.settings import Settings

CONFIGURATION_FILE = "copydesk.toml"
PREFIX = "COPYDESK_"
_FETCH = "fetch_"
_JOB_KEYS = frozenset(IngestJob.model_fields) - {"settings", "fetch"}
_SETTING_KEYS = frozenset(Settings.model_fields)
_FETCH_KEYS = frozenset(_FETCH + name for name in Fetching.model_fields)
_ALERT_PREFIX = f"{PREFIX}ALERT_"
# Read by whatever runs the flow, see flows/rights.py; on the command line there is nobody to be kept out.
_OF_THE_FLOW = frozenset({ALLOWED_INPUTS, ALLOWED_OUTPUTS})
_ALERT_KEYS = frozenset(Alerts.model_fields)

Values = dict[str, Any]


def load_job(
    flags: Mapping[str, Any],
    environment: Mapping[str, str],
    file: str | None,
    defaults: Mapping[str, Any] | None = None,
) -> IngestJob:
    """Return the job; a later source wins key by key. Raise BadUsage for an unknown key or a value that will not do.

    `flags` and the environment name keys flatly (`min_words`, `fetch_delay_seconds`), the file as the model nests them
    (`[settings]`, `[fetch]`). A flag that is None was not given. `defaults` stand where no source
    says anything.
    """
    merged: Values = dict(defaults or {})
    for values in (_from_file(file), _from_environment(environment), {k: v for k, v in flags.items() if v is not None}):
        merged.update(values)
    settings = {key: merged.pop(key) for key in list(merged) if key in _SETTING_KEYS}
    fetch = {key.removeprefix(_FETCH): merged.pop(key) for key in list(merged) if key in _FETCH_KEYS}
    try:
        return IngestJob.model_validate({**merged, "settings": settings, "fetch": fetch})
    except ValidationError as error:
        raise BadUsage(_explained(error)) from None


def load_settings(flags: Mapping[str, Any], environment: Mapping[str, str], file: str | None) -> Settings:
    """Return the settings alone, for commands that have no inputs and no output folder."""
    return load_job({"inputs": ["-"], "out": "-", **flags}, environment, file).settings


def load_alerts(environment: Mapping[str, str], file: str | None = None) -> Alerts:
    """Return whom to tell of a failed run: `[alerts]` of the file, then COPYDESK_ALERT_* in the environment."""
    found = _read(file).get("alerts", {})
    if not isinstance(found, dict):
        raise BadUsage("`alerts` must be a table")
    values = {_known(key, "[alerts]", _ALERT_KEYS): value for key, value in found.items()}
    for name, value in sorted(environment.items()):
        if name.startswith(_ALERT_PREFIX):
            values[_known(name.removeprefix(_ALERT_PREFIX).lower(), name, _ALERT_KEYS)] = value
    try:
        return Alerts.model_validate(values)
    except ValidationError as error:
        raise BadUsage(f"alerts.{_explained(error)}") from None


def parse_assignments(assignments: list[str]) -> Values:
    """Return `--set KEY=VALUE` flags as values; raise BadUsage for one without `=` or with an unknown key."""
    values: Values = {}
    for assignment in assignments:
        key, equals, value = assignment.partition("=")
        if not equals:
            raise BadUsage(f"--set takes KEY=VALUE, not {assignment!r}")
        values[_known(key.strip(), "--set")] = value.strip()
    return values


def _read(file: str | None) -> Values:
    path = Path(file or CONFIGURATION_FILE)
    if file is None and not path.is_file():
        return {}
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise BadUsage(f"cannot read {path}: {error.strerror}") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadUsage(f"{path} is not valid TOML: {error}") from None


def _from_file(file: str | None) -> Values:
    path = Path(file or CONFIGURATION_FILE)
    read = _read(file)
    settings, fetch = read.pop("settings", {}), read.pop("fetch", {})
    read.pop("alerts", None)
    for name, table in (("settings", settings), ("fetch", fetch)):
        if not isinstance(table, dict):
            raise BadUsage(f"{path}: `{name}` must be a table")
    flat = [(key, value, _JOB_KEYS) for key, value in read.items()]
    flat += [(key, value, _SETTING_KEYS) for key, value in settings.items()]
    flat += [(_FETCH + key, value, _FETCH_KEYS) for key, value in fetch.items()]
    return {_known(key, str(path), allowed): value for key, value, allowed in flat}


def _from_environment(environment: Mapping[str, str]) -> Values:
    return {
        _known(name.removeprefix(PREFIX).lower(), name): value
        for name, value in sorted(environment.items())
        if name.startswith(PREFIX) and not name.startswith(_ALERT_PREFIX) and name not in _OF_THE_FLOW
    }


def _known(key: str, where: str, allowed: frozenset[str] = _JOB_KEYS | _SETTING_KEYS | _FETCH_KEYS) -> str:
    if key in allowed:
        return key
    near = get_close_matches(key, sorted(allowed), n=1)
    raise BadUsage(f"{where}: unknown key {key!r}" + (f"; did you mean {near[0]!r}?" if near else ""))


def _explained(error: ValidationError) -> str:
    first = error.errors(include_input=False, include_url=False)[0]
    return f"{'.'.join(map(str, first['loc']))}: {first['msg']}"
