"""The Prefect flow over the engine: the rows of the command line, named tasks, artifacts, failures that say why."""

from __future__ import annotations

import http.server
import json
import os
import re
import threading
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any, ClassVar

import pytest

from pipeline.relate.index import Index
from schemas import RunReport
from schemas.relations import RelateReport, Story
from tests.relate.folders import case_rows
from tests.waiting import PATIENCE, until

pytestmark = [pytest.mark.server, pytest.mark.slow]

# Before prefect is imported: its settings are read once. The telemetry job alone makes "database is locked".
os.environ.update(
    PREFECT_SERVER_ANALYTICS_ENABLED="false",
    DO_NOT_TRACK="1",
    PREFECT_LOGGING_LEVEL="WARNING",
    PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS=str(int(PATIENCE)),
)

ARTICLE = "Rowers win by a length\n\nThe crew won by a length on Sunday in front of ten thousand people, who cheered.\n"


@pytest.fixture(scope="session")
def harness() -> Iterator[None]:
    """Start one Prefect server for all tests: it takes 12 seconds, and more on a busy machine."""
    from prefect.testing.utilities import prefect_test_harness

    with prefect_test_harness(server_startup_timeout=int(PATIENCE)):
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
    from schemas import IngestJob, RunParameters

    by_flow = flow(RunParameters(inputs=[str(inbox)], out=str(tmp_path / "flow"), batch_records=2))
    assert isinstance(by_flow, RunReport)
    by_engine = engine(IngestJob(inputs=[str(inbox)], out=str(tmp_path / "engine"), batch_records=2))
    assert (by_flow.seen, by_flow.articles, by_flow.rejects) == (6, 5, 1)
    assert by_flow.reasons == by_engine.reasons == {"empty": 1}
    for name in ("articles.jsonl", "rejects.jsonl"):
        assert (tmp_path / "flow" / name).read_bytes() == (tmp_path / "engine" / name).read_bytes()


@pytest.mark.usefixtures("harness")
def test_a_person_sees_the_steps_the_figures_and_the_log(inbox: Path, tmp_path: Path) -> None:
    """Tasks are steps, the run is named by what came of it, counts are artifacts, and the engine's log is there."""
    from prefect.client.orchestration import get_client
    from prefect.client.schemas.filters import LogFilter

    from flows.ingest import ingest as flow
    from flows.names import artifact_key, deployment_name
    from schemas import RunParameters

    said = {"6 inputs new or changed (525 bytes), 0 unchanged", "3 rows committed; so far 3 articles, 0 rejects"}
    expected = {"discover", "clean batch 1", "clean batch 2", "commit batch 1", "commit batch 2", "publish"}
    state = flow(RunParameters(inputs=[str(inbox)], out=str(tmp_path / "out"), batch_records=3), return_state=True)
    with get_client(sync_client=True) as client:
        assert state.state_details.flow_run_id
        run = client.read_flow_run(state.state_details.flow_run_id)

        def names() -> set[str]:
            mine = [row.name for row in client.read_task_runs() if row.flow_run_id == run.id]
            return {re.sub("-[0-9a-f]{3}$", "", name) for name in mine}

        def log() -> set[str]:
            return {line.message for line in client.read_logs(LogFilter(flow_run_id={"any_": [run.id]}))}

        # The server records task runs and logs behind the flow's back.
        until(lambda: names() >= expected and log() >= said)
        artifacts: dict[str | None, Any] = {
            row.key: row.data for row in client.read_artifacts() if row.flow_run_id == run.id
        }
        assert names() == expected
    counts, publishers, account_of_run, progress = (
        artifacts[artifact_key(figure, deployment_name(str(tmp_path / "out")))]
        for figure in ("counts", "publishers", "run", "progress")
    )
    assert run.name == "inbox → out: 5 articles, 1 rejects"
    table = [(row["outcome"], row["reason"], row["records"]) for row in json.loads(counts)]
    assert table == [
        ("articles", "", 5),
        ("rejects", "", 1),
        ("rejects", "empty", 1),
        ("unchanged", "", 0),
        ("pending", "", 0),
    ]
    assert sum(row["articles"] for row in json.loads(publishers)) == 5
    (account,) = (tmp_path / "out" / "runs").iterdir()
    assert f"({account.as_uri()})" in account_of_run
    assert progress == 100


@pytest.mark.usefixtures("harness")
def test_a_task_relates_and_shows_the_largest_stories(inbox: Path, tmp_path: Path) -> None:
    """Last, and only where it is asked for; the headline of a story is shown as words."""
    from prefect.client.orchestration import get_client

    from flows.ingest import ingest as flow
    from flows.names import artifact_key, deployment_name
    from schemas import RunParameters

    for number, row in enumerate(case_rows("relate_stories")[:3]):
        headline = "[Three](javascript:x) | <b>hurt</b>"
        (inbox / f"story{number}.txt").write_text(f"{headline}\n\n{row['text']}\n", encoding="utf-8")
    report = flow(RunParameters(inputs=[str(inbox)], out=str(tmp_path / "out"), relate=True))
    assert isinstance(report, RunReport)
    assert report.related is not None
    assert report.related.stories == 2
    key = artifact_key("stories", deployment_name(str(tmp_path / "out")))
    with get_client(sync_client=True) as client:
        (shown,) = [str(row.data) for row in client.read_artifacts() if row.key == key]
    assert "| 5 | Rowers win by a length |" in shown
    assert "| 3 | \\[Three\\]\\(javascript\\:x\\) \\| \\<b\\>hurt\\<\\/b\\> |" in shown
    with closing(Index(str(tmp_path / "out"))):
        again = RunParameters(inputs=[str(inbox)], out=str(tmp_path / "out"), relate=True)
        assert flow(again, return_state=True).is_cancelled()
    assert isinstance(flow(RunParameters(inputs=[str(inbox)], out=str(tmp_path / "out"))), RunReport)


def of_story(articles: int, last: str, title: str | None = "Ferry late", **more: Any) -> Story:
    ids = [f"cd-{number:032x}" for number in range(articles)]
    lists: dict[str, Any] = {name: [] for name in ("publishers", "languages", "terms", "names", "revisions")}
    told = {"id": f"st-{articles:032x}", "articles": ids, "title": title, "merged_into": None, **lists, **more}
    return Story(first_published=last, last_published=last, **told)


def test_stories_of_the_day_come_first_and_without_any_the_largest_of_all() -> None:
    from flows.stories import largest

    old, small, big = of_story(90, "2024-03-01"), of_story(2, "2024-05-02"), of_story(7, "2024-05-01")
    alone, merged = of_story(1, "2024-05-02"), of_story(0, "2024-05-02")
    found = [old, small, big, alone, merged]
    assert largest(iter(found), date(2024, 5, 2)) == [big, small]
    assert largest(iter(found), date(2024, 6, 1)) == [old, big, small]
    assert largest(iter([of_story(n, "2024-05-02") for n in range(40)]), date(2024, 5, 2))[-1].articles == [
        f"cd-{number:032x}" for number in range(30)
    ]


@pytest.mark.parametrize(
    "words", ["![x](http://a.example/p.png)", "<img src=x onerror=y>", "`a` | b\n# c", "www.a.example"]
)
def test_words_of_others_are_words_in_markdown(words: str) -> None:
    """Before every mark of Markdown stands a backslash, in titles and outlets, and a row stays a row."""
    from flows.stories import as_markdown

    account = RelateReport(
        tool="t", articles=2, relations={}, stories=1, merged=0, largest=2, furniture=[], warnings=[]
    )
    story = of_story(2, "2024-05-02", words, publishers=[words])
    row = as_markdown([story], date(2024, 5, 2), account).splitlines()[-1]
    title, outlet = re.split(r"(?<!\\) \| ", row)[1:3]
    assert title == outlet
    assert re.sub(r"\\(.)", r"\1", title) == " ".join(words.split())
    assert not re.search(r"(?<!\\)[!\[\]()<>`|#.:]", re.sub(r"\\\\", "", title))


@pytest.mark.usefixtures("harness")
@pytest.mark.parametrize(
    ("runs", "job", "name", "said"),
    [
        (1, {"fail_on_rejects": 0.1}, "Failed", "1 of 6 records were rejected (1 empty), 17%; the limit is 10%"),
        (3, {"fail_after_idle_runs": 2}, "Failed", "nothing new came in the last 2 runs, and the limit is 2: see"),
        (2, {"fail_after_idle_runs": 2}, "Completed", ""),
        (1, {"inputs": ["nowhere"]}, "Failed", "there is no file or folder nowhere"),
    ],
)
def test_a_run_fails_with_a_sentence(
    runs: int, job: dict[str, Any], name: str, said: str, inbox: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It says why, and the command that is to be told of a failure gets the sentence; of a success it gets nothing."""
    from flows.ingest import ingest as flow
    from schemas import RunParameters

    told = tmp_path / "told.json"
    monkeypatch.setenv("COPYDESK_ALERT_COMMAND", f"tee {told}")
    for _ in range(runs):
        state = flow(RunParameters(**{"inputs": [str(inbox)], "out": str(tmp_path / "out"), **job}), return_state=True)
    assert (state.name, (state.message or "")[: len(said)]) == (name, said)
    assert told.exists() == (name == "Failed")
    if told.exists():
        news = json.loads(told.read_text(encoding="utf-8"))
        assert (news["message"], news["state"], news["out"]) == (state.message, "Failed", str(tmp_path / "out"))


@pytest.mark.usefixtures("harness")
def test_a_run_that_meets_another_on_its_folder_is_cancelled(inbox: Path, tmp_path: Path) -> None:
    from flows.ingest import ingest as flow
    from pipeline.engine import opened
    from schemas import IngestJob, RunParameters

    job = RunParameters(inputs=[str(inbox)], out=str(tmp_path / "out"))
    with opened(IngestJob(inputs=job.inputs, out=job.out)):
        assert flow(job, return_state=True).is_cancelled()
    report = flow(job)
    assert isinstance(report, RunReport)
    assert report.articles == 5


class _Server(http.server.BaseHTTPRequestHandler):
    """Redirects /moved to /other, and takes in whatever is posted."""

    posted: ClassVar[list[tuple[str, dict[str, Any]]]] = []

    def do_POST(self) -> None:
        self.posted.append((self.path, json.loads(self.rfile.read(int(self.headers["Content-Length"])))))
        self.send_response(307 if self.path == "/moved" else 204)
        self.send_header("Location", "/other")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


@pytest.mark.parametrize(
    ("alerts", "troubles", "posted"),
    [
        ({"webhook": "{server}/hook"}, [], ["/hook"]),
        ({"webhook": "{server}/moved"}, ["the alert webhook answered 307"], ["/moved"]),
        ({"webhook": "http://127.0.0.1:1/"}, ["the alert webhook failed: ConnectError"], []),
        ({"command": "/nowhere"}, ["the alert command failed: "], []),
        ({"command": "false"}, ["the alert command ended with code 1"], []),
        ({"command": "sleep 3600", "timeout_seconds": 1}, ["the alert command failed: "], []),
        ({}, [], []),
    ],
)
def test_who_is_to_be_told_is_told_and_nobody_else(
    alerts: dict[str, Any], troubles: list[str], posted: list[str]
) -> None:
    from flows.alerts import send
    from schemas.alerts import Alerts

    _Server.posted.clear()
    with http.server.HTTPServer(("127.0.0.1", 0), _Server) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        base = f"http://127.0.0.1:{server.server_port}"
        given = {"timeout_seconds": PATIENCE, **alerts}
        given |= {key: value.format(server=base) for key, value in alerts.items() if isinstance(value, str)}
        said = send(Alerts(**given), {"message": "too many rejects"})
        server.shutdown()
    assert len(said) == len(troubles)
    assert all(sentence.startswith(start) for sentence, start in zip(said, troubles, strict=True))
    assert _Server.posted == [(path, {"message": "too many rejects"}) for path in posted]


@pytest.mark.usefixtures("harness")
def test_a_cluster_is_one_task_over_all_shards(inbox: Path, tmp_path: Path) -> None:
    """The flow has a cluster do the shards, and fails with a sentence where none answers."""
    from distributed import LocalCluster

    from flows.ingest import ingest as flow
    from schemas import RunParameters

    given = {"inputs": [str(inbox)], "out": str(tmp_path / "root"), "shard_inputs": 2, "workers": 0}
    local = {"processes": False, "protocol": "tcp", "host": "127.0.0.1", "dashboard_address": None}
    with LocalCluster(n_workers=1, threads_per_worker=1, **local) as cluster, pytest.MonkeyPatch.context() as patch:
        patch.setenv("COPYDESK_CLUSTER", cluster.scheduler_address)
        report = flow(RunParameters(**given))
        assert isinstance(report, RunReport)
    assert (report.articles, report.rejects) == (5, 1)
    assert len(list((tmp_path / "root" / "shards").iterdir())) == 3
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("pipeline.engine.cluster.dispatch._CONNECT_SECONDS", 1)
        patch.setenv("COPYDESK_CLUSTER", "tcp://127.0.0.1:1")
        state = flow(RunParameters(**given), return_state=True)
    assert (state.message or "").startswith("no Dask scheduler answers at tcp://127.0.0.1:1")


@pytest.mark.usefixtures("harness")
@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"cluster": "tcp://127.0.0.1:1"}, "job.cluster"),
        ({"fetch": {"allow_loopback": True}}, "job.fetch.allow_loopback"),
        ({"inputs": ["-"]}, "may not be read by this run"),
        ({"out": "-"}, "may not be written by this run"),
        ({"inputs": ["https://example.org/"]}, "'https://example.org/' may not be read by this run"),
        ({"inputs": ["urls:private/list.txt"]}, "'urls:private/list.txt' may not be read by this run"),
        ({"out": "in"}, "'in' may not be written by this run"),
        ({"inputs": ["in", "private"]}, "'private' may not be read by this run"),
    ],
)
@pytest.mark.parametrize("cluster", [None, "tcp://127.0.0.1:1"])
def test_a_run_may_not_do_more_than_its_process_says(
    asked: dict[str, Any], said: str, cluster: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever the parameters ask for, and with a cluster too; nothing is read, written or called first."""
    from flows.ingest import ingest as flow

    for name in ("in", "private"):
        (tmp_path / name).mkdir()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COPYDESK_ALLOWED_INPUTS", f"{tmp_path}/in")
    monkeypatch.setenv("COPYDESK_ALLOWED_OUTPUTS", f"{tmp_path}/out")
    if cluster is not None:
        monkeypatch.setenv("COPYDESK_CLUSTER", cluster)
    try:
        message = flow({"inputs": ["in"], "out": "out", **asked}, return_state=True).message
    except Exception as error:  # Prefect's own, for what the form does not know
        message = str(error)
    assert said in (message or ""), message
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in", "private"]


@pytest.mark.usefixtures("harness")
def test_a_list_of_addresses_is_an_input_like_any_other(tmp_path: Path) -> None:
    """The survey of a run's files takes `urls:FILE` for no file to be read."""
    from flows.ingest import ingest as flow
    from schemas import RunParameters

    (tmp_path / "list.txt").write_text("# nothing today\n", encoding="utf-8")
    state = flow(RunParameters(inputs=[f"urls:{tmp_path}/list.txt"], out=str(tmp_path / "out")), return_state=True)
    assert "there is no file or folder" not in (state.message or "")
    assert state.is_completed(), state.message
