"""What pydantic has to say of a value, said to a person: where it came from, what it takes, and why."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import ValidationError

from pipeline.configuration.keys import Key
from pipeline.configuration.said import CONFIGURATION_FILE, PREFIX, Said
from pipeline.errors import BadUsage
from schemas.bounds import reason, takes

_FLAGS = {"inputs": "on the command line", "out": "with --out"}
_LONGEST = 60


def complaint(
    error: ValidationError, keys: Mapping[str, Key], said: Mapping[str, Said], *, quoting: bool = True
) -> BadUsage:
    """Return the first thing wrong, as one sentence; `quoting` tells whether the value may be shown."""
    wrong = error.errors(include_url=False)
    first = next((one for one in wrong if one["type"] != "missing"), wrong[0])
    flat = _flat(first["loc"], keys)
    field = keys[flat].field
    found = said.get(flat)
    if found is None:
        where = f"{_FLAGS[flat]}, " if flat in _FLAGS else ""
        return BadUsage(
            f"`{flat}` is missing: say it {where}as {PREFIX}{flat.upper()}, or as `{keys[flat].in_file}` in "
            f"{CONFIGURATION_FILE}; it takes {takes(field)}"
        )
    given = f"cannot be {_shown(found.value)}; it " if quoting else ""
    why = f": {reason(field)}" if reason(field) else ""
    return BadUsage(f"{found.where}: `{found.written}` {given}takes {takes(field)}{why}")


def _flat(location: tuple[int | str, ...], keys: Mapping[str, Key]) -> str:
    """Return the flat key of a place in the model."""
    names = [part for part in location if isinstance(part, str)]
    table, name = (names[0], names[1]) if len(names) > 1 else (None, names[0])
    return next(flat for flat, key in keys.items() if key.name == name and table in (None, key.table))


def _shown(value: object) -> str:
    """Return a value as it was written, in short and without characters that a terminal obeys."""
    text = ascii(value) if isinstance(value, str) and not value.isprintable() else repr(value)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}..."
