"""Runs over feeds, sitemaps and addresses: every page once, nothing fetched again in vain, nothing lost to a kill."""

from __future__ import annotations

import contextlib
import errno
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from pipeline.cli import app
from pipeline.engine import ingest, retry, status
from pipeline.errors import BadUsage, OutputFailed
from pipeline.sources import documents
from schemas import Fetching, IngestJob, Reason, RunReport, Settings
from tests.conftest import COPYDESK, ROOT
from tests.fetch.site import Handler, Reply, Site, article, atom, page, redirect, rss, serving, xml
from tests.waiting import PATIENCE, until

pytestmark = pytest.mark.slow

T0 = 1_600_000_000.0
HOUR, DAY = 3600.0, 86_400.0
MONDAY, TUESDAY = "Mon, 06 Sep 2021 00:01:00 +0000", "Tue, 07 Sep 2021 00:01:00 +0000"


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as site:
        yield site


Run = Callable[..., RunReport]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Ingest inputs into one folder at a time told in seconds since the first run."""

    def run_it(*inputs: str, after: float = 0.0, out: Path | None = None, **fetch: Any) -> RunReport:
        patient = {"delay_seconds": 0.0, "allow_loopback": True, "read_seconds": PATIENCE, "total_seconds": PATIENCE}
        fetching = Fetching(**{**patient, "max_page_bytes": 100_000, **fetch})
        folder = str(out or tmp_path / "out")
        return ingest(IngestJob(inputs=list(inputs), out=folder, workers=0, fetch=fetching), now=T0 + after)

    return run_it


def rows(folder: Path, name: str = "articles") -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()]


def titles(folder: Path) -> list[str]:
    return sorted(row["title"] for row in rows(folder))


def files(folder: Path) -> dict[str, tuple[int, int]]:
    """Return size and time of change of every file."""
    return {
        str(path): (path.stat().st_size, path.stat().st_mtime_ns)
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_a_feed_is_ingested_once(site: Site, run: Run, tmp_path: Path) -> None:
    """The second run asks for the feed only, gets 304, and writes nothing at all."""
    site.routes["/rss"] = xml(rss(site.base, ("/a", MONDAY), ("/b", MONDAY)), ETag='"1"')
    site.routes.update({"/a": page(article("Alpha")), "/b": page(article("Beta"))})
    feed = f"feed+{site.base}/rss"
    first = run(feed)
    assert (first.articles, first.rejects, first.unchanged) == (2, 0, 0)
    assert titles(tmp_path / "out") == ["Alpha", "Beta"]
    assert [row["source"] for row in rows(tmp_path / "out")] == [f"{site.base}/a", f"{site.base}/b"]
    before = files(tmp_path / "out")
    site.forget()
    for tick in range(1, 4):
        again = run(feed, after=tick * DAY)
        assert (again.articles, again.rejects, again.unchanged, again.seen) == (0, 0, 2, 2)
    assert site.paths() == ["/rss"] * 3
    assert site.asked[1][1]["if-none-match"] == '"1"'
    assert files(tmp_path / "out") == before


def test_a_feed_without_validators_that_says_the_same_writes_nothing(site: Site, run: Run, tmp_path: Path) -> None:
    site.routes.update({"/rss": xml(rss(site.base, ("/a", MONDAY))), "/a": page(article("Alpha"))})
    run(f"feed+{site.base}/rss")
    before = files(tmp_path / "out")
    assert run(f"feed+{site.base}/rss", after=DAY).unchanged == 1
    assert files(tmp_path / "out") == before


def test_a_new_entry_is_the_only_page_asked_for(site: Site, run: Run, tmp_path: Path) -> None:
    site.routes.update({"/rss": xml(rss(site.base, ("/a", MONDAY))), "/a": page(article("Alpha"))})
    run(f"feed+{site.base}/rss")
    site.forget()
    site.routes.update({"/rss": xml(rss(site.base, ("/b", TUESDAY), ("/a", MONDAY))), "/b": page(article("Beta"))})
    report = run(f"feed+{site.base}/rss", after=60)
    assert (report.articles, report.unchanged) == (1, 1)
    assert site.paths() == ["/rss", "/b"]


def test_a_changed_page_is_the_next_revision(site: Site, run: Run, tmp_path: Path) -> None:
    """It is asked for when its feed dates it anew; what only says so is not written again."""
    site.routes.update(
        {
            "/atom": xml(atom(site.base, ("/a", "2021-09-06T00:00:00Z"), ("/b", "2021-09-06T00:00:00Z"))),
            "/a": page(article("Alpha"), ETag='"a1"'),
            "/b": page(article("Beta")),
        }
    )
    run(f"feed+{site.base}/atom")
    site.routes["/atom"] = xml(atom(site.base, ("/a", "2021-09-07T00:00:00Z"), ("/b", "2021-09-07T00:00:00Z")))
    report = run(f"feed+{site.base}/atom", after=2 * HOUR)
    assert (report.articles, report.unchanged) == (0, 2)  # 304 for one, the same body for the other
    site.routes["/atom"] = xml(atom(site.base, ("/a", "2021-09-08T00:00:00Z"), ("/b", "2021-09-07T00:00:00Z")))
    site.routes["/a"] = page(article("Alpha", "This was added later."), ETag='"a2"')
    site.forget()
    report = run(f"feed+{site.base}/atom", after=4 * HOUR)
    assert (report.articles, report.unchanged) == (1, 1)
    assert site.paths() == ["/atom", "/a"]
    old, new = [row for row in rows(tmp_path / "out") if row["source"] == f"{site.base}/a"]
    assert old["id"] == new["id"]
    assert [row["provenance"]["revision"] for row in (old, new)] == [1, 2]
    assert "added later" in new["text"]


def test_a_page_is_not_asked_for_again_within_the_pause(site: Site, run: Run) -> None:
    """A site may date every page `now`."""
    site.routes.update({"/rss": xml(rss(site.base, ("/a", MONDAY))), "/a": page(article("Alpha"))})
    run(f"feed+{site.base}/rss")
    site.routes["/rss"] = xml(rss(site.base, ("/a", TUESDAY)))
    site.forget()
    report = run(f"feed+{site.base}/rss", after=HOUR / 2)
    assert (report.unchanged, report.pending, site.paths()) == (1, 0, ["/rss"])
    run(f"feed+{site.base}/rss", after=HOUR + 1)
    assert site.paths() == ["/rss", "/rss", "/a"]


def test_pages_are_asked_for_again_after_days_if_wanted(site: Site, run: Run, tmp_path: Path) -> None:
    site.routes.update(
        {"/rss": xml(rss(site.base, ("/a", MONDAY)), ETag='"1"'), "/a": page(article("Alpha"), Last_Modified=MONDAY)}
    )
    run(f"feed+{site.base}/rss", refetch_days=2)
    run(f"feed+{site.base}/rss", refetch_days=2, after=DAY)
    assert site.paths() == ["/rss", "/a", "/rss"]
    before = (tmp_path / "out" / "articles.jsonl").read_bytes()
    assert run(f"feed+{site.base}/rss", refetch_days=2, after=2 * DAY).unchanged == 1
    assert site.paths() == ["/rss", "/a", "/rss", "/rss", "/a"]
    assert site.asked[-1][1]["if-modified-since"] == MONDAY
    assert (tmp_path / "out" / "articles.jsonl").read_bytes() == before


@pytest.mark.parametrize("now", [(404, {}, b""), (403, {}, b""), redirect("http://10.0.0.1/")])
def test_a_page_that_is_taken_down_stays_an_article(site: Site, run: Run, tmp_path: Path, now: Any) -> None:
    site.routes.update({"/rss": xml(rss(site.base, ("/a", MONDAY))), "/a": page(article("Alpha"))})
    run(f"feed+{site.base}/rss")
    site.routes.update({"/rss": xml(rss(site.base, ("/a", TUESDAY))), "/a": now})
    report = run(f"feed+{site.base}/rss", after=DAY)
    assert (report.unchanged, report.rejects) == (1, 0)
    assert "1 pages fetched before could not be fetched again; what was read then is kept" in report.warnings
    assert rows(tmp_path / "out", "rejects") == []


def test_an_address_named_by_several_listings_is_fetched_once(site: Site, run: Run, tmp_path: Path) -> None:
    listed = tmp_path / "urls.txt"
    listed.write_text(f"# mine\n{site.base}/a?utm_medium=x\n\n{site.base}/a#top\nno address\n", encoding="utf-8")
    site.routes.update(
        {
            "/rss": xml(rss(site.base, ("/a?utm_source=rss", MONDAY), ("/a", MONDAY))),
            "/atom": xml(atom(site.base, ("/a", "2021-09-06T00:01:00Z"))),
            "/map.xml": xml(f"<urlset><url><loc>{site.base}/a</loc></url></urlset>"),
            "/a": page(article("Alpha")),
        }
    )
    inputs = [f"feed+{site.base}/rss", f"feed+{site.base}/atom", f"sitemap+{site.base}/map.xml", f"urls:{listed}"]
    report = run(*inputs, f"{site.base}/a")
    assert (report.seen, report.articles) == (1, 1)
    assert site.paths().count("/a") == 1
    assert "1 entries of listings name no web address" in report.warnings


def test_an_index_of_sitemaps_is_followed_and_its_dates_believed(site: Site, run: Run, tmp_path: Path) -> None:
    def index(second: str) -> Any:
        return xml(
            f"<sitemapindex><sitemap><loc>{site.base}/1.xml</loc><lastmod>2021-09-06</lastmod></sitemap>"
            f"<sitemap><loc>{site.base}/2.xml</loc><lastmod>{second}</lastmod></sitemap></sitemapindex>"
        )

    def urls(*paths: str) -> Any:
        return xml("<urlset>" + "".join(f"<url><loc>{site.base}{path}</loc></url>" for path in paths) + "</urlset>")

    site.routes.update({"/index.xml": index("2021-09-06"), "/1.xml": urls("/a"), "/2.xml": urls("/b")})
    site.routes.update({f"/{name}": page(article(name.upper())) for name in "abc"})
    assert run(f"sitemap+{site.base}/index.xml").articles == 2
    site.forget()
    site.routes.update({"/index.xml": index("2021-09-07"), "/2.xml": urls("/b", "/c")})
    report = run(f"sitemap+{site.base}/index.xml", after=DAY)
    assert (report.articles, report.unchanged) == (1, 2)
    assert site.paths() == ["/index.xml", "/2.xml", "/c"]
    assert titles(tmp_path / "out") == ["A", "B", "C"]


def test_an_index_that_names_itself_ends(site: Site, run: Run) -> None:
    site.routes["/index.xml"] = xml(f"<sitemapindex><sitemap><loc>{site.base}/index.xml</loc></sitemap></sitemapindex>")
    run(f"sitemap+{site.base}/index.xml")
    assert len(site.paths()) <= 3


@pytest.mark.parametrize(
    ("route", "reason", "detail"),
    [
        ((404, {"Content-Type": "text/html"}, b"gone"), Reason.HTTP_STATUS, "the server answered 404"),
        ((410, {}, b""), Reason.HTTP_STATUS, "the server answered 410"),
        ((403, {}, b""), Reason.HTTP_STATUS, "the server answered 403"),
        (redirect("http://169.254.169.254/latest"), Reason.UNREADABLE, "robots.txt cannot be had: the address leads"),
        (redirect("file:///etc/passwd"), Reason.UNREADABLE, "a redirect leads to no web address"),
        (redirect("/page"), Reason.UNREADABLE, "there are too many redirects"),
        ((200, {"Content-Type": "image/png"}, b"\x89PNG"), Reason.UNSUPPORTED_TYPE, "neither HTML nor plain text"),
        (page(b"x" * 100_001), Reason.RECORD_TOO_LARGE, "the answer has more than 100000 bytes"),
    ],
)
def test_what_cannot_be_fetched_is_one_reject_that_says_why(
    site: Site, run: Run, tmp_path: Path, route: Any, reason: Reason, detail: str
) -> None:
    site.routes["/page"] = route
    report = run(f"{site.base}/page")
    assert (report.articles, report.rejects, report.pending) == (0, 1, 0)
    (row,) = rows(tmp_path / "out", "rejects")
    assert (row["reason"], row["source"]) == (reason, f"{site.base}/page")
    assert detail in row["detail"]
    site.forget()
    assert run(f"{site.base}/page", after=DAY).unchanged == 1
    assert site.paths() == []


@pytest.mark.parametrize("coding", ["gzip", "br"])
def test_a_page_that_is_a_bomb_is_a_reject(site: Site, tmp_path: Path, coding: str) -> None:
    import gzip

    import brotli

    bomb = {"gzip": gzip.compress, "br": brotli.compress}[coding](b"<p>" + b"a" * 3_000_000)
    site.routes["/bomb"] = page(bomb, Content_Encoding=coding)
    job = IngestJob(
        inputs=[f"{site.base}/bomb"],
        out=str(tmp_path / "out"),
        workers=0,
        fetch=Fetching(delay_seconds=0, allow_loopback=True),
        settings=Settings(max_record_bytes=1_000_000),
    )
    assert ingest(job).reasons == {"record_too_large": 1}


def test_trouble_that_may_pass_is_pending_and_then_a_reject(site: Site, run: Run, tmp_path: Path) -> None:
    site.routes["/a"] = (500, {}, b"")
    for tick in range(2):
        report = run(f"{site.base}/a", after=tick * HOUR)
        assert (report.pending, report.rejects) == (1, 0)
        assert status(str(tmp_path / "out")).pending == {f"{site.base}/a": "the server answered 500"}
    report = run(f"{site.base}/a", after=2 * HOUR)
    assert (report.pending, report.rejects) == (0, 1)
    assert rows(tmp_path / "out", "rejects")[0]["detail"] == "the server answered 500; tried in 3 runs"
    assert status(str(tmp_path / "out")).pending == {}
    site.forget()
    assert run(f"{site.base}/a", after=HOUR + DAY).unchanged == 1
    assert site.paths() == []
    site.routes["/a"] = page(article("Alpha"))
    report = run(f"{site.base}/a", after=2 * HOUR + DAY)
    assert (report.articles, report.unchanged) == (1, 0)
    assert rows(tmp_path / "out")[0]["provenance"]["revision"] == 2


def test_a_short_outage_makes_no_reject_however_often_a_run_comes(site: Site, run: Run) -> None:
    """Ticks every 20 seconds: a page that meets trouble is left alone for ten minutes, then for an hour."""
    site.routes["/a"] = (500, {}, b"")
    for tick, asked, rejects in (
        (0, 1, 0),
        (20, 1, 0),
        (580, 1, 0),
        (600, 2, 0),
        (620, 2, 0),
        (4180, 2, 0),
        (4200, 3, 1),
    ):
        assert (run(f"{site.base}/a", after=tick).rejects, len(site.paths())) == (rejects, asked), tick


def test_what_is_pending_is_fetched_though_the_feed_no_longer_names_it(site: Site, run: Run, tmp_path: Path) -> None:
    site.routes.update({"/rss": xml(rss(site.base, ("/a", MONDAY))), "/a": (500, {}, b"")})
    assert run(f"feed+{site.base}/rss").pending == 1
    site.routes.update({"/rss": xml(rss(site.base, ("/b", TUESDAY))), "/b": page(article("Beta"))})
    site.routes["/a"] = page(article("Alpha"))
    report = run(f"feed+{site.base}/rss", after=HOUR)
    assert (report.articles, report.pending) == (2, 0)


def test_a_host_is_not_asked_before_it_said(site: Site, run: Run) -> None:
    site.routes.update({"/a": (429, {"Retry-After": "7200"}, b""), "/b": page(article("Beta"))})
    inputs = (f"{site.base}/a", f"{site.base}/b")
    assert run(*inputs).pending == 2
    assert site.paths() == ["/a"]
    assert run(*inputs, after=HOUR).pending == 2
    assert site.paths() == ["/a"]
    site.routes["/a"] = page(article("Alpha"))
    report = run(*inputs, after=2 * HOUR + 1)
    assert (report.articles, report.pending) == (2, 0)


def test_a_run_asks_for_so_many_pages_and_the_rest_waits(site: Site, run: Run, tmp_path: Path) -> None:
    site.routes["/rss"] = xml(rss(site.base, *((f"/{number}", MONDAY) for number in range(5))), ETag='"1"')
    site.routes.update({f"/{number}": page(article(f"Page {number}")) for number in range(5)})
    feed = f"feed+{site.base}/rss"
    counts = [(r.articles, r.pending, r.unchanged) for r in (run(feed, max_pages=2, after=tick) for tick in range(4))]
    assert counts == [(2, 3, 0), (2, 1, 2), (1, 0, 4), (0, 0, 5)]
    assert len(titles(tmp_path / "out")) == 5


def test_the_status_counts_pages_that_wait(site: Site, run: Run, tmp_path: Path) -> None:
    site.routes["/rss"] = xml(rss(site.base, ("/a", MONDAY), ("/b", MONDAY), ("/c", MONDAY)))
    site.routes["/a"] = page(article("Alpha"))
    run(f"feed+{site.base}/rss", max_pages=1)
    assert status(str(tmp_path / "out")).pending == {f"feed+{site.base}/rss": "2 pages not fetched yet"}


@pytest.mark.parametrize(
    ("route", "reason", "detail"),
    [
        ((404, {}, b""), Reason.HTTP_STATUS, "the server answered 404"),
        (page(b"<html><body>Sign in</body></html>"), Reason.UNSUPPORTED_TYPE, "neither RSS nor Atom"),
        (redirect("http://10.0.0.1/"), Reason.UNREADABLE, "private network"),
    ],
)
def test_a_feed_that_is_none_is_one_reject_and_told_once(
    site: Site, run: Run, tmp_path: Path, route: Any, reason: Reason, detail: str
) -> None:
    site.routes["/rss"] = route
    assert run(f"feed+{site.base}/rss").reasons == {str(reason): 1}
    (row,) = rows(tmp_path / "out", "rejects")
    assert row["source"] == f"{site.base}/rss"
    assert detail in row["detail"]
    assert run(f"feed+{site.base}/rss", after=DAY).unchanged == 1
    site.routes.update({"/rss": xml(rss(site.base, ("/a", MONDAY))), "/a": page(article("Alpha"))})
    assert run(f"feed+{site.base}/rss", after=2 * DAY).articles == 1


def test_a_feed_that_cannot_be_had_is_pending(site: Site, run: Run, tmp_path: Path) -> None:
    site.routes["/rss"] = (503, {"Retry-After": "600"}, b"")
    assert run(f"feed+{site.base}/rss").pending == 1
    assert status(str(tmp_path / "out")).pending == {f"{site.base}/rss": "the server answered 503"}
    site.forget()
    assert run(f"feed+{site.base}/rss", after=300).pending == 1
    assert site.asked == []
    site.routes.update({"/rss": xml(rss(site.base, ("/a", MONDAY))), "/a": page(article("Alpha"))})
    assert run(f"feed+{site.base}/rss", after=601).articles == 1


# Archives


def test_the_archives_read_again_give_the_same_rows(site: Site, run: Run, tmp_path: Path) -> None:
    """Into another folder, byte for byte, articles and rejects; into the same one, nothing."""
    site.routes["/rss"] = xml(rss(site.base, ("/a", MONDAY), ("/moved", MONDAY), ("/gone", MONDAY), ("/away", MONDAY)))
    site.routes.update({"/a": page(article("Alpha")), "/moved": redirect("/b"), "/b": page(article("Beta"))})
    site.routes.update({"/away": redirect("http://10.0.0.1/")})
    run(f"feed+{site.base}/rss")
    site.routes["/rss"] = xml(rss(site.base, ("/a", TUESDAY)))
    site.routes["/a"] = page(article("Alpha", "More."))
    run(f"feed+{site.base}/rss", after=DAY)
    asked = len(site.asked)
    archives = str(tmp_path / "out" / "warc")
    report = run(archives, out=tmp_path / "again")
    assert (report.articles, report.rejects) == (3, 2)
    for name in ("articles", "rejects"):
        assert rows(tmp_path / "again", name) == rows(tmp_path / "out", name)
        assert (tmp_path / "again" / f"{name}.jsonl").read_bytes() == (tmp_path / "out" / f"{name}.jsonl").read_bytes()
    before = (tmp_path / "out" / "articles.jsonl").read_bytes()
    assert run(archives).articles == 0
    assert (tmp_path / "out" / "articles.jsonl").read_bytes() == before
    assert len(site.asked) == asked


def test_rejects_are_tried_again_from_the_archive(site: Site, run: Run, tmp_path: Path) -> None:
    """A page that was too short for the settings of then is an article with others; nobody is asked."""
    site.routes["/a"] = page(b"<html><body><article><p>Ten words are all that stand on this little page.</p></article>")
    assert run(f"{site.base}/a").reasons == {"too_short": 1}
    site.forget()
    job = IngestJob(inputs=["-"], out=str(tmp_path / "out"), workers=0, settings=Settings(min_words=5))
    assert retry(job).articles == 1
    assert site.asked == []


def test_warcs_of_others_are_read_as_before(site: Site, run: Run, tmp_path: Path) -> None:
    """Only an address makes a record ours: any other word in that field is passed over."""
    from pipeline.sources.own_fields import page_of, refusal_of

    assert page_of({"copydesk-page": "https://example.org/a"}) == "https://example.org/a"
    for value in ("inbox/a.txt", "javascript:x", "", "https://"):
        assert page_of({"copydesk-page": value}) is None
    assert refusal_of({"warc-type": "metadata", "copydesk-refused": "nonsense"}) is None
    assert refusal_of({"warc-type": "response", "copydesk-refused": "unreadable"}) is None


# The network is left alone


@pytest.fixture
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*more: Any, **named: Any) -> Any:
        pytest.fail("the network was used")

    for name in ("connect", "connect_ex", "bind", "sendto"):
        monkeypatch.setattr(socket.socket, name, refuse)
    for name in ("getaddrinfo", "gethostbyname", "create_connection"):
        monkeypatch.setattr(socket, name, refuse)


@pytest.mark.usefixtures("no_network")
def test_without_an_address_there_is_no_network(run: Run, tmp_path: Path) -> None:
    """Addresses inside records are only text."""
    inbox = tmp_path / "in"
    inbox.mkdir()
    (inbox / "a.html").write_bytes(article("Alpha") + b'<img src="http://example.org/a.png"><link href="http://x.org">')
    (inbox / "b.jsonl").write_text('{"url": "https://example.org/a"}\n', encoding="utf-8")
    (inbox / "feed.txt").write_text(rss("https://example.org", ("/a", MONDAY)), encoding="utf-8")
    report = run(str(inbox))
    assert report.seen == 3
    assert report.articles >= 1


def test_a_run_over_files_loads_nothing_of_the_network(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("A harbour\n\nThe harbour master said the ferry is late.\n", encoding="utf-8")
    code = "import sys\nfrom pipeline.cli import main\ntry: main()\nexcept SystemExit: pass\nprint(*sys.modules)"
    unwanted = {"httpcore", "feedparser", "warcio", "protego", "pipeline.engine.web.visit", "certifi"}
    for arguments in (["--help"], ["ingest", str(tmp_path / "a.txt"), "--out", str(tmp_path / "out")]):
        done = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, check=True, cwd=ROOT)
        assert not unwanted & set(done.stdout.decode().split())


# Usage


@pytest.mark.parametrize("given", ["feed+https://", "https://user@", "sitemap+http:///a", "urls:nowhere.txt"])
def test_an_input_that_is_no_address_is_a_usage_error(run: Run, given: str) -> None:
    with pytest.raises(BadUsage, match=r"is no web address|there is no file"):
        run(given)


def test_what_is_fetched_needs_a_folder(site: Site) -> None:
    with pytest.raises(BadUsage, match="name one with --out"):
        ingest(IngestJob(inputs=[site.base], out="-", workers=0))


def test_only_ingest_fetches(site: Site) -> None:
    with pytest.raises(BadUsage, match="fetched by `copydesk ingest` only"):
        list(documents(f"{site.base}/a", Settings()))
    assert site.asked == []


def test_flags_file_and_environment_say_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from pipeline.configuration import load_job

    file = tmp_path / "copydesk.toml"
    file.write_text('[fetch]\ndelay_seconds = 2.5\ncontact = "https://example.org/bot"\n', encoding="utf-8")
    by_file = load_job({"inputs": ["x"], "out": "y"}, {}, str(file))
    by_environment = load_job(
        {"inputs": ["x"], "out": "y"},
        {"COPYDESK_FETCH_DELAY_SECONDS": "2.5", "COPYDESK_FETCH_CONTACT": "https://example.org/bot"},
        None,
    )
    assert by_file == by_environment
    assert by_file.fetch.delay_seconds == 2.5
    with pytest.raises(BadUsage, match="did you mean 'fetch_delay_seconds'"):
        load_job({}, {"COPYDESK_FETCH_DELAY_SECOND": "1"}, None)
    assert app.registered_commands


# Faults and kills


@pytest.mark.parametrize("name", ["fsync", "replace", "mkdir", "write"])
def test_a_run_that_cannot_write_loses_and_doubles_nothing(
    site: Site, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """The n-th call of the system fails, for every n there is; repeated, the run ends as if nothing had been."""
    site.routes["/rss"] = xml(rss(site.base, ("/a", MONDAY), ("/gone", MONDAY)), ETag='"1"')
    site.routes["/a"] = page(article("Alpha"))
    real = getattr(os, name)
    failed = 0
    for number in range(60):
        out = tmp_path / str(number)
        calls = iter(range(10_000))

        def faulty(*more: Any, wanted: int = number, calls: Iterator[int] = calls, **named: Any) -> Any:
            if next(calls) == wanted:
                raise OSError(errno.ENOSPC, "no space left on device")
            return real(*more, **named)

        monkeypatch.setattr(os, name, faulty)
        try:
            run(f"feed+{site.base}/rss", f"feed+{site.base}/none", out=out)
        except OutputFailed:
            failed += 1
        monkeypatch.setattr(os, name, real)
        run(f"feed+{site.base}/rss", f"feed+{site.base}/none", out=out, after=HOUR)
        assert [row["title"] for row in rows(out)] == ["Alpha"]
        told = sorted(row["source"] for row in rows(out, "rejects"))
        assert told == [f"{site.base}/gone", f"{site.base}/none"]
        if next(calls) < number:
            break
    assert failed >= (1 if name == "mkdir" else 3)


def test_nothing_is_lost_or_doubled_by_kills(tmp_path: Path) -> None:
    """kill -9 in the midst of fetching and of writing; then every page is there once, and was asked for little more."""
    count, out = 60, tmp_path / "out"
    articles = out / "articles.jsonl"

    def slow(handler: Handler) -> Reply:
        time.sleep(0.01)
        return page(article(f"Page {handler.path[1:]}"))

    with serving() as site:
        site.routes["/rss"] = xml(rss(site.base, *((f"/{number}", MONDAY) for number in range(count))), ETag='"1"')
        site.routes.update({f"/{number}": slow for number in range(count)})
        command = [*COPYDESK, "ingest", f"feed+{site.base}/rss", "--out", str(out), "--allow-loopback"]
        command += ["--fetch-delay", "0", "--workers", "1", "--batch-records", "4"]
        counted = {"pages": lambda: len(site.paths()), "rows": lambda: lines(articles)}
        killed = 0
        for done, more in MOMENTS:
            killed += killed_when(command, counted[done], more)
        assert killed >= 3
        subprocess.run(command, capture_output=True, check=True, timeout=PATIENCE)
        found = rows(out)
        assert sorted(row["source"] for row in found) == sorted(f"{site.base}/{number}" for number in range(count))
        assert all(row["provenance"]["revision"] == 1 for row in found)
        assert len([path for path in site.paths() if path != "/rss"]) <= count + 32 * killed
        again = subprocess.run(command, capture_output=True, check=True, timeout=PATIENCE)
        assert f"{count} unchanged" in again.stderr.decode()
        assert rows(out) == found


# What a run has done more than the one before it when it is killed.
MOMENTS = (("pages", 7), ("pages", 40), ("rows", 3), ("pages", 3), ("rows", 9), ("pages", 15), ("rows", 14))


def killed_when(command: list[str], counted: Callable[[], int], more: int) -> bool:
    """Start a run and kill it once it has done so much more; tell whether it had not ended by itself."""
    enough = counted() + more
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL, start_new_session=True)
    until(lambda: counted() >= enough or process.poll() is not None)
    alive = process.poll() is None
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    return alive


def lines(file: Path) -> int:
    return file.read_bytes().count(b"\n") if file.exists() else 0
