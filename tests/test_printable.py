"""What no record and no terminal may get: controls, bidi overrides, surrogates, characters that are none."""

from __future__ import annotations

import json
import os
import pty
import re
import subprocess
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipeline import process
from pipeline.engine.journal import LOG
from pipeline.engine.outcomes import clean
from pipeline.printable import is_clean, json_line, one_line, pictured, shown
from pipeline.repair import apply, repair_text
from pipeline.sources.found import Unit
from pipeline.sources.uris import member_uri, uri_of
from schemas import Article, Given, MediaType, RawDocument, Settings
from schemas.kinds import Kind
from tests.conftest import COPYDESK
from tests.forked import run_forked
from tests.records import row as record_row
from tests.test_conservation import strings

# Written out here, not imported: this is the promise, the module is how it is kept.
NONCHARACTERS = "\ufdd0-\ufdef" + "".join(f"{chr(p << 16 | 0xFFFE)}{chr(p << 16 | 0xFFFF)}" for p in range(17))
FORBIDDEN = re.compile(
    f"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff{NONCHARACTERS}]"
    "|(?<![\U0001f3f4\U000e0000-\U000e007f])[\U000e0000-\U000e007f]"
)
NASTY = [
    *("\x1b]0;owned\x07", "\x1b[31m", "\x00", "\x7f", "\x85", "\x9b", "\x9d0;c1\x9c", "\u2028", "\u2029"),
    *("\u202a", "\u202e", "\u202c", "\u2066", "\u2067", "\u2069", "\ufeff", "\ufdd0", "\ufffe", "\uffff"),
    *("\U0001fffe", "\U0010ffff", "\U000e0041", "\U000e0001", "\r", "\x0b", "\x0c", "\x1c"),
]
# Natural language needs these: joiners of Persian and emoji, marks of direction, soft hyphens, the flag of a region.
NATURAL = [
    *("\u200c", "\u200d", "\u200e", "\u200f", "\u061c", "\u00ad", "\u2060", "\u200b", "\ufe0f", "\u00a0"),
    "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
]
PIECES = st.sampled_from(
    [*NASTY, *NATURAL, "The harbour ", "می‌خواهم", "市长周二表示", "Рыбаки ", "Ã©", "ยป", "&#8238;", "a", "é", " ", "—"]
)
MIXED = st.lists(PIECES | st.text(max_size=3), max_size=12).map("".join)
PROSE = "The crew won by a length on Sunday in front of ten thousand people, the coach said."
LOOSE = Settings(min_words=0)


def row_of(kind: Kind, content: bytes, source: str = "memory", fallback_id: str | None = None) -> bytes:
    """Return the line that the engine writes for a unit."""
    return clean(Unit(source, kind, content, fallback_id), None, process, LOOSE).line


def assert_clean(line: bytes) -> None:
    """Every string of the record, keys of objects too, is clean, and so is the line itself."""
    assert not FORBIDDEN.search(line.decode().removesuffix("\n"))
    for value in strings(json.loads(line)):
        assert not FORBIDDEN.search(value), ascii(value)


@pytest.mark.slow
@settings(max_examples=300, deadline=None)
@given(
    st.dictionaries(st.sampled_from(["title", "authors", "publisher", "date", "url", "language", "id"]), MIXED), MIXED
)
@example({"title": "Safe \u202egnp.exe"}, "")
@example({"publisher": "\u2066River News\u2069", "authors": "\u202eLena Wolf"}, "")
@example({"url": "https://example.org/\u202egnp.exe"}, "")
@example({"id": "a\u202eb"}, "")
def test_what_a_jsonl_line_gives_is_clean_in_its_record(fields: dict[str, str], text: str) -> None:
    """Whatever title, authors, publisher, date, address, language or id a line gives, its row is clean."""
    given_fields: dict[str, object] = {**fields, "text": f"{text}\n\n{PROSE}"}
    if "authors" in fields:
        given_fields["authors"] = [fields["authors"]]
    try:
        content = json.dumps(given_fields, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        content = json.dumps(given_fields).encode()
    assert_clean(row_of(Kind.JSONL, content, fallback_id="line:1"))


@pytest.mark.slow
@settings(max_examples=300, deadline=None)
@given(MIXED, MIXED)
@example("\U0001fffe", "\ufdd0")
def test_a_text_makes_a_clean_record(head: str, inner: str) -> None:
    """Headline, text, what was removed and what was repaired of a text are clean."""
    content = f"{head}\n\n{PROSE} {inner}\n\nRead more {inner}\n".encode("utf-8", "surrogatepass")
    assert_clean(row_of(Kind.TEXT, content))


@pytest.mark.slow
@settings(max_examples=200, deadline=None)
@given(MIXED, MIXED, MIXED)
def test_a_page_makes_a_clean_record(title: str, author: str, inner: str) -> None:
    """What an HTML page declares and what it shows is clean, raw characters and references alike."""
    data = json.dumps({"@type": "NewsArticle", "headline": title, "author": {"name": author}, "publisher": inner})
    references = "".join(f"&#{ord(c)};" for c in title)
    page = (
        f'<html><head><title>{title}</title><meta name="author" content="{author}"><meta property="og:site_name" '
        f'content="{references}"><link rel="canonical" href="https://example.org/{inner}">'
        f'<script type="application/ld+json">{data}</script></head><body><h1>{title}</h1><p>By {author}</p>'
        f"<figure><figcaption>{inner}</figcaption></figure>"
        + f"<p>{PROSE} {inner} {references}</p>" * 3
        + "</body></html>"
    )
    assert_clean(row_of(Kind.HTML, page.encode("utf-8", "surrogatepass")))


@pytest.mark.slow
@settings(max_examples=300, deadline=None)
@given(st.binary(min_size=1, max_size=40), MIXED)
@example(b"\x1b]0;owned\x07.txt", "\u202etxt.exe")
def test_the_name_of_an_input_is_clean_in_its_record(name: bytes, member: str) -> None:
    """Names of files and of members of archives stand percent-encoded in the record where they are not clean."""
    path = os.fsdecode(name.replace(b"\x00", b""))
    for source in (uri_of(path), member_uri("a.zip", member)):
        if source:
            assert_clean(row_of(Kind.TEXT, PROSE.encode(), source))
            assert_clean(row_of(Kind.TEXT, b"", source))


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=60), st.sampled_from([Kind.TEXT, Kind.HTML, Kind.JSONL]))
def test_any_bytes_make_a_clean_row(content: bytes, kind: Kind) -> None:
    """Rejects too: their detail and the snippet of what came."""
    assert_clean(row_of(kind, content, fallback_id="line:1"))


@settings(max_examples=300, deadline=None)
@given(MIXED)
def test_repair_leaves_a_text_clean(text: str) -> None:
    """A repaired text has none of them, and the changes replay."""
    repaired = repair_text(text)
    assert not FORBIDDEN.search(repaired.text), ascii(repaired.text)
    assert apply(repaired.repairs, text) == repaired.text


@settings(max_examples=300, deadline=None)
@given(MIXED)
def test_the_one_place_keeps_what_it_promises(text: str) -> None:
    """`one_line`, `pictured` and `shown` give clean text, `json_line` the same object in clean characters."""
    assert is_clean(text) == (FORBIDDEN.search(text) is None)
    for made in (one_line(text), pictured(text), shown(text)):
        assert not FORBIDDEN.search(made)
        assert is_clean(made)
    assert "\n" not in shown(text)
    assert "\t" not in shown(text)
    assert len(pictured(text)) == len(shown(text)) == len(text)
    assert json.loads(json_line({"text": text})) == {"text": text}
    assert not FORBIDDEN.search(json_line({"text": text}))


@pytest.mark.parametrize("kept", NATURAL, ids=ascii)
def test_what_natural_language_needs_stays(kept: str) -> None:
    """Joiners, direction marks, soft hyphens and flags stay in given fields, in texts and on the terminal."""
    title = f"a{kept}b" if not kept.isspace() else "a b"
    row = process(RawDocument("m", f"{PROSE} a{kept}b", MediaType.TEXT, given=Given(title=f"a{kept}b")), LOOSE)
    assert isinstance(row, Article)
    assert (row.title, f"a{kept}b" in row.text) == (title, True)
    assert shown(f"a{kept}b") == f"a{kept}b"


def test_a_page_full_of_overrides_is_cleaned_in_every_block() -> None:
    """More bidi overrides than are listed one by one: still each paragraph stands once, and clean."""
    paragraphs = [f"{PROSE} They had trained since the {n}th of May, he said. {PROSE}" for n in range(20)]
    shown_as = ["\u202e".join(paragraph) for paragraph in paragraphs]
    page = f"<html><body><h1>Rowers win</h1>{''.join(f'<p>{p}</p>' for p in shown_as)}</body></html>"
    row = json.loads(row_of(Kind.HTML, page.encode()))
    assert row["text"].split("\n\n") == paragraphs


NAMES = [
    b"\x1b]0;owned\x07.txt",
    b"two\nlines.txt",
    "\u202etxt.exe.txt".encode(),
    b"c1\xc2\x9b31m.txt",
    b"raw\x9b\xff.txt",
]
TERMINAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff]")


def on_a_terminal(*arguments: bytes | str, cwd: Path) -> str:
    """Return all that the command writes on a terminal, its own colours and movements of the cursor taken out."""
    parent, child = pty.openpty()
    environment = {**os.environ, "TERM": "xterm", "COLUMNS": "300", "PYTHONUTF8": "1"}
    running = subprocess.Popen(
        [*COPYDESK, *arguments], cwd=cwd, stdin=subprocess.DEVNULL, stdout=child, stderr=child, env=environment
    )
    os.close(child)
    written = b""
    try:
        while piece := os.read(parent, 1 << 16):
            written += piece
    except OSError:  # the other end is closed
        pass
    os.close(parent)
    running.wait()
    return re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", written.decode("utf-8", "replace"))


def assert_harmless(written: str) -> None:
    """No control character, C1 or bidi override; no title of a window."""
    assert "Traceback" not in written, written
    assert not TERMINAL.search(written), ascii(written)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An inbox with names that are escapes, and a page and a JSONL line that have one in the title."""
    place = tmp_path_factory.mktemp("names")
    (place / "inbox").mkdir()
    for name in NAMES:
        Path(os.fsdecode(os.fsencode(place / "inbox") + b"/" + name)).write_text(f"{PROSE}\n")
    title = "\x1b]0;owned\x07\u202eWin&#27;]0;owned&#7;\x9b31m&#8238;"
    page = f"<html><head><title>{title}</title></head><body><h1>{title}</h1>{f'<p>{PROSE}</p>' * 4}</body></html>"
    (place / "inbox" / "page.html").write_text(page)
    line = json.dumps({"id": "\x1b]0;owned\x07", "text": PROSE, "title": title}) + "\n"
    line += json.dumps({"text": f"{PROSE} {PROSE}", "title": title}) + "\n"
    (place / "inbox" / "lines.jsonl").write_text(line)
    (place / "inbox" / "empty.txt").write_text("")
    os.mkfifo(place / "inbox" / "pipe\x1b]0;owned\x07.txt")
    return place


@pytest.mark.slow
@pytest.mark.parametrize(
    "arguments",
    [
        ["ingest", "inbox", "--out", "out"],
        ["ingest", *[b"inbox/" + name for name in NAMES], "--out", "out2"],
        ["ingest", "inbox", "--out", "-", "--rejects"],
        ["ingest", b"inbox/nowhere\x1b]0;owned\x07.txt", "--out", "out3"],
        ["ingest", "inbox", "--out", b"inbox/empty.txt/\x1b]0;owned\x07"],
        ["ingest", "inbox", "--out", "out4", "--config", b"no\x1b]0;owned\x07.toml"],
        ["ingest", "inbox", "--out", "out4", "--set", b"key\x1b]0;owned\x07=1"],
        ["ingest", "inbox", "--out", "out4", b"--\x1b]0;owned\x07"],
        ["ingest", "inbox", "--out", "out4", "--workers", b"\x1b]0;owned\x07"],
        ["status", "out"],
        ["status", "out", "--json"],
        ["status", b"out\x1b]0;owned\x07"],
        ["status", "out", b"more\xe2\x80\xae"],
        ["retry", "out"],
        ["retry", b"out\x1b]0;owned\x07"],
        *[["explain", b"inbox/" + name] for name in NAMES],
        ["explain", "inbox/page.html"],
        ["explain", "inbox/page.html", "--json"],
        ["explain", "inbox/lines.jsonl"],
        ["explain", b"\x1b]0;owned\x07.txt"],
        *[["render", "hostile.jsonl", "--to", form] for form in ("markdown", "html", "text")],
        ["render", "inbox/lines.jsonl"],
        ["render", "hostile.jsonl", "--out", b"inbox/empty.txt/\x1b]0;owned\x07"],
        ["render", "hostile.jsonl", "--id", b"\x1b]0;owned\x07"],
        ["render", b"\x1b]0;owned\x07"],
        ["render", "hostile.jsonl", "--to", b"\x1b]0;owned\x07"],
        ["repair", "--explain", "inbox/page.html"],
        ["repair", "--jsonl", "--explain", "inbox/lines.jsonl"],
        ["repair", b"\x1b]0;owned\x07.txt"],
        ["repair", "inbox/c1.only"],
        ["serve", "--inbox", b"nowhere\x1b]0;owned\x07", "--out", "out5", "--every", "15m"],
        ["serve", "--inbox", "inbox", "--out", "out5", "--every", b"\x1b]0;owned\x07"],
        ["schema", "--as", b"\x1b]0;owned\x07"],
        [b"\x1b]0;owned\x07"],
    ],
    ids=ascii,
)  # fmt: skip
def test_no_command_lets_an_escape_through_to_the_terminal(folder: Path, arguments: list[bytes | str]) -> None:
    """Names, titles, arguments and messages reach a terminal as pictures of their control characters."""
    nasty = "".join(NASTY)
    told = {"url": f"https://a.org/{nasty}", "alt": nasty, "caption": nasty, "paragraph": 0}
    shapes = [
        {"paragraph": 1, "kind": "code"},
        {"paragraph": 2, "kind": "table"},
        {"paragraph": 3, "kind": "live_entry"},
    ]
    head = ("title", "kicker", "standfirst", "byline", "publisher", "dateline", "language", "published_raw")
    hostile = record_row(
        f"a{nasty}b\n\n{nasty}\n\n{nasty}\t{nasty}\n\n{nasty}",
        authors=[nasty],
        notes=[{"text": nasty}],
        images=[told],
        captions=[{"text": nasty, "credit": nasty}],
        structure=[{**shape, "time": nasty} for shape in shapes],
    )
    hostile |= dict.fromkeys(head, nasty)
    (folder / "hostile.jsonl").write_text(json.dumps(hostile) + "\n")
    (folder / "inbox" / "c1.only").write_text("\x9b\x9b\u202e\n")
    if arguments[0] in ("status", "retry") and not (folder / "out").exists():
        on_a_terminal("ingest", "inbox", "--out", "out", cwd=folder)
    assert_harmless(on_a_terminal(*arguments, cwd=folder))


def test_a_name_that_is_no_text_is_an_input_like_any_other(tmp_path: Path) -> None:
    """A file whose name is not UTF-8, named outright: its record, its folder's account, and exit code 0."""
    name = os.fsdecode(b"raw\xff\x1b.txt")
    (tmp_path / name).write_text(PROSE)
    done = run_forked("ingest", name, "--out", "out", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    (account,) = (tmp_path / "out" / "runs").glob("*.json")
    assert json.loads(account.read_bytes())["inputs"] == ["raw\ufffd␛.txt"]
    again = run_forked("status", "--json", "out", cwd=tmp_path)
    assert json.loads(again.stdout)["articles"] == 1
    serving = [*COPYDESK, "serve", "--inbox", name, "--out", "out", "--every", "15m"]
    served = subprocess.run(serving, cwd=tmp_path, capture_output=True, check=False)
    assert (served.returncode, b"UTF-8" in served.stderr) == (2, True)


def test_folders_whose_names_are_no_text_are_like_any_other(tmp_path: Path) -> None:
    """The folder the command stands in, and the output folder: run, run again, status and retry."""
    here = tmp_path / os.fsdecode(b"here\xff")
    (here / "in").mkdir(parents=True)
    (here / "in" / "a.txt").write_text(PROSE)
    for out in ("out", os.fsdecode(b"out\xfe\x1b")):
        for command in (
            ["ingest", "in", "--out", out],
            ["ingest", "in", "--out", out],
            ["status", out],
            ["retry", out],
        ):
            done = run_forked(*command, cwd=here)
            assert (done.returncode, b"Traceback" in done.stderr) == (0, False), done.stderr
        assert (here / out / "articles.jsonl").read_bytes().count(b"\n") == 1


def test_the_log_shows_names_by_pictures(caplog: pytest.LogCaptureFixture) -> None:
    """What the engine logs, which Prefect writes to its console, is shown as on the terminal."""
    with caplog.at_level("WARNING", logger="copydesk"):
        LOG.warning("%s", "a\x1b]0;owned\x07\u202e")
    assert caplog.messages == ["a␛]0;owned␇\ufffd"]


def test_a_caption_of_a_page_is_repaired() -> None:
    """What stands in a figcaption is mended like every other line."""
    caption = "<figcaption>The crew ยป at dawn on the river\x7f</figcaption>"
    story = f"<h1>Rowers win</h1><p>{PROSE}</p><figure>{caption}</figure>" + f"<p>{PROSE}</p>" * 2
    page = f"<html><body>{story}</body></html>"
    row = json.loads(row_of(Kind.HTML, page.encode()))
    assert [caption["text"] for caption in row["captions"]] == ["The crew » at dawn on the river"]
