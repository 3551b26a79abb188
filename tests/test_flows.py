"""The Prefect flow over the engine: the rows of the command line, named tasks, artifacts, failures that say why."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

pytestmark = [pytest.mark.server, pytest.mark.slow]

# Before prefect is imported: its settings are read once. The telemetry job alone makes "database is locked".
os.environ.update(
    PREFECT_SERVER_ANALYTICS_ENABLED="false",
    DO_NOT_TRACK="1",
    PREFECT_LOGGING_LEVEL="WARNING",
    PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS="120",
)

ARTICLE = "Rowers win by a length\n\nThe crew won by a length on Sunday in front of ten thousand people, who cheered.\n"


@pytest.fixture(scope="session")
def harness() -> Iterator[None]:
    """Start one Prefect server for all tests: it takes 12 seconds, and more on a busy machine."""
    from prefect.testing.utilities import prefect_test_harness

    with prefect_test_harness(server_startup_timeout=120):
        yield


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "inbox"
    folder.mkdir()
    for number in range(5):
        (folder / f"{number}.txt").write_text(ARTICLE, encoding="utf-8")
    (folder / "empty.txt").write_text("", encoding="utf-8")
    return folder


@pytest.mark.usefixtures("harness")
def test_the_flow_writes_what_the_command_line_writes(inbox: Path, tmp_path: Path) -> None:
    from flows.ingest import ingest as flow
    from pipeline.engine import ingest as engine
    from schemas import IngestJob

    by_flow = flow(IngestJob(inputs=[str(inbox)], out=str(tmp_path / "flow"), batch_records=2))
    by_engine = engine(IngestJob(inputs=[str(inbox)], out=str(tmp_path / "engine"), batch_records=2))
    assert (by_flow.seen, by_flow.articles, by_flow.rejects) == (6, 5, 1)
    assert by_flow.reasons == by_engine.reasons == {"empty": 1}
    for name in ("articles.jsonl", "rejects.jsonl"):
        assert (tmp_path / "flow" / name).read_bytes() == (tmp_path / "engine" / name).read_bytes()


@pytest.mark.usefixtures("harness")
def test_a_person_sees_the_steps_and_the_figures(inbox: Path, tmp_path: Path) -> None:
    """Tasks are batches with names, and the run's counts are an artifact."""
    from prefect.client.orchestration import get_client

    from flows.ingest import ingest as flow
    from schemas import IngestJob

    expected = {"discover inputs", "clean batch 1", "clean batch 2", "write and commit batch 1", "publish the figures"}
    flow(IngestJob(inputs=[str(inbox)], out=str(tmp_path / "out"), batch_records=3))
    with get_client(sync_client=True) as client:
        (run,) = [run for run in client.read_flow_runs() if run.name == f"ingest-{tmp_path / 'out'}"]
        for _ in range(60):  # the server records task runs behind the flow's back
            names = {task.name.split("-")[0] for task in client.read_task_runs() if task.flow_run_id == run.id}
            if names >= expected:
                break
            time.sleep(0.5)
        artifacts = [row for row in client.read_artifacts() if row.flow_run_id == run.id]
    assert names >= expected
    assert not any("clean batch 3" in name for name in names)
    (table,) = [json.loads(row.data) for row in artifacts if row.key == "ingest-counts"]
    counts = {row["outcome"]: row["records"] for row in table}
    assert (counts["articles"], counts["rejects"], counts["reject: empty"]) == (5, 1, 1)


@pytest.mark.usefixtures("harness")
def test_a_run_over_the_limit_of_rejects_fails_with_a_sentence(inbox: Path, tmp_path: Path) -> None:
    from flows.ingest import TooManyRejectsError
    from flows.ingest import ingest as flow
    from schemas import IngestJob

    with pytest.raises(TooManyRejectsError, match="too many rejects: 6 records: 5 articles, 1 rejects"):
        flow(IngestJob(inputs=[str(inbox)], out=str(tmp_path / "out"), fail_on_rejects=0.1))
