"""Settings of Prefect that make it fit for this: as environment, because it reads them once, at its import."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

_MONTH = "2592000"


def client_environment(given: Mapping[str, str]) -> dict[str, str]:
    """Return an environment for processes that run flows; what the user has set is kept.

    Without a server a flow is to fail at once, not to start a server of its own, which took 20 seconds or failed.
    PYTHONSAFEPATH: a folder `flows` in the current directory must not be taken for ours.
    """
    return {
        "PREFECT_SERVER_ALLOW_EPHEMERAL_MODE": "false",
        "DO_NOT_TRACK": "1",
        "PYTHONSAFEPATH": "1",
        **given,
    }


def server_environment(given: Mapping[str, str], home: Path, url: str) -> dict[str, str]:
    """Return an environment in which a server keeps all it has in `home`, answers at `url`, and forgets old runs.

    Its telemetry alone made "database is locked". Pages of other sites may not talk to it through a browser.
    """
    return {
        **client_environment(given),
        "PREFECT_HOME": given.get("PREFECT_HOME", str(home)),
        "PREFECT_API_URL": f"{url}/api",
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "PREFECT_SERVER_CORS_ALLOWED_ORIGINS": url,
        "PREFECT_SERVER_SERVICES_DB_VACUUM_ENABLED": given.get("PREFECT_SERVER_SERVICES_DB_VACUUM_ENABLED", "true"),
        "PREFECT_SERVER_SERVICES_DB_VACUUM_RETENTION_PERIOD": given.get(
            "PREFECT_SERVER_SERVICES_DB_VACUUM_RETENTION_PERIOD", _MONTH
        ),
    }
