"""The keys of a job as they are named flatly: `workers`, `min_words`, `fetch_delay_seconds`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from pipeline.errors import BadUsage
from schemas.alerts import Alerts
from schemas.fetching import Fetching
from schemas.job import IngestJob
from schemas.settings import Settings

SETTINGS, FETCH = "settings", "fetch"


@dataclass(frozen=True, slots=True)
class Key:
    """A value that can be said: its table in the file, None for the top; its name there, and its field."""

    table: str | None
    name: str
    field: FieldInfo

    @property
    def in_file(self) -> str:
        """How the key is written in the file: `workers`, `settings.min_words`."""
        return self.name if self.table is None else f"{self.table}.{self.name}"


def _keys(model: type[BaseModel], table: str | None = None, prefix: str = "") -> dict[str, Key]:
    return {prefix + name: Key(table, name, field) for name, field in model.model_fields.items()}


JOB: Mapping[str, Key] = {
    **{flat: key for flat, key in _keys(IngestJob).items() if key.name not in (SETTINGS, FETCH)},
    **_keys(Settings, SETTINGS),
    **_keys(Fetching, FETCH, "fetch_"),
}
ALERTS: Mapping[str, Key] = _keys(Alerts, "alerts")


def known(key: str, where: str, allowed: Mapping[str, Key]) -> str:
    """Return the key; raise BadUsage for one that nobody knows, with the one that may be meant."""
    if key in allowed:
        return key
    near = get_close_matches(key, sorted(allowed), n=1)
    raise BadUsage(f"{where}: unknown key {key!r}" + (f"; did you mean {near[0]!r}?" if near else ""))
