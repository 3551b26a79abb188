"""Every setting acts: an input on either side of its edge, through `process` or the real command."""

from __future__ import annotations

import gzip
import json
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from pipeline.processing import process
from schemas import Article, MediaType, RawDocument, Rejection, Settings
from tests.fetch.site import article
from tests.test_cli import run

STORY = "The crew won by a length on Sunday in front of ten thousand people, who cheered for a long time.\n"
WORDS = 15


@dataclass(frozen=True)
class Edge:
    """A document that a setting's value lets pass, one just beyond it, and what that one is a reject for."""

    value: int
    inside: RawDocument
    outside: RawDocument
    reason: str


def plain(content: str | bytes) -> RawDocument:
    return RawDocument("story.txt", content, MediaType.TEXT)


def page(markup: str) -> RawDocument:
    """Return a page of an article with this markup before its headline."""
    whole = article("Ferry").decode().replace("<h1>", f"{markup}<h1>")
    return RawDocument("page.html", whole.encode(), MediaType.HTML)


def lengthened(size: int, letter: str = "a") -> str:
    """Return a story of so many characters."""
    return STORY + letter * (size - len(STORY))


def nested(depth: int) -> RawDocument:
    """Return a page whose deepest element is at this depth; html, body, article and the divs around i are counted."""
    return page("<div>" * (depth - 4) + "<i>x</i>" + "</div>" * (depth - 4))


def tags(count: int) -> RawDocument:
    there = article("Ferry").decode().count("<") - article("Ferry").decode().count("</")
    return page("<i>x</i>" * (count - there))


def tag(size: int) -> RawDocument:
    filler = "x" * (size - len("<i title=''>"))
    return page(f"<i title='{filler}'>x</i>")


def attributes(count: int) -> RawDocument:
    return page(f"<i {' '.join(f'a{number}' for number in range(count))}>x</i>")


def story_of(words: int) -> RawDocument:
    return plain(f"Rowers win\n\nThe {'crew ' * (words - 2)}won.\n")


EDGES: dict[str, list[Edge]] = {
    "max_record_bytes": [
        Edge(400, plain(lengthened(400).encode()), plain(lengthened(401).encode()), "record_too_large"),
        # Characters that JSON hands over count as the bytes they are in UTF-8.
        Edge(len(lengthened(300, "é").encode()), plain(lengthened(300, "é")), plain(lengthened(301, "é")),
             "record_too_large"),
    ],
    "max_text_characters": [Edge(400, plain(lengthened(400)), plain(lengthened(401)), "record_too_large")],
    "max_lines": [Edge(3, plain(f"Rowers win\n\n{STORY.strip()}"), plain(f"Rowers win\n\n\n{STORY.strip()}"),
                       "record_too_large")],
    "max_html_depth": [Edge(depth, nested(depth), nested(depth + 1), "pathological_markup")
                       for depth in (9, 300, 2000)],
    "max_html_elements": [Edge(50, tags(50), tags(51), "pathological_markup")],
    "max_tag_bytes": [Edge(size, tag(size), tag(size + 1), "pathological_markup") for size in (100, 1999, 2000, 2500)],
    "max_tag_attributes": [Edge(50, attributes(50), attributes(51), "pathological_markup")],
    "min_words": [Edge(WORDS, story_of(WORDS), story_of(WORDS - 1), "too_short")],
}  # fmt: skip


def json_ld_is_read_up_to_its_limit() -> None:
    """A script of just the limit gives the author, one byte less of a limit and it is not there."""
    script = '<script type="application/ld+json">{"@type":"NewsArticle","author":{"name":"Maren Holt"}}</script>'
    for limit, authors in ((len(script), ["Maren Holt"]), (len(script) - 1, [])):
        row = process(page(script), Settings(max_json_ld_bytes=limit))
        assert isinstance(row, Article)
        assert row.authors == authors


def a_second_extractor_is_asked_if_wanted() -> None:
    from pipeline.html.body import extent

    asked: list[bool] = []

    def asked_for(markup: bytes, *, fast: bool) -> list[str]:
        asked.append(fast)
        return ["Ferry"]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(extent, "main_text", asked_for)
        for thorough in (False, True):
            assert isinstance(process(page(""), Settings(thorough=thorough)), Article)
            assert len(asked) == thorough


def a_line_of_json_lines_is_read_up_to_its_limit(folder: Path) -> None:
    line = json.dumps({"text": STORY}).encode()
    (folder / "in.jsonl").write_bytes(line + b"\n" + line + b" \n" + line + b"\n")
    for limit, kept in ((len(line), 2), (len(line) + 1, 3), (len(line) - 1, 0)):
        done = run("ingest", "in.jsonl", "--out", "-", "--set", f"max_jsonl_line_bytes={limit}", cwd=folder)
        assert done.stdout.count(b"\n") == kept, done.stderr
        assert (b"record_too_large" in done.stderr) == (kept < 3)


def a_header_is_read_up_to_its_limit(folder: Path) -> None:
    """Of a WARC record, and of the HTTP answer in it."""
    for warc_filler, http_filler in ((500, 0), (0, 500)):
        body = article("Ferry")
        http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nX-Filler: " + b"x" * http_filler + b"\r\n\r\n"
        head = (
            b"WARC/1.0\r\nWARC-Type: response\r\nContent-Type: application/http;msgtype=response\r\n"
            b"WARC-Target-URI: https://example.org/a\r\nWARC-Record-ID: <urn:uuid:1>\r\nX-Filler: "
            + b"x" * warc_filler
            + f"\r\nContent-Length: {len(http) + len(body)}\r\n\r\n".encode()
        )
        (folder / "in.warc").write_bytes(head + http + body + b"\r\n\r\n")
        longest = max(len(head), len(http))
        for limit, kept in ((longest, 1), (longest - 1, 0)):
            done = run("ingest", "in.warc", "--out", "-", "--set", f"max_header_bytes={limit}", cwd=folder)
            assert done.stdout.count(b"\n") == kept, (warc_filler, limit, done.stderr)


def typography_is_made_plain_if_wanted() -> None:
    curly = plain(STORY.replace("The crew", "\u201cThe crew\u201d"))
    for wanted, quote in (("published", "\u201c"), ("plain", '"')):
        row = process(curly, Settings(typography=wanted))
        assert isinstance(row, Article)
        assert row.text.startswith(quote)


def words_in_bold_are_told_of_if_wanted() -> None:
    text = STORY.replace("The crew", "The <b>crew</b>", 1)
    page = RawDocument(
        "m", f"<html><body><article><h1>Rowers</h1><p>{text}</p></article></body></html>", MediaType.HTML
    )
    for wanted in (False, True):
        row = process(page, Settings(emphasis=wanted))
        assert isinstance(row, Article)
        assert [row.text[span.start : span.end] for span in row.emphasis] == ["crew"] * wanted


def members_of_an_archive_are_read_up_to_their_limit(folder: Path) -> None:
    with zipfile.ZipFile(folder / "in.zip", "w") as archive:
        for name in "abc":
            archive.writestr(f"{name}.txt", STORY)
    for limit, rejects in ((3, 0), (2, 1)):
        done = run("ingest", "in.zip", "--out", "-", "--set", f"max_archive_members={limit}", cwd=folder)
        assert (done.stdout.count(b"\n"), done.stderr.count(b"1 record_too_large")) == (limit, rejects), done.stderr


def a_packed_file_is_unpacked_up_to_its_limit(folder: Path) -> None:
    lines = b"".join(json.dumps({"id": name, "text": STORY}).encode() + b"\n" for name in "ab")
    (folder / "in.jsonl.gz").write_bytes(gzip.compress(lines))
    for limit, rejects in ((len(lines), 0), (len(lines) - 1, 1)):
        done = run("ingest", "in.jsonl.gz", "--out", "-", "--set", f"max_unpacked_bytes={limit}", cwd=folder)
        assert done.stderr.count(b"1 record_too_large") == rejects, done.stderr


def files_are_taken_for_what_they_are_said_to_be(folder: Path) -> None:
    (folder / "in").mkdir()
    (folder / "in" / "a.data").write_text(json.dumps({"text": STORY}), encoding="utf-8")
    for kind, code, said in (("none", 2, b"1 .data"), ("jsonl", 0, b'"line:1"'), ("html", 0, b'"text/html"')):
        done = run("ingest", "in", "--out", "-", "--set", f"input_type={kind}", cwd=folder)
        assert (done.returncode, said in done.stdout + done.stderr) == (code, True), done.stderr


def other_names_of_keys_are_taken(folder: Path) -> None:
    (folder / "in.jsonl").write_text(json.dumps({"body": STORY}), encoding="utf-8")
    for fields, said in (("[]", b"1 missing_field"), ("text=body", b"1 articles"), ("text=story", b"1 missing_field")):
        done = run("ingest", "in.jsonl", "--out", "-", "--set", f"fields={fields}", cwd=folder)
        assert said in done.stderr, done.stderr


BY_PROCESS: dict[str, Callable[[], None]] = {
    "max_json_ld_bytes": json_ld_is_read_up_to_its_limit,
    "thorough": a_second_extractor_is_asked_if_wanted,
    "typography": typography_is_made_plain_if_wanted,
    "emphasis": words_in_bold_are_told_of_if_wanted,
}
BY_COMMAND: dict[str, Callable[[Path], None]] = {
    "max_jsonl_line_bytes": a_line_of_json_lines_is_read_up_to_its_limit,
    "max_header_bytes": a_header_is_read_up_to_its_limit,
    "max_archive_members": members_of_an_archive_are_read_up_to_their_limit,
    "max_unpacked_bytes": a_packed_file_is_unpacked_up_to_its_limit,
    "input_type": files_are_taken_for_what_they_are_said_to_be,
    "fields": other_names_of_keys_are_taken,
}


@pytest.mark.parametrize(
    ("name", "edge"), [pytest.param(name, edge, id=f"{name}-{edge.value}") for name in EDGES for edge in EDGES[name]]
)
def test_a_document_at_the_edge_passes_and_one_beyond_it_does_not(name: str, edge: Edge) -> None:
    """The other settings stand at their defaults, so it is this one that decides."""
    settings = Settings(**{name: edge.value})
    kept, cut = process(edge.inside, settings), process(edge.outside, settings)
    assert isinstance(kept, Article), kept
    assert isinstance(cut, Rejection)
    assert cut.reason == edge.reason, cut.detail
    if edge.value < getattr(Settings(), name):
        assert isinstance(process(edge.outside, Settings()), Article)


@pytest.mark.parametrize("name", BY_PROCESS)
def test_a_setting_acts_in_process(name: str) -> None:
    BY_PROCESS[name]()


@pytest.mark.slow
@pytest.mark.parametrize("name", BY_COMMAND)
def test_a_setting_acts_in_the_command(name: str, tmp_path: Path) -> None:
    BY_COMMAND[name](tmp_path)


def test_every_setting_has_its_edge() -> None:
    """A setting that is new, and that nothing here reads, fails."""
    assert {*EDGES, *BY_PROCESS, *BY_COMMAND} == set(Settings.model_fields)
