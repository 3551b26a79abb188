"""What is said of a job, and where: each value keeps the name of the file, the variable or the flag it came from."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.configuration.keys import ALERTS, FETCH, JOB, SETTINGS, Key, known
from pipeline.errors import BadUsage
from schemas.bounds import is_list, is_optional, takes
from schemas.job import ALLOWED_INPUTS, ALLOWED_OUTPUTS

CONFIGURATION_FILE = "copydesk.toml"
PREFIX = "COPYDESK_"
ALERT_PREFIX = f"{PREFIX}ALERT_"
# Read by whatever runs the flow, see flows/rights.py; on the command line there is nobody to be kept out.
_OF_THE_FLOW = frozenset({ALLOWED_INPUTS, ALLOWED_OUTPUTS})
NOTHING = "none"

Values = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Said:
    """One value: its flat key, where it was said, and how the key is written there."""

    key: str
    value: Any
    where: str
    written: str

    def of(self, key: Key) -> Any:
        """Return the value for the model. Text says `none` for nothing and may hold a list; raise BadUsage if empty."""
        if not isinstance(self.value, str):
            return self.value
        text = self.value.strip()
        if not text:
            raise BadUsage(f"{self.where}: `{self.written}` is empty; it takes {takes(key.field)}")
        if is_optional(key.field) and text.lower() == NOTHING:
            return None
        return self._listed(text) if is_list(key.field) else text

    def _listed(self, text: str) -> list[Any]:
        """Return what a text says of a list: a JSON array, or one value as it stands."""
        if not text.startswith("["):
            return [text]
        try:
            return list(json.loads(text))
        except (ValueError, RecursionError):
            raise BadUsage(
                f"{self.where}: `{self.written}` begins with `[` and is no JSON array; several are written "
                '["one", "two"], and a name that begins so ./[...'
            ) from None


def by_file(file: str | None) -> Iterator[Said]:
    """Yield what the configuration file says of the job, by default copydesk.toml where there is one."""
    where, top = str(file or CONFIGURATION_FILE), tables(file)
    top.pop("alerts", None)
    below = [(name, table_of(top, name, where)) for name in (SETTINGS, FETCH)]
    for table, values in ((None, top), *below):
        allowed = {key.name: flat for flat, key in JOB.items() if key.table == table}
        for name, value in values.items():
            if name not in allowed:
                raise _misplaced(name, table, where)
            yield Said(allowed[name], value, where, JOB[allowed[name]].in_file)


def by_environment(environment: Mapping[str, str]) -> Iterator[Said]:
    """Yield what COPYDESK_* says of the job."""
    for name, value in sorted(environment.items()):
        if name.startswith(PREFIX) and not name.startswith(ALERT_PREFIX) and name not in _OF_THE_FLOW:
            key = known(name.removeprefix(PREFIX).lower(), name, JOB)
            yield Said(key, value, name, key)


def of_alerts(environment: Mapping[str, str], file: str | None) -> Iterator[Said]:
    """Yield what `[alerts]` of the file, and then COPYDESK_ALERT_*, says of whom to tell."""
    where = str(file or CONFIGURATION_FILE)
    for name, value in table_of(tables(file), "alerts", where).items():
        key = known(name, f"{where}: [alerts]", ALERTS)
        yield Said(key, value, where, ALERTS[key].in_file)
    for name, value in sorted(environment.items()):
        if name.startswith(ALERT_PREFIX):
            key = known(name.removeprefix(ALERT_PREFIX).lower(), name, ALERTS)
            yield Said(key, value, name, ALERTS[key].in_file)


def parse_assignments(assignments: Sequence[str]) -> Values:
    """Return `--set KEY=VALUE` flags as values; raise BadUsage for one without `=` or with an unknown key."""
    values: Values = {}
    for assignment in assignments:
        key, equals, value = assignment.partition("=")
        if not equals:
            raise BadUsage(f"--set takes KEY=VALUE, not {assignment!r}")
        values[known(key.strip(), "--set", JOB)] = value.strip()
    return values


def tables(file: str | None) -> Values:
    """Return the file as it is; one that nobody named need not be there."""
    path = Path(file or CONFIGURATION_FILE)
    if file is None and not path.is_file():
        return {}
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise BadUsage(f"cannot read {path}: {error.strerror}; name another with --config") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadUsage(f"{path} is not valid TOML: {error}") from None


def table_of(values: Values, name: str, where: str) -> Values:
    """Take a table out of the file's values; raise BadUsage where something else bears its name."""
    table = values.pop(name, {})
    if not isinstance(table, dict):
        raise BadUsage(f"{where}: `{name}` must be a table")
    return table


def _misplaced(name: str, table: str | None, where: str) -> BadUsage:
    """Return the complaint about a key that is unknown, or stands in another table of the file."""
    key = JOB.get(name) or next((key for key in JOB.values() if key.name == name), None)
    at = f"{where}: [{table}]" if table else where
    if key is not None:
        home = f"under [{key.table}]" if key.table else "at the top, above every [table]"
        return BadUsage(f"{at}: unknown key {name!r}; {key.name!r} stands {home}")
    try:
        known(name, at, {key.name: key for key in JOB.values() if key.table == table})
    except BadUsage as complaint:
        return complaint
    raise AssertionError(name)
