"""Every field of a job and of its fetching acts: an input on either side of its edge, through the real command.

Where a field is about time or about a cluster, the engine is run with a clock, or a stand-in, of the test's own.
"""

from __future__ import annotations

import json
import os
import threading
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import httpcore
import pytest

from pipeline.engine import ingest
from pipeline.engine.cluster.dispatch import ClusterFailed, ClusterRun
from pipeline.engine.store.folder import Folder
from pipeline.engine.store.root import Root
from pipeline.fetch.polite import Visitor
from pipeline.sources import Discovery
from schemas import Fetching, IngestJob, RunReport
from tests.fetch.site import Handler, Site, article, page, redirect, rss, serving, xml
from tests.test_cli import run

STORY = "Rowers win\n\nThe crew won by a length on Sunday in front of ten thousand people, who cheered for long.\n"
MONDAY, TUESDAY = "Mon, 06 Sep 2021 00:01:00 +0000", "Tue, 07 Sep 2021 00:01:00 +0000"
T0, DAY = 1_600_000_000.0, 86_400.0
Check = Callable[..., None]
JOB: dict[str, Check] = {}
FETCH: dict[str, Check] = {}


def acts(table: dict[str, Check]) -> Callable[[Check], Check]:
    """Take a check into its table, under the name of the field."""

    def take(check: Check) -> Check:
        table[check.__name__] = check
        return check

    return take


def ingested(folder: Path, *arguments: str, out: str = "out") -> tuple[int, dict[str, Any], bytes]:
    """Run the command in a folder; return its exit code, the account of its last run, and standard error."""
    done = run("ingest", *arguments, "--out", out, cwd=folder)
    runs = sorted((folder / out / "runs").glob("*.json"), key=lambda path: path.stat().st_mtime_ns)
    return done.returncode, json.loads(runs[-1].read_text()) if runs else {}, done.stderr


def stories(folder: Path, count: int = 3) -> None:
    (folder / "in").mkdir()
    for number in range(count):
        (folder / "in" / f"{number}.txt").write_text(STORY + str(number), encoding="utf-8")


# The job


@acts(JOB)
def inputs(folder: Path) -> None:
    stories(folder)
    assert ingested(folder, "in/0.txt", out="one")[1]["articles"] == 1
    assert ingested(folder, "in/0.txt", "in/1.txt", out="two")[1]["articles"] == 2


@acts(JOB)
def input_name(folder: Path) -> None:
    """Named, standard input is known as a file is, and what has changed is the next revision; else by its content."""
    for more, sources, revisions in ((("--name", "wire"), {"wire"}, [1, 2]), ((), {"-"}, [1, 1])):
        for text in (STORY, STORY + "again"):
            run("ingest", "-", "--out", f"out{len(more)}", *more, cwd=folder, stdin=text.encode())
        found = (folder / f"out{len(more)}" / "articles.jsonl").read_text(encoding="utf-8").splitlines()
        rows = [json.loads(line) for line in found]
        assert {row["source"] for row in rows} == sources
        assert [row["provenance"]["revision"] for row in rows] == revisions


@acts(JOB)
def out(folder: Path) -> None:
    stories(folder, 1)
    assert run("ingest", "in", "--out", "-", cwd=folder).stdout.count(b"\n") == 1
    ingested(folder, "in", out="there")
    assert (folder / "there" / "articles.jsonl").read_bytes().count(b"\n") == 1


@acts(JOB)
def workers(folder: Path) -> None:
    stories(folder)
    assert [ingested(folder, "in", "--workers", n, out=n)[1]["workers"] for n in ("0", "2")] == [0, 2]


def _long(folder: Path) -> None:
    """Write a text that takes a second, and more than 256 MiB."""
    story = "The harbour master said on Monday that the new ferry will carry two hundred people at a time, and more."
    text = "Ferry\n\n" + "\n\n".join(f"{story} {number}" for number in range(15_000))
    (folder / "long.txt").write_text(text, encoding="utf-8")


@acts(JOB)
def deadline_seconds(folder: Path) -> None:
    _long(folder)
    assert ingested(folder, "long.txt", "--deadline", "0.05", out="a")[1]["reasons"] == {"timeout": 1}
    assert ingested(folder, "long.txt", "--deadline", "3600", out="b")[1]["articles"] == 1


@acts(JOB)
def worker_memory_bytes(folder: Path) -> None:
    _long(folder)
    for size, reasons in ((2**28, {"memory": 1}), (2**40, {})):
        more = ("--deadline", "3600", "--set", f"worker_memory_bytes={size}")
        assert ingested(folder, "long.txt", *more, out=str(size))[1]["reasons"] == reasons


@acts(JOB)
def worker_records(folder: Path) -> None:
    """A worker that dies of its second record is ended after its first, and dies where it may take two."""
    stories(folder)
    for records, died in ((1, False), (2, True)):
        job = IngestJob(inputs=[str(folder / "in")], out=str(folder / f"{records}"), workers=1, worker_records=records)
        report = ingest(job, cleaner="tests.engine.doubles:dies_when_old")
        assert (report.articles, report.workers_replaced > 0) == (3, died)


@acts(JOB)
def batch_records(folder: Path) -> None:
    """Each batch is a frame of the compressed output."""
    stories(folder, 4)
    for records, frames in ((3, 2), (4, 1)):
        ingested(folder, "in", "--compress", "--batch-records", str(records), out=str(records))
        assert (folder / str(records) / "articles.jsonl.zst").read_bytes().count(b"\x28\xb5\x2f\xfd") == frames


@acts(JOB)
def settle_seconds(folder: Path) -> None:
    stories(folder, 1)
    hour_ago = time.time() - 3600
    os.utime(folder / "in" / "0.txt", (hour_ago, hour_ago))
    for settle, said in (("7200", b"1 pending"), ("1800", b"1 articles")):
        assert said in ingested(folder, "in", "--settle", settle, "--set", "allow_empty=true", out=settle)[2]


@acts(JOB)
def forget(folder: Path) -> None:
    """An input that vanished in mid-run is waited for, or named once more and then never."""
    (folder / "in").mkdir()
    (folder / "in" / "a.jsonl").write_text(json.dumps({"text": STORY}) + "\n", encoding="utf-8")
    ingested(folder, "in")
    with closing(Folder(str(folder / "out"))) as opened:
        opened.ledger.base.execute("UPDATE source SET state = 'started'")
    (folder / "in" / "a.jsonl").unlink()
    for more, pending in (((), b"1 pending"), (("--forget",), b"forgotten"), ((), b"0 articles, 0 rejects in")):
        assert pending in ingested(folder, "in", *more)[2]


@acts(JOB)
def reprocess(folder: Path) -> None:
    stories(folder)
    ingested(folder, "in")
    more = ("--set", "max_lines=100")
    assert b"3 unchanged" in ingested(folder, "in", *more, "--no-reprocess")[2]
    assert ingested(folder, "in", *more, "--reprocess")[1]["articles"] == 3


@acts(JOB)
def compress(folder: Path) -> None:
    stories(folder, 1)
    for flag, name in (("--compress", "articles.jsonl.zst"), ("--no-compress", "articles.jsonl")):
        ingested(folder, "in", flag, out=flag[2:])
        assert (folder / flag[2:] / name).exists()


@acts(JOB)
def markdown(folder: Path) -> None:
    stories(folder, 2)
    for flag, count in (("--no-markdown", 0), ("--markdown", 2)):
        ingested(folder, "in", flag)
        assert len(list(folder.glob("out/articles/cd-*.md"))) == count
    assert run("ingest", "in", "--out", "-", "--markdown", cwd=folder).returncode == 2


@acts(JOB)
def print_rejects(folder: Path) -> None:
    (folder / "empty.txt").write_bytes(b"")
    for flag, lines in (("--rejects", 1), ("--no-rejects", 0)):
        assert run("ingest", "empty.txt", "--out", "-", flag, cwd=folder).stderr.count(b'{"schema_version"') == lines


@acts(JOB)
def fail_on_rejects(folder: Path) -> None:
    """One of four is rejected; a limit of 0 is met by a single one, and by none at all it is not."""
    stories(folder)
    assert ingested(folder, "in", "--fail-on-rejects", "0", out="good")[0] == 0
    (folder / "in" / "empty.txt").write_bytes(b"")
    for share, code in (("0.25", 1), ("0.26", 0), ("0", 1), ("1", 0)):
        assert ingested(folder, "in", "--fail-on-rejects", share, out=share)[0] == code


@acts(JOB)
def fail_after_idle_runs(folder: Path) -> None:
    stories(folder, 1)
    for limit, codes in (("1", [0, 1]), ("2", [0, 0, 1])):
        assert [ingested(folder, "in", "--fail-after-idle-runs", limit, out=limit)[0] for _ in codes] == codes


@acts(JOB)
def allow_empty(folder: Path) -> None:
    (folder / "in").mkdir()
    for value, code in (("true", 0), ("false", 2)):
        assert ingested(folder, "in", "--set", f"allow_empty={value}", out=value)[0] == code


@acts(JOB)
def relate(folder: Path) -> None:
    stories(folder)
    for flag, related in (("--relate", 3), ("--no-relate", None)):
        found = ingested(folder, "in", flag, out=flag[2:])[1]["related"]
        assert (found and found["articles"], (folder / flag[2:] / "relations.jsonl").exists()) == (
            related,
            bool(related),
        )


@acts(JOB)
def cluster(folder: Path) -> None:
    """Named, it is asked, and is missed where it does not answer."""
    stories(folder, 1)
    job = IngestJob(inputs=[str(folder / "in")], out=str(folder / "out"), workers=0)
    assert ingest(job).articles == 1
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("pipeline.engine.cluster.dispatch._CONNECT_SECONDS", 1)
        with pytest.raises(ClusterFailed):
            ingest(job.model_copy(update={"cluster": "tcp://127.0.0.1:1", "out": str(folder / "root")}))


@acts(JOB)
def shard_inputs(folder: Path) -> None:
    stories(folder, 4)
    for most, shards in ((3, 2), (4, 1)):
        job = IngestJob(inputs=[str(folder / "in")], out=str(folder / str(most)), shard_inputs=most)
        root, discovery = Root(job.out, compress=False), Discovery(job.inputs, out=job.out, now=time.time())
        planned = ClusterRun(job, None, root, discovery, 0.0, lambda: False, "").plan()
        root.close()
        assert planned.shards == shards


@acts(JOB)
def max_attempts(folder: Path) -> None:
    """A page whose server fails is pending until it has failed in so many runs."""
    with serving() as site:
        site.routes["/a"] = (500, {}, b"")
        for most, found in (("1", (1, 0)), ("2", (0, 1))):
            _, _, err = web(folder, site, "/a", max_attempts=most)
            assert (b"1 unreadable" in err, b"1 pending" in err) == tuple(map(bool, found)), err


# Fetching


def web(folder: Path, site: Site, *paths: str, **settings: object) -> tuple[int, dict[str, Any], bytes]:
    """Fetch pages of the site into a new folder; `fetch_` settings, or any others, as they are named flatly."""
    quick = {"fetch_allow_loopback": "true", "fetch_delay_seconds": 0, **settings}
    more = [word for key, value in quick.items() for word in ("--set", f"{key}={value}")]
    given = [path if "://" in path else site.base + path for path in paths]
    name = "-".join(f"{value}" for value in settings.values()).replace("/", "-") or "out"
    return ingested(folder, *given, "--workers", "0", *more, out=name)


def at(folder: Path, site: Site, when: float, **fetching: Any) -> RunReport:
    """Read the site's feed at a time, into one folder a setting."""
    fetch = Fetching(**{"allow_loopback": True, "delay_seconds": 0, **fetching})
    place = folder / "-".join(map(str, fetching.values()))
    return ingest(IngestJob(inputs=[f"feed+{site.base}/rss"], out=str(place), workers=0, fetch=fetch), now=T0 + when)


def feed(site: Site, *names: str, date: str = MONDAY) -> None:
    site.routes["/rss"] = xml(rss(site.base, *((name, date) for name in names)))
    site.routes.update({name: page(article(f"Title of {name[1:]}")) for name in names})


@acts(FETCH)
def contact(folder: Path, site: Site) -> None:
    feed(site, "/a")
    for given, said in (("https://example.net/us", "(+https://example.net/us)"), ("none", "")):
        site.forget()
        web(folder, site, "/a", fetch_contact=given)
        assert {headers["user-agent"].partition(" ")[2] for _, headers, _ in site.asked} == {said}


@acts(FETCH)
def delay_seconds(folder: Path, site: Site) -> None:
    """No pause at 0; at a minute what is left of it, which is not waited for here."""
    feed(site, "/a", "/b")
    for seconds in (0, 60):
        pauses: list[float] = []
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(Visitor, "_pause", lambda _, left, pauses=pauses: pauses.append(left))
            assert at(folder, site, 0, delay_seconds=seconds).articles == 2
        assert all(pause <= 0 for pause in pauses) == (seconds == 0)


@acts(FETCH)
def hosts_at_once(folder: Path, site: Site) -> None:
    """Two hosts that answer only when both are asked; with one at a time, each is asked alone."""
    both = threading.Barrier(2)

    def together(_: Handler) -> Any:
        both.wait(300)
        return page(article("Ferry"))

    hosts = (f"{site.base}/a", f"{site.base.replace('127.0.0.1', 'localhost')}/a")
    site.routes["/a"] = together
    assert web(folder, site, *hosts, fetch_hosts_at_once=2, fetch_read_seconds=600)[1]["articles"] == 2
    site.routes["/a"], site.busiest = page(article("Ferry")), 0
    assert web(folder, site, *hosts, fetch_hosts_at_once=1)[1]["articles"] == 2
    assert site.busiest == 1


@acts(FETCH)
def connect_seconds(folder: Path, site: Site) -> None:
    """A host that takes five seconds to connect, by a stand-in that looks at the time it is given."""
    feed(site, "/a")
    real = httpcore.SyncBackend.connect_tcp

    def slow(self: Any, host: str, port: int, timeout: float | None = None, *more: Any) -> Any:
        if timeout is not None and timeout < 5:
            raise httpcore.ConnectTimeout
        return real(self, host, port, timeout, *more)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(httpcore.SyncBackend, "connect_tcp", slow)
        assert (at(folder, site, 0, connect_seconds=4).pending, len(site.asked)) == (1, 0)
        assert at(folder, site, 0, connect_seconds=6).articles == 1


@acts(FETCH)
def read_seconds(folder: Path, site: Site) -> None:
    """A server that is silent until nobody listens, and one that is silent for a second."""
    given_up = threading.Event()

    def silent(handler: Handler) -> Any:
        handler.site.ended.wait(1) if given_up.is_set() else handler.site.ended.wait(600)
        return page(article("Ferry"))

    site.routes["/a"] = silent
    assert b"1 pending" in web(folder, site, "/a", fetch_read_seconds=0.3)[2]
    given_up.set()
    assert web(folder, site, "/a", fetch_read_seconds=600)[1]["articles"] == 1


@acts(FETCH)
def total_seconds(folder: Path, site: Site) -> None:
    """A server that never ends, and one that takes a second, neither of them ever silent for long."""
    site.routes["/a"] = lambda handler: handler.drip(b"x", 0.1)
    assert b"1 pending" in web(folder, site, "/a", fetch_total_seconds=1, fetch_read_seconds=600)[2]

    def slow(handler: Handler) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n")
        for piece in article("Ferry").splitlines(keepends=True):
            handler.wfile.write(piece)
            time.sleep(0.5)

    site.routes["/a"] = slow
    assert web(folder, site, "/a", fetch_total_seconds=3600)[1]["articles"] == 1


@acts(FETCH)
def max_redirects(folder: Path, site: Site) -> None:
    site.routes.update({"/a": redirect("/b"), "/b": redirect("/c"), "/c": page(article("Ferry"))})
    assert web(folder, site, "/a", fetch_max_redirects=2)[1]["articles"] == 1
    assert web(folder, site, "/a", fetch_max_redirects=1)[1]["reasons"] == {"unreadable": 1}


@acts(FETCH)
def max_page_bytes(folder: Path, site: Site) -> None:
    body = article("Ferry")
    site.routes["/a"] = page(body)
    assert web(folder, site, "/a", fetch_max_page_bytes=len(body))[1]["articles"] == 1
    assert web(folder, site, "/a", fetch_max_page_bytes=len(body) - 1)[1]["reasons"] == {"record_too_large": 1}


@acts(FETCH)
def max_listing_bytes(folder: Path, site: Site) -> None:
    feed(site, "/a")
    listing, size = f"feed+{site.base}/rss", len(rss(site.base, ("/a", MONDAY)).encode())
    assert web(folder, site, listing, fetch_max_listing_bytes=size)[1]["articles"] == 1
    assert web(folder, site, listing, fetch_max_listing_bytes=size - 1)[1]["reasons"] == {"record_too_large": 1}


@acts(FETCH)
def max_pages(folder: Path, site: Site) -> None:
    feed(site, "/a", "/b")
    listing = f"feed+{site.base}/rss"
    for most, articles, pending in (("1", 1, 1), ("2", 2, 0), ("none", 2, 0)):
        _, report, _ = web(folder, site, listing, fetch_max_pages=most)
        assert (report["articles"], report["pending"]) == (articles, pending)


@acts(FETCH)
def refetch_days(folder: Path, site: Site) -> None:
    feed(site, "/a")
    for days, asked in ((2.0, ["/rss", "/a"]), (2.1, ["/rss"]), (None, ["/rss"])):
        at(folder, site, 0, refetch_days=days)
        site.forget()
        at(folder, site, 2 * DAY, refetch_days=days)
        assert site.paths() == asked


@acts(FETCH)
def refetch_pause_seconds(folder: Path, site: Site) -> None:
    """A page its feed dates anew is asked for when the pause is over, to the second."""
    for pause, asked in ((99.0, ["/rss", "/a"]), (101.0, ["/rss"]), (0.0, ["/rss", "/a"])):
        feed(site, "/a")
        at(folder, site, 0, refetch_pause_seconds=pause)
        feed(site, "/a", date=TUESDAY)
        site.forget()
        at(folder, site, 100, refetch_pause_seconds=pause)
        assert site.paths() == asked


@acts(FETCH)
def allow_loopback(folder: Path, site: Site) -> None:
    feed(site, "/a")
    for flag, articles in (("--allow-loopback", 1), ("--no-allow-loopback", 0)):
        site.forget()
        report = ingested(folder, f"{site.base}/a", flag, "--fetch-delay", "0", out=flag[2:])[1]
        assert (report["articles"], bool(site.asked)) == (articles, bool(articles))


@pytest.mark.slow
@pytest.mark.parametrize("name", JOB)
def test_a_field_of_the_job_acts(name: str, tmp_path: Path) -> None:
    JOB[name](tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize("name", FETCH)
def test_a_field_of_fetching_acts(name: str, tmp_path: Path) -> None:
    with serving() as site:
        FETCH[name](tmp_path, site)


def test_every_field_has_its_check() -> None:
    """A field that is new, and that nothing here shows to act, fails; the settings have a file of their own."""
    assert set(JOB) == set(IngestJob.model_fields) - {"settings", "fetch"}
    assert set(FETCH) == set(Fetching.model_fields)
