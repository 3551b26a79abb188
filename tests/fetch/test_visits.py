"""One visit: it goes where it may, as a guest does, and ends in time, whatever the server does."""

from __future__ import annotations

import datetime
import gzip
import itertools
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import pytest

from pipeline.fetch.client import Client
from pipeline.fetch.connection import resolved
from pipeline.fetch.crowd import crowd
from pipeline.fetch.polite import Validators, Visitor
from pipeline.fetch.verdicts import Answer, Halted, NotNow, Refused
from schemas import Fetching, Reason
from tests.fetch.site import Handler, Reply, Site, article, page, redirect, serving, text
from tests.waiting import PATIENCE

# What is to come comes, however busy the machine is; only what never comes is waited for by the impatient.
PATIENT = Fetching(
    delay_seconds=0.0, allow_loopback=True, connect_seconds=PATIENCE, read_seconds=PATIENCE, total_seconds=PATIENCE
)
IMPATIENT = PATIENT.model_copy(update={"read_seconds": 0.6, "total_seconds": 1.2})
CAP = 200_000


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as site:
        yield site


def visitor(fetching: Fetching = PATIENT, resolve: Any = resolved, halt: threading.Event | None = None) -> Visitor:
    halt = halt or threading.Event()
    return Visitor(Client(fetching, halt, resolve), fetching, halt)


def visit(url: str, fetching: Fetching = PATIENT, resolve: Any = resolved) -> Answer | Refused | NotNow | Halted:
    return visitor(fetching, resolve).outcome(url, Validators(), CAP)


def local(host: str, port: int) -> list[str]:
    """Resolve every name to this machine."""
    return ["127.0.0.1"]


def strict(**changes: Any) -> Fetching:
    return PATIENT.model_copy(update={"allow_loopback": False, **changes})


def refusal(result: object) -> str:
    assert isinstance(result, Refused), result
    return result.detail


def trouble(result: object) -> str:
    assert isinstance(result, NotNow), result
    return result.detail


# Where it leads


PRIVATE = [
    "http://169.254.169.254/latest/meta-data/",
    "http://10.0.0.1/",
    "http://192.168.1.1/",
    "http://[::1]/",
    "http://[::ffff:10.0.0.1]/",
    "http://[64:ff9b::a00:1]/",
    "http://0.0.0.0/",
    "http://2130706433/",
    "http://0x7f000001/",
    "http://0177.0.0.1/",
    "http://127.1/",
]


@pytest.mark.parametrize("target", PRIVATE)
def test_no_redirect_leads_into_a_private_network(site: Site, target: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is sent there, loopback allowed or not."""
    connected: list[Any] = []
    create = socket.create_connection

    def connect(address: tuple[str, int], *more: Any, **named: Any) -> socket.socket:
        connected.append(address[0])
        if f":{address[1]}" not in site.base:
            raise ConnectionRefusedError  # whatever this machine has at port 80
        return create(address, *more, **named)

    monkeypatch.setattr(socket, "create_connection", connect)
    site.routes["/away"] = redirect(target)
    result = visit(f"{site.base}/away")
    if "::1]" in target or target in ("http://127.1/", "http://0177.0.0.1/"):
        assert isinstance(result, Refused | NotNow)  # it is this machine, and nobody listens there
    else:
        assert "private network" in refusal(result) or "a number" in refusal(result)
    assert set(connected) <= {"127.0.0.1", "::1"}


@pytest.mark.parametrize("target", PRIVATE)
def test_no_address_leads_into_a_private_network(target: str) -> None:
    assert refusal(visit(target, strict())).startswith(("the address", "robots.txt cannot be had: the address"))


@pytest.mark.parametrize(
    "target", ["file:///etc/passwd", "ftp://127.0.0.1/", "gopher://127.0.0.1/", "data:,x", "//", ""]
)
def test_a_redirect_leads_to_the_web_or_nowhere(site: Site, target: str) -> None:
    site.routes["/away"] = redirect(target)
    assert refusal(visit(f"{site.base}/away")) in ("a redirect leads to no web address", "there are too many redirects")


def test_loopback_is_closed_unless_it_is_opened(site: Site) -> None:
    site.routes["/a"] = page(article("A"))
    assert "private network" in refusal(visit(f"{site.base}/a", strict()))
    assert "private network" in refusal(visit("http://localhost:9999/", strict()))
    assert site.asked == []


def test_a_name_with_one_private_address_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "create_connection", lambda *a, **k: pytest.fail("a connection was made"))
    for addresses in (["93.184.216.34", "10.0.0.1"], ["10.0.0.1", "93.184.216.34"], ["::ffff:192.168.0.1"]):
        result = visit("http://news.test/", strict(), lambda host, port, found=addresses: found)
        assert "private network" in refusal(result)


def test_the_connection_is_made_to_the_address_that_was_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that leads elsewhere a moment later gains nothing: it is resolved once for each connection."""
    answers = [["93.184.216.34"], ["127.0.0.1"], ["10.0.0.1"]]
    connected: list[Any] = []

    def connect(address: Any, *more: Any, **named: Any) -> Any:
        connected.append(address)
        raise ConnectionRefusedError

    monkeypatch.setattr(socket, "create_connection", connect)
    result = visit("http://rebinding.test/", strict(), lambda host, port: answers.pop(0))
    assert "no connection" in trouble(result)
    assert connected == [("93.184.216.34", 80)]
    assert len(answers) == 2


def test_every_hop_is_resolved_and_checked_anew(site: Site) -> None:
    """The first answer of the name server is this site, the next one a private network."""
    port = site.base.rpartition(":")[2]
    site.routes["/a"] = redirect(f"http://rebinding.test:{port}/b")
    site.routes["/b"] = page(article("B"))
    answers = {"robots": ["127.0.0.1"], "a": ["127.0.0.1"], "b": ["192.168.0.1"]}
    order = iter(answers.values())
    result = visit(f"http://rebinding.test:{port}/a", PATIENT, lambda host, port: next(order))
    assert "private network" in refusal(result)
    assert site.paths() == ["/a"]


def test_no_proxy_of_the_environment_is_asked(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    site.routes["/a"] = page(article("A"))
    with serving() as proxy:
        for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY", "https_proxy"):
            monkeypatch.setenv(name, proxy.base)
        assert isinstance(visit(f"{site.base}/a"), Answer)
        assert proxy.asked == []


def test_tls_is_verified_for_the_name_though_the_address_is_pinned(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    certificate, key = self_signed(tmp_path, "news.test")
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with serving() as site:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate, key)
        names: list[str | None] = []
        context.sni_callback = lambda _socket, name, _context: names.append(name)
        site.server.socket = context.wrap_socket(site.server.socket, server_side=True)
        site.routes["/a"] = page(article("A"))
        port = site.base.rpartition(":")[2]
        good = visit(f"https://news.test:{port}/a", PATIENT, local)
        bad = visit(f"https://other.test:{port}/a", PATIENT, local)
    assert isinstance(good, Answer)
    assert names[0] == "news.test"
    assert "not a trusted one" in trouble(bad)


def self_signed(folder: Path, name: str) -> tuple[Path, Path]:
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(x509.oid.NameOID.COMMON_NAME, name)])
    now = datetime.datetime.now(datetime.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    paths = folder / "certificate.pem", folder / "key.pem"
    paths[0].write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    paths[1].write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return paths


# Redirects


def test_a_redirect_is_followed_and_remembered(site: Site) -> None:
    site.routes.update({"/a": redirect("b", 301), "/b": redirect("/c?utm_source=x#top", 307), "/c": page(article("C"))})
    answer = visit(f"{site.base}/a")
    assert isinstance(answer, Answer)
    assert answer.url == f"{site.base}/c"


def test_a_circle_of_redirects_ends(site: Site) -> None:
    site.routes.update({"/a": redirect("/b"), "/b": redirect("/a")})
    assert refusal(visit(f"{site.base}/a")) == "there are too many redirects"
    assert len(site.paths()) == PATIENT.max_redirects + 1


# robots.txt


def test_robots_txt_is_obeyed_on_every_hop(site: Site) -> None:
    site.routes["/robots.txt"] = text("User-agent: *\nAllow: /\n\nUser-agent: copydesk\nDisallow: /private\n")
    site.routes.update({"/a": redirect("/private/b"), "/private/b": page(article("B")), "/c": page(article("C"))})
    here = visitor()
    assert isinstance(here.outcome(f"{site.base}/c", Validators(), CAP), Answer)
    for path in ("/a", "/private/b"):
        assert refusal(here.outcome(site.base + path, Validators(), CAP)) == "robots.txt does not allow it"
    assert site.paths(but=()) == ["/robots.txt", "/c", "/a"]


@pytest.mark.parametrize("status", [401, 403, 404, 410])
def test_without_robots_txt_everything_is_allowed(site: Site, status: int) -> None:
    site.routes.update({"/robots.txt": (status, {}, b"User-agent: *\nDisallow: /"), "/a": page(article("A"))})
    assert isinstance(visit(f"{site.base}/a"), Answer)


@pytest.mark.parametrize("robots", [(503, {}, b""), (429, {}, b""), (500, {}, b"")])
def test_while_robots_txt_cannot_be_had_nothing_is_fetched(site: Site, robots: Any) -> None:
    site.routes.update({"/robots.txt": robots, "/a": page(article("A"))})
    here = visitor()
    for _ in range(3):
        assert "robots.txt cannot be had" in trouble(here.outcome(f"{site.base}/a", Validators(), CAP))
    assert site.paths(but=()) == ["/robots.txt"]


def test_a_robots_txt_that_is_a_bomb_is_not_unpacked(site: Site) -> None:
    site.routes["/robots.txt"] = (200, {"Content-Encoding": "gzip"}, gzip.compress(b"a" * 10_000_000))
    site.routes["/a"] = page(article("A"))
    assert "robots.txt cannot be had" in trouble(visit(f"{site.base}/a"))


# Pauses


def test_requests_to_a_host_keep_the_pause_and_never_overlap(site: Site) -> None:
    for number in range(4):
        site.routes[f"/{number}"] = page(article(str(number)))
    results = run_crowd(site, [f"/{number}" for number in range(4)], PATIENT.model_copy(update={"delay_seconds": 0.15}))
    assert len(results) == 4
    times = [when for _, _, when in site.asked]
    assert min(later - earlier for earlier, later in itertools.pairwise(times)) >= 0.15
    assert site.busiest == 1


def test_crawl_delay_is_kept(site: Site) -> None:
    site.routes["/robots.txt"] = text("User-agent: *\nCrawl-delay: 0.3\n")
    site.routes.update({"/a": page(article("A")), "/b": page(article("B"))})
    run_crowd(site, ["/a", "/b"], PATIENT)
    (_, _, first), (_, _, second) = [row for row in site.asked if row[0] in ("/a", "/b")]
    assert second - first >= 0.3


def test_a_site_that_asks_for_minutes_gets_one_page_a_run(site: Site) -> None:
    site.routes["/robots.txt"] = text("User-agent: *\nCrawl-delay: 600\n")
    site.routes.update({"/a": page(article("A")), "/b": page(article("B"))})
    first, second = run_crowd(site, ["/a", "/b"], PATIENT)
    assert isinstance(first, Answer)
    assert isinstance(second, NotNow)
    assert (second.wait_seconds, second.tried) == (600, False)


def test_hosts_are_asked_in_parallel_but_each_by_one(site: Site) -> None:
    """Four names of the same site, two at a time: neither is answered before the other has asked."""
    pair = threading.Barrier(2, timeout=PATIENCE)

    def slow(handler: Handler) -> Reply:
        pair.wait()
        time.sleep(0.2)  # time for a third, if one may
        return page(article("slow"))

    site.routes["/a"] = slow
    port = site.base.rpartition(":")[2]
    urls = [f"http://{name}.test:{port}/a" for name in "abcd"]
    fetching = PATIENT.model_copy(update={"hosts_at_once": 2})
    results = run_crowd(site, urls, fetching, local)
    assert all(isinstance(result, Answer) for result in results)
    assert site.busiest == 2


def test_a_host_that_others_redirect_to_is_asked_by_one_at_a_time(site: Site) -> None:
    inside = [0, 0]

    def slow(handler: Handler) -> Any:
        inside[0] += 1
        inside[1] = max(inside)
        time.sleep(0.2)  # time for a second, if one may
        inside[0] -= 1
        return page(article("slow"))

    port = site.base.rpartition(":")[2]
    site.routes.update({"/a": redirect(f"http://one.test:{port}/b"), "/b": slow})
    results = run_crowd(site, [f"http://{name}.test:{port}/a" for name in "abcd"], PATIENT, local)
    assert all(isinstance(result, Answer) for result in results)
    assert inside == [0, 1]


def run_crowd(site: Site, paths: list[str], fetching: Fetching, resolve: Any = resolved) -> list[Any]:
    halt = threading.Event()
    here = visitor(fetching, resolve, halt)
    urls = [path if "://" in path else site.base + path for path in paths]
    found = dict(
        crowd(
            urls,
            lambda url: url.split("/")[2],
            lambda url: here.outcome(url, Validators(), CAP),
            threads=fetching.hosts_at_once,
            halt=halt,
            stop=lambda: False,
        )
    )
    return [found[url] for url in urls]


@pytest.mark.parametrize("status", [429, 503])
def test_a_host_that_asks_for_time_is_left_alone(site: Site, status: int) -> None:
    site.routes.update({"/a": (status, {"Retry-After": "120"}, b""), "/b": page(article("B"))})
    first, second = run_crowd(site, ["/a", "/b"], PATIENT)
    assert (first.wait_seconds, first.tried) == (120, True)
    assert (second.wait_seconds, second.tried) == (120, False)
    assert site.paths() == ["/a"]


@pytest.mark.parametrize(
    ("value", "low", "high"),
    [("0", 0, 0), ("soon", 0, 0), ("-5", 0, 0), ("99999999999", 86_400, 86_400), ("", 0, 0), ("date", 7_200, 10_800)],
)
def test_retry_after_is_seconds_or_a_date_and_at_most_a_day(site: Site, value: str, low: int, high: int) -> None:
    if value == "date":
        value = format_datetime(datetime.datetime.now(datetime.UTC) + datetime.timedelta(hours=3), usegmt=True)
    site.routes["/a"] = (429, {"Retry-After": value}, b"")
    result = visit(f"{site.base}/a")
    assert isinstance(result, NotNow)
    assert low <= result.wait_seconds <= high


def test_a_host_that_fails_three_times_is_left_alone(site: Site) -> None:
    site.routes.update({f"/{number}": (500, {}, b"") for number in range(5)})
    results = run_crowd(site, [f"/{number}" for number in range(5)], PATIENT)
    assert [result.tried for result in results] == [True, True, True, False, False]
    assert len(site.paths()) == 3


# Sizes and times


def test_an_endless_body_is_cut_by_its_size(site: Site) -> None:
    site.routes["/a"] = lambda handler: handler.drip(b"<p>more</p>" * 1000, 0.0)
    result = visit(f"{site.base}/a")
    assert isinstance(result, Refused)
    assert result.reason is Reason.RECORD_TOO_LARGE


@pytest.mark.parametrize("pause", [0.05, PATIENCE], ids=["drips", "is_silent"])
def test_a_slow_body_is_cut(site: Site, pause: float) -> None:
    """It would never end by itself."""
    site.routes["/a"] = lambda handler: handler.drip(b"x", pause)
    assert "time" in trouble(visit(f"{site.base}/a", IMPATIENT))


def test_a_head_that_drips_is_cut(site: Site) -> None:
    def drip(handler: Handler) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
        handler.drip(b"X", 0.05, head=False)

    site.routes["/a"] = drip
    assert "time" in trouble(visit(f"{site.base}/a", IMPATIENT))


def test_an_endless_head_is_cut(site: Site) -> None:
    def flood(handler: Handler) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
        handler.drip(b"X-More: " + b"x" * 1000 + b"\r\n", 0.0, head=False)

    site.routes["/a"] = flood
    assert "broke off or is not HTTP" in trouble(visit(f"{site.base}/a"))


CUT = b"HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nshort"


@pytest.mark.parametrize("raw", [b"", b"SSH-2.0-OpenSSH_9.6\r\n", CUT])
def test_an_answer_that_is_none_or_breaks_off_may_come_later(site: Site, raw: bytes) -> None:
    def answer(handler: Handler) -> None:
        handler.wfile.write(raw)

    site.routes["/a"] = answer
    assert "broke off or is not HTTP" in trouble(visit(f"{site.base}/a"))


def test_nobody_listening_is_trouble_that_may_pass() -> None:
    with socket.socket() as bound:  # and never listening: nobody else can take the port meanwhile
        bound.bind(("127.0.0.1", 0))
        assert "no connection" in trouble(visit(f"http://127.0.0.1:{bound.getsockname()[1]}/"))


def test_the_end_of_a_run_ends_a_request_at_once(site: Site) -> None:
    halt = threading.Event()

    def silent(handler: Handler) -> None:
        halt.set()
        handler.drip(b"", PATIENCE)

    site.routes["/a"] = silent
    assert isinstance(visitor(PATIENT, resolved, halt).outcome(f"{site.base}/a", Validators(), CAP), Halted)
    assert not site.ended.is_set()


# Manners


def test_we_say_who_we_are_and_nothing_else(site: Site) -> None:
    site.routes["/a"] = page(article("A"))
    fetching = PATIENT.model_copy(update={"contact": "https://example.org/bot"})
    visit(f"{site.base}/a", fetching)
    for _, headers, _ in site.asked:
        assert headers["user-agent"].startswith("copydesk/")
        assert headers["user-agent"].endswith(" (+https://example.org/bot)")
        assert not {"cookie", "authorization", "referer"} & set(headers)


def test_a_conditional_request_is_made_where_the_page_was_found(site: Site) -> None:
    site.routes.update({"/a": redirect("/b"), "/b": page(article("B"), ETag='"7"')})
    known = Validators(f"{site.base}/b", '"7"', None)
    answer = visitor().outcome(f"{site.base}/a", known, CAP)
    assert isinstance(answer, Answer)
    assert answer.status == 304
    sent = {path: headers.get("if-none-match") for path, headers, _ in site.asked}
    assert sent == {"/robots.txt": None, "/a": None, "/b": '"7"'}
