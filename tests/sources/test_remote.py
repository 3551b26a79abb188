"""Remote stores as they are: a real S3 server on this machine that changes, is slow to answer, or is gone."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from pipeline.errors import BadUsage
from pipeline.sources import Discovery
from schemas.addresses import has_user_info, is_signed, shown
from tests.conftest import cases
from tests.forked import run_forked
from tests.sources.store import KEY, SECRET, Store, running

pytestmark = pytest.mark.slow

ARTICLE = "Rowers win by a length\n\nThe crew won by a length on Sunday in front of {} thousand people, who cheered.\n"

Command = Callable[..., tuple[int, str]]

NO_PAUSES = {"pipeline.sources.patience:_PAUSES_SECONDS": [0.0, 0.0, 0.0]}
"""As many attempts, one right after the other."""


@pytest.fixture
def store() -> Iterator[Store]:
    with running() as found:
        yield found


@pytest.fixture
def copydesk(store: Store, tmp_path: Path) -> Command:
    """Run a command as a user does; return its exit code and what it said."""

    def run(*arguments: str, **environment: str) -> tuple[int, str]:
        told = store.environment(COPYDESK_WORKERS="0", **environment)
        done = run_forked(*arguments, cwd=tmp_path, environment=told, also_loaded=("s3fs",), constants=NO_PAUSES)
        said = done.stderr.decode()
        assert "Traceback" not in said, said
        return done.returncode, said

    return run


def rows(folder: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / "articles.jsonl").read_text(encoding="utf-8").splitlines()]


def written(folder: Path) -> bytes:
    """Return everything a run has left, ledger and all."""
    return b"".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())


def test_an_object_is_read_once_and_again_when_its_etag_changes(
    store: Store, copydesk: Command, tmp_path: Path
) -> None:
    """Not when it has changed within the second of its listing and kept its size; one that is gone is no concern."""
    for name in ("a.txt", "b.txt", "picture.png"):
        store.put(f"in/{name}", ARTICLE.format("ten"))
    assert copydesk("ingest", "s3://news/in", "--out", "out")[0] == 0
    assert [row["source"] for row in rows(tmp_path / "out")] == ["s3://news/in/a.txt", "s3://news/in/b.txt"]
    store.requests()
    code, said = copydesk("ingest", "s3://news/in", "--out", "out")
    assert (code, "0 articles, 0 rejects, 2 unchanged" in said, store.requests()["GET"]) == (0, True, 0), said
    store.put("in/a.txt", ARTICLE.format("six"))
    store.delete("in/b.txt")
    code, said = copydesk("ingest", "s3://news/in", "--out", "out")
    assert (code, "1 articles, 0 rejects" in said) == (0, True), said
    assert [row["provenance"]["revision"] for row in rows(tmp_path / "out")] == [1, 1, 2]
    code, said = copydesk("ingest", "s3://news/in/b.txt", "--out", "out")
    assert (code, "nothing matches 's3://news/in/b.txt'" in said) == (0, True), said


def test_two_versions_of_one_second_and_size_differ(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in store.environment().items():
        monkeypatch.setenv(name, value)

    def stamp() -> int | None:
        (found,) = Discovery(["s3://news/in/a.txt"], out="", now=0)
        return found.mtime_ns

    from moto.s3.models import FakeKey

    monkeypatch.setattr(FakeKey, "last_modified_ISO8601", "2024-05-01T00:00:00.000Z")
    store.put("in/a.txt", "six words are not an article")
    first, same = stamp(), stamp()
    store.put("in/a.txt", "SIX words are not an article")
    assert first == same
    assert first != stamp()


def test_ten_thousand_objects_are_listed_page_by_page(store: Store, copydesk: Command, tmp_path: Path) -> None:
    """A page of a listing holds a thousand: no request for each object that is not read."""
    for number in range(10_000):
        store.put(f"in/{number:05}.{'png' if number % 1000 else 'txt'}", ARTICLE.format("ten"))
    code, said = copydesk("ingest", "s3://news/in", "--out", "out")
    assert (code, "10 articles" in said) == (0, True), said
    assert len(rows(tmp_path / "out")) == 10
    asked = store.requests()
    assert asked["LIST"] + asked["HEAD"] <= 14, asked
    assert asked["GET"] == 10


def test_an_object_that_changes_while_it_is_read_is_read_later(store: Store, copydesk: Command, tmp_path: Path) -> None:
    """No row is made of one version's beginning and another's end."""
    store.put("in/a.txt", ARTICLE.format("ten"))

    def meanwhile(request: str) -> None:
        if request.startswith("GET /news/in/a.txt"):
            store.fault = lambda _: None
            store.put("in/a.txt", ARTICLE.format("six"))

    store.fault = meanwhile
    code, said = copydesk("ingest", "s3://news/in", "--out", "out")
    assert (code, "0 articles, 0 rejects, 1 pending" in said) == (0, True), said
    code, said = copydesk("ingest", "s3://news/in", "--out", "out")
    assert (code, "1 articles, 0 rejects" in said) == (0, True), said
    assert "six thousand" in rows(tmp_path / "out")[0]["text"]


@pytest.mark.parametrize("given", ["s3://news/in/?.txt", "s3://news/in/a.txt", "s3://news/in/", "s3://news"])
def test_a_glob_an_object_a_prefix_and_a_bucket(given: str, store: Store, copydesk: Command, tmp_path: Path) -> None:
    store.put("in/a.txt", ARTICLE.format("ten"))
    assert copydesk("ingest", given, "--out", "out")[0] == 0
    assert [row["source"] for row in rows(tmp_path / "out")] == ["s3://news/in/a.txt"]


def test_archives_are_read_as_streams(store: Store, copydesk: Command, tmp_path: Path) -> None:
    store.put("in/a.jsonl", "".join(json.dumps({"id": n, "text": ARTICLE.format(n)}) + "\n" for n in "abc"))
    assert copydesk("ingest", "s3://news/in", "--out", "out")[0] == 0
    assert [row["provenance"]["record_id"] for row in rows(tmp_path / "out")] == ["a", "b", "c"]


def test_a_store_that_is_gone_is_69_and_is_read_when_it_is_back(
    store: Store, copydesk: Command, tmp_path: Path
) -> None:
    """A sentence with the address and what to do; and nothing of it is a reject."""
    store.put("in/a.txt", ARTICLE.format("ten"))
    store.stop()
    try:
        for _ in range(2):
            code, said = copydesk("ingest", "s3://news/in", "--out", "out")
            assert (code, "s3://news/in does not answer (EndpointConnectionError); check the" in said) == (69, True)
    finally:
        store.start()
    code, said = copydesk("ingest", "s3://news/in", "--out", "out")
    assert (code, "1 articles, 0 rejects" in said) == (0, True), said


def test_what_else_can_be_read_is_read(store: Store, copydesk: Command, tmp_path: Path) -> None:
    """A store that does not answer is one pending input of the run, with a sentence."""
    (tmp_path / "here.txt").write_text(ARTICLE.format("ten"), encoding="utf-8")
    store.fault = lambda _: 0
    code, said = copydesk("ingest", "s3://news/in", "here.txt", "--out", "out")
    assert (code, "1 articles, 0 rejects, 1 pending" in said) == (0, True), said
    assert "warning: s3://news/in does not answer" in said
    assert "what is there waits for a later run" in said


def test_a_store_that_is_lost_in_mid_run_loses_nothing(store: Store, copydesk: Command, tmp_path: Path) -> None:
    """What was read counts, the rest is pending whatever `max_attempts` says, and is not asked for object by object."""
    for number in range(40):
        store.put(f"in/{number:02}.txt", ARTICLE.format(number))
    asked: dict[str, None] = {}

    def lost(request: str) -> int | None:
        if not request.startswith("GET "):
            return None
        asked[request] = None
        return 0 if request in list(asked)[10:] else None

    store.fault = lost
    code, said = copydesk("ingest", "s3://news/in", "--out", "out", "--set", "max_attempts=1")
    assert (code, "10 articles, 0 rejects, 30 pending" in said) == (0, True), said
    assert "warning: 30 inputs wait for a later run: s3://news does not answer" in said
    assert len(asked) == 11, "the ten that were read, and the one by which it was noticed"
    store.fault = lambda _: None
    code, said = copydesk("ingest", "s3://news/in", "--out", "out")
    assert (code, "30 articles, 0 rejects, 10 unchanged" in said) == (0, True), said
    assert len({row["id"] for row in rows(tmp_path / "out")}) == len(rows(tmp_path / "out")) == 40


@pytest.mark.parametrize("status", [0, 500, 503])
def test_a_store_that_stumbles_is_asked_again_within_the_run(status: int, store: Store, copydesk: Command) -> None:
    store.put("in/a.txt", ARTICLE.format("ten"))
    failing = {"LIST": 2, "GET": 2}
    lock = threading.Lock()

    def stumbling(request: str) -> int | None:
        kind = request.partition(" ")[0]
        with lock:
            failing[kind] = failing.get(kind, 0) - 1
            return status if failing[kind] >= 0 else None

    store.fault = stumbling
    code, said = copydesk("ingest", "s3://news/in", "--out", "out")
    assert (code, "1 articles, 0 rejects" in said) == (0, True), said


@pytest.mark.parametrize("command", [["explain"], ["ingest", "--out", "out"]])
def test_no_credentials_and_no_rights_are_told_in_a_sentence(
    command: list[str], store: Store, copydesk: Command
) -> None:
    store.put("in/a.txt", ARTICLE.format("ten"))
    store.fault = lambda _: 403
    code, said = copydesk(*command, "s3://news/in/a.txt")
    assert (code, "'s3://news/in/a.txt': it cannot be read" in said) == (2, True), said
    assert "check the address and the credentials" in said
    none = {
        "AWS_ACCESS_KEY_ID": "",
        "AWS_SECRET_ACCESS_KEY": "",
        "AWS_EC2_METADATA_DISABLED": "true",
        "HOME": "/nowhere",
    }
    code, said = copydesk(*command, "s3://news/in/a.txt", **none)
    assert (code, "NoCredentialsError" in said) == (2, True), said


def test_the_name_of_an_object_is_a_name_and_no_address(store: Store, copydesk: Command, tmp_path: Path) -> None:
    """`::` in it opens no other system: who fills the bucket would have a scheduler of their own connected to."""
    name = "in/x::dask://127.0.0.1:1/y::file:///etc/a.txt"
    store.put(name, ARTICLE.format("ten"))
    assert copydesk("ingest", "s3://news/in", "--out", "out")[0] == 0
    assert [row["source"] for row in rows(tmp_path / "out")] == [f"s3://news/{name}"]


@pytest.mark.parametrize(
    "given",
    [
        f"s3://{KEY}:{SECRET}@news/in",
        f"s3://{KEY}:{SECRET}@news/in/a.txt",
        f"s3://news/in/a.txt?X-Amz-Signature={SECRET}",
        f"https://news.s3.example.org/in/a.txt?X-Amz-Credential={KEY}&X-Amz-Signature={SECRET}",
        f"feed+https://example.org/rss?X-Amz-Signature={SECRET}",
        f"https://account.blob.example.org/in/a.txt?sv=2024&sig={SECRET}",
        f"http://me:{SECRET}@127.0.0.1:1/story",
        f"feed+http://me:{SECRET}@127.0.0.1:1/story",
        f"ftp://me:{SECRET}@127.0.0.1/a.txt",
        f"dask://me:{SECRET}@127.0.0.1:1/a.txt",
        f"https://me:{SECRET}@",
    ],
)
def test_no_credentials_are_told_or_kept(given: str, store: Store, copydesk: Command, tmp_path: Path) -> None:
    """Not in a message, not in a record, not in the account of the run, not in the ledger."""
    store.put("in/a.txt", ARTICLE.format("ten"))
    (tmp_path / "here.txt").write_text(ARTICLE.format("ten"), encoding="utf-8")
    _, said = copydesk("ingest", given, "here.txt", "--out", "out", "--allow-loopback")
    assert "secret" not in said
    assert KEY not in said
    kept = written(tmp_path)
    assert b"secret/" not in kept
    assert KEY.encode() not in kept


@pytest.mark.parametrize("case", cases("shown"))
def test_what_is_shown_of_an_address(case: dict[str, Any]) -> None:
    assert shown(case["input"]) == case["expect"]
    assert is_signed(case["input"]) == case.get("signed", False)
    assert has_user_info(case["input"]) == case.get("user_info", False)


@pytest.mark.parametrize("scheme", ["dask", "simplecache", "reference", "http+unix", "ftp", "github", "S3", ""])
def test_only_stores_are_read(scheme: str) -> None:
    """fsspec has systems that run code of whoever answers."""
    with pytest.raises(BadUsage, match="is of no kind that is read: stores are s3://"):
        Discovery([f"{scheme}://127.0.0.1:1/a.txt"], out="", now=0)


@pytest.mark.parametrize(
    ("given", "package", "extra"),
    [("s3://b/a", "s3fs", "s3"), ("gs://b/a", "gcsfs", "gcs"), ("az://b/a", "adlfs", "azure")],
)
def test_a_missing_package_is_named_with_the_command(
    given: str, package: str, extra: str, copydesk: Command, tmp_path: Path
) -> None:
    (tmp_path / "lacking").mkdir()
    (tmp_path / "lacking" / f"{package}.py").write_text("raise ImportError('not here')\n")
    code, said = copydesk("ingest", given, "--out", "out", PYTHONPATH=str(tmp_path / "lacking"))
    assert (code, said.strip()) == (
        2,
        f"copydesk: '{given}' needs a package that is not installed: pip install \"copydesk[{extra}]\"",
    )
