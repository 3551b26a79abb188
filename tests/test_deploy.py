"""What deploy/ and its documents name is what the lock installs: versions, drivers, and Prefect's settings."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
import yaml

from flows.environment import client_environment, server_environment
from tests.conftest import ROOT

NAMING = ["deploy/compose.yaml", "deploy/Dockerfile", "deploy/copydesk.service", "prefect.yaml"]
NAMING += ["docs/deploy.md", "docs/flows.md", "docs/cli.md"]


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def is_known(setting: str) -> bool:
    """Tell whether Prefect has the setting."""
    import prefect.settings  # not above: tests/test_flows.py sets what it reads at its import

    return hasattr(prefect.settings, setting)


def locked(package: str) -> str:
    """Return the version that the lock installs."""
    (version,) = re.findall(rf"^{package}==(\S+)$", read("requirements.lock"), flags=re.MULTILINE)
    return str(version)


@pytest.mark.parametrize("name", NAMING)
def test_every_setting_of_prefect_that_is_named_exists(name: str) -> None:
    for setting in re.findall(r"PREFECT_[A-Z_]+[A-Z]", read(name)):
        assert is_known(setting), setting


def test_every_setting_that_serve_sets_exists() -> None:
    given = client_environment(server_environment({}, Path("home"), "http://127.0.0.1:4200"))
    for setting in given:
        assert is_known(setting) or setting in ("DO_NOT_TRACK", "PYTHONSAFEPATH"), setting
    assert Path(given["PREFECT_LOGGING_CONFIG_PATH"]).is_file()


def test_what_is_deployed_is_of_the_locked_version() -> None:
    """prefect.yaml names it, and the image installs the lock and no Prefect beside it."""
    import prefect

    assert yaml.safe_load(read("prefect.yaml"))["prefect-version"] == locked("prefect") == prefect.__version__
    (install,) = re.findall(r"pip install .*", read("deploy/Dockerfile"))
    assert "-r requirements.lock ." in install
    assert "prefect" not in install
    services = yaml.safe_load(read("deploy/compose.yaml"))["services"]
    assert {service["image"].partition(":")[0] for service in services.values()} == {"postgres", "copydesk"}


def test_the_image_has_what_the_package_asks_for() -> None:
    """A Python that it runs on, and the driver that the database's address names."""
    (python,) = re.findall(r"^FROM python:3\.(\d+)-slim$", read("deploy/Dockerfile"), flags=re.MULTILINE)
    assert tomllib.loads(read("pyproject.toml"))["project"]["requires-python"] == f">=3.{python}"
    assert re.findall(r"postgresql\+(\w+):", read("deploy/compose.yaml")) == ["asyncpg"]
    assert locked("asyncpg")


def test_the_log_of_serve_is_prefects_own_but_for_the_filter() -> None:
    from prefect.logging.configuration import DEFAULT_LOGGING_SETTINGS_PATH

    ours = yaml.safe_load(read("flows/logging.yml"))
    filtered = [name for name, handler in ours["handlers"].items() if handler.pop("filters", None)]
    assert list(ours.pop("filters")) == ["not_about_lost_server"]
    assert filtered == ["console", "debug"]
    assert ours == yaml.safe_load(DEFAULT_LOGGING_SETTINGS_PATH.read_text(encoding="utf-8"))
