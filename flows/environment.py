"""Settings of Prefect that make it fit for this: as environment, because it reads them once, at its import."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

_MONTH = "2592000"
_LOGGING = Path(__file__).with_name("logging.yml")


def client_environment(given: Mapping[str, str]) -> dict[str, str]:
    """Return an environment for processes that run flows; what the user has set is kept.

    Without a server a flow is to fail at once, not to start a server of its own, which took 20 seconds or failed.
    One that goes away while a run is under way is asked again for four minutes, with growing pauses (2, 4, ... 128 s),
    also where it answers 500, as it does while its database is away; else a run that ended just then had failed.
    PYTHONSAFEPATH: a folder `flows` in the current directory must not be taken for ours.
    """
    own = Path(given.get("PREFECT_HOME", "~/.prefect")).expanduser() / "logging.yml"
    return {
        "PREFECT_SERVER_ALLOW_EPHEMERAL_MODE": "false",
        "PREFECT_CLIENT_MAX_RETRIES": "7",
        "PREFECT_CLIENT_RETRY_EXTRA_CODES": "500",
        **({} if own.exists() else {"PREFECT_LOGGING_CONFIG_PATH": str(_LOGGING)}),
        "DO_NOT_TRACK": "1",
        "PYTHONSAFEPATH": "1",
        **given,
    }


def server_environment(given: Mapping[str, str], home: Path, url: str) -> dict[str, str]:
    """Return an environment in which a server keeps all it has in `home`, answers at `url`, and forgets old runs.

    Its telemetry alone made "database is locked". Pages of other sites may not talk to it through a browser. Who holds
    the slot of a deployment is kept on disk: with Prefect's habit, in memory, a run of more than four minutes is ended
    by Prefect when the server was started anew meanwhile.
    """
    return {
        "DO_NOT_TRACK": "1",
        **given,
        "PREFECT_HOME": given.get("PREFECT_HOME", str(home)),
        "PREFECT_API_URL": f"{url}/api",
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "PREFECT_SERVER_CORS_ALLOWED_ORIGINS": url,
        "PREFECT_SERVER_CONCURRENCY_LEASE_STORAGE": given.get(
            "PREFECT_SERVER_CONCURRENCY_LEASE_STORAGE", "prefect.server.concurrency.lease_storage.filesystem"
        ),
        "PREFECT_SERVER_SERVICES_DB_VACUUM_ENABLED": given.get("PREFECT_SERVER_SERVICES_DB_VACUUM_ENABLED", "true"),
        "PREFECT_SERVER_SERVICES_DB_VACUUM_RETENTION_PERIOD": given.get(
            "PREFECT_SERVER_SERVICES_DB_VACUUM_RETENTION_PERIOD", _MONTH
        ),
    }
