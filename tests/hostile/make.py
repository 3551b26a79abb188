"""Make the hostile inputs, over a hundred files that break readers, and say what must become of each.

`python -m tests.hostile.make FOLDER` writes the files and, beside the folder, FOLDER.manifest.json. Every input is made
here, from words of our own; nothing is taken from anywhere.
"""

from __future__ import annotations

import bz2
import gzip
import io
import json
import sys
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

import brotli
import zstandard

PARAGRAPHS = (
    "The harbour master of Lowmouth said on Tuesday that the new breakwater would be done before the winter storms.",
    "Work on the stone wall began two years ago, and it has cost the town twice what the council had expected.",
    "Fishermen who keep their boats on the northern quay complained that the gap is too narrow for larger vessels.",
    "The engineer in charge of the work, Ada Fennimore, said that every boat registered in the harbour would fit.",
    "A public meeting will be held in the old customs house next month, and the plans can be seen there until then.",
)
TITLE = "Lowmouth breakwater to be finished before winter"
TEXT = TITLE + "\n\n" + "\n\n".join(PARAGRAPHS) + "\n"


@dataclass(frozen=True)
class Hostile:
    """An input, and the least and the most rows it may become; `outcome` is article, reject, mixed or either."""

    name: str
    content: bytes
    outcome: str
    note: str
    rows: tuple[int, int] = (1, 1)


def page(body: str = "", head: str = "", title: str = TITLE) -> str:
    """Return an ordinary page with something put into its head or its body."""
    text = "".join(f"<p>{paragraph}</p>\n" for paragraph in PARAGRAPHS)
    return (
        f"<!doctype html><html lang=en><head><meta charset=utf-8><title>{title}</title>{head}</head>"
        f"<body><article><h1>{title}</h1>{text}{body}</article></body></html>"
    )


def texts() -> Iterator[Hostile]:
    """Yield plain texts."""

    def text(name: str, content: str | bytes, outcome: str, note: str) -> Hostile:
        data = content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass")
        return Hostile(f"t_{name}.txt", data, outcome, note)

    yield text("empty", b"", "reject", "no byte at all")
    yield text("newlines", "\n" * 3000, "reject", "line feeds only")
    yield text("spaces", "\u2003\u00a0\u200b \t" * 400, "reject", "white space and zero-width space only")
    yield text("bom", "\ufeff" + TEXT, "article", "a BOM before the title")
    yield text("bom_twice", "\ufeff\ufeff" + TEXT, "article", "two BOMs")
    yield text("bom_inside", TEXT.replace("\n\n", "\n\n\ufeff", 2), "article", "BOMs where files were joined")
    yield text("utf16le", b"\xff\xfe" + TEXT.encode("utf-16-le"), "article", "UTF-16LE with BOM")
    yield text("utf16be", b"\xfe\xff" + TEXT.encode("utf-16-be"), "article", "UTF-16BE with BOM")
    yield text(
        "utf32le", b"\xff\xfe\0\0" + TEXT.encode("utf-32-le"), "article", "UTF-32LE, whose BOM starts like UTF-16"
    )
    yield text("utf16_odd", b"\xff\xfe" + TEXT.encode("utf-16-le")[:-1], "either", "UTF-16 cut inside a unit")
    yield text("nul", b"\0" * 4096, "reject", "NUL only")
    yield text("nul_between", TEXT.replace(" ", "\0 ", 20), "either", "NUL before spaces")
    yield text("controls", TEXT.replace("e", "e\x01\x08\x0b\x1f\x7f", 9), "article", "C0 controls in words")
    yield text("c1", TEXT.replace("a", "a\x85\x9b", 5), "article", "C1 controls, a CSI among them")
    yield text("escape", "\x1b]0;owned\x07\x1b[31m" + TEXT, "article", "terminal escapes before the title")
    yield text("bidi", TEXT.replace("harbour", "\u202eharbour\u2069"), "article", "bidi overrides, not closed")
    yield text("separators", TEXT.replace("\n\n", "\u2028\u2029"), "either", "line separators for line feeds")
    yield text("cr", TEXT.replace("\n", "\r"), "article", "carriage returns alone")
    yield text("one_line", TEXT.replace("\n", " ") * 40, "either", "a text in a single line of 25 kB")
    yield text("many_lines", TEXT + "x\n" * 60_000, "reject", "more lines than the limit")
    yield text("long_word", TEXT + "w" * 200_000, "either", "a word of 200,000 letters")
    yield text("combining", TEXT + "o" + "\u0301" * 20_000, "either", "20,000 accents on one letter")
    yield text("ampersands", TEXT + "&" + "amp;" * 8_000, "either", "quadratic unescaping: 8,000 layers")
    yield text("half_utf8", TEXT.encode() + b"\xe2\x82", "article", "the last character cut")
    yield text("latin1", TEXT.replace("said", "s\u00e4id").encode("latin-1"), "article", "one byte of Latin-1")
    yield text("overlong", TEXT.encode() + b"\xc0\xaf\xc0\xae", "either", "overlong slash and dot")
    yield text("surrogates", TEXT + "\ud800 and \udfff", "either", "lone surrogates")
    yield text("noise", bytes(range(256)) * 40, "reject", "every byte there is")
    yield text("gzip", gzip.compress(TEXT.encode()), "reject", "gzip named .txt")
    yield text("pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n" + zlib.compress(TEXT.encode()) * 3, "reject", "PDF named .txt")
    yield text("tags", TEXT.replace("boats", "<script>alert(1)</script> boats"), "article", "a script in a text")
    yield text("formula", '=HYPERLINK("x")\n\n' + TEXT, "article", "a spreadsheet formula first")
    yield text("tag_characters", TEXT.replace("a", "a\U000e0041", 3), "article", "invisible tag characters")


def pages() -> Iterator[Hostile]:
    """Yield HTML pages."""

    def html(name: str, content: str | bytes, outcome: str, note: str) -> Hostile:
        data = content if isinstance(content, bytes) else content.encode("utf-8", "surrogatepass")
        return Hostile(f"h_{name}.html", data, outcome, note)

    yield html("plain", page(), "article", "the control")
    yield html("empty_body", "<html><body></body></html>", "reject", "nothing on the page")
    yield html("one_tag", "<", "reject", "a single byte")
    yield html(
        "references", page("<p>rare &#1;&#8;&#27;&#xFFFE;&#xD800; marks</p>"), "article", "references that kill lxml"
    )
    yield html("huge_reference", page("<p>&#99999999999999999999; &#x110000;</p>"), "article", "impossible code points")
    yield html("deep_300", "<div>" * 300 + page() + "</div>" * 300, "article", "deeper than libxml2's first limit")
    yield html("deep_9000", "<div>" * 9000 + page(), "either", "deeper than its second")
    yield html("deep_inline", page("<b>" * 3000 + "bold"), "either", "3,000 open <b>")
    yield html(
        "attributes", page(f"<p {' '.join(f'a{n}=1' for n in range(30_000))}>x</p>"), "either", "30,000 attributes"
    )
    yield html("long_attribute", page(f'<p title="{"x" * 300_000}">x</p>'), "either", "an attribute of 300 kB")
    yield html("tag_soup", page("<p><b><i>a</p></b><table><p>b</i><td></div>" * 50), "article", "wrongly nested")
    yield html("comment_open", page("<!-- never closed " + "x " * 50), "either", "an open comment")
    yield html("script_open", "<script>" + page(), "reject", "an open script swallows the page")
    yield html("style_bomb", page(head="<style>" + "a{b:c}" * 20_000 + "</style>"), "article", "120 kB of style")
    yield html(
        "json_ld_cut", page(head='<script type="application/ld+json">{"a": [[[</script>'), "article", "cut JSON-LD"
    )
    nested = "[" * 20_000
    yield html(
        "json_ld_deep", page(head=f'<script type="application/ld+json">{nested}</script>'), "article", "20,000 deep"
    )
    slashes = '\\"' * 90_000
    yield html(
        "json_ld_quotes", page(head=f'<script type="application/ld+json">{{"a": "{slashes}</script>'), "article", ""
    )
    yield html("date_99", page(head='<meta property="article:published_time" content="2024-01-01T00:00:00+99:99">'),
               "article", "an impossible offset loses the article in one library")  # fmt: skip
    yield html("date_feb30", page(head='<meta name="date" content="2023-02-30">'), "article", "a day that is none")
    yield html("date_9999", page(head='<meta name="date" content="9999-12-31T23:59:59-23:59">'), "article", "overflows")
    yield html("charset_lie", page().replace("charset=utf-8", "charset=utf-7"), "article", "declares UTF-7")
    yield html("charset_none", page().replace("charset=utf-8", "charset=klingon"), "article", "declares nonsense")
    yield html(
        "cp1252",
        page("<p>caf\u00e9 \u201cquoted\u201d</p>").replace("utf-8", "iso-8859-1").encode("cp1252"),
        "article",
        "",
    )
    yield html("nul", page().replace("<p>", "<p>\0"), "article", "NUL in every paragraph")
    yield html(
        "entities", "<!DOCTYPE x [<!ENTITY a 'aaaaaaaa'><!ENTITY b '&a;&a;&a;'>]>" + page("<p>&b;</p>"), "either", ""
    )
    yield html(
        "external", '<!DOCTYPE x SYSTEM "file:///etc/hostname">' + page("<p>&x;</p>"), "either", "asks for a file"
    )
    yield html("doctype", "<!DOCTYPE " + "/" * 300_000 + ">" + page(), "either", "a DOCTYPE of 300 kB")
    yield html("base", page(head='<base href="javascript:alert(1)//">'), "article", "a base that is a script")
    yield html("canonical", page(head='<link rel=canonical href="http://u:p@127.0.0.1/?t=1">'), "article", "")
    yield html("title_script", page(title="<script>alert(1)</script>"), "article", "a script for a title")
    yield html("svg", page("<svg><p>" * 400), "either", "foreign content")
    yield html("tables", page("<table><tr><td>" * 300), "either", "tables in tables")
    yield html("breaks", page("<br>" * 20_000), "either", "20,000 line breaks")
    yield html("frames", "<frameset><frame src=x></frameset>", "reject", "frames only")
    yield html("xml", '<?xml version="1.0"?>' + page(), "article", "an XML declaration first")


def lines() -> Iterator[Hostile]:
    """Yield JSONL files; three good lines stand around each bad one unless the note says otherwise."""
    good = json.dumps({"text": TEXT}).encode()

    def among(name: str, bad: bytes, note: str, rows: int = 4) -> Hostile:
        return Hostile(f"j_{name}.jsonl", b"\n".join([good, bad, good, good]) + b"\n", "mixed", note, (rows, rows))

    yield among("good", good, "the control")
    yield among("blank", b"  \t ", "a blank line is no record", 3)
    yield among("cut", good[:-20], "a line cut short")
    yield among("array", b"[" + good + b"]", "an array")
    yield among("string", b'"text"', "a string")
    yield among("null", b"null", "null")
    yield among("nan", b'{"text": NaN}', "NaN is no JSON")
    yield among("deep", b'{"text":' + b"[" * 40_000 + b"]" * 40_000 + b"}", "40,000 deep")
    yield among("surrogate", b'{"text": "\\ud800"}', "a lone surrogate")
    yield among("number", b'{"text": 1e999}', "a number for a text")
    yield among("digits", b'{"text": "x", "n": ' + b"9" * 6000 + b"}", "a number of 6,000 digits")
    yield among("latin1", b'{"text": "caf\xe9"}', "not UTF-8")
    yield among("bom", b"\xef\xbb\xbf" + good, "a BOM in the middle of the file")
    yield among("twice", b'{"text": "a", "text": ' + json.dumps(TEXT).encode() + b"}", "a key twice")
    yield among("only_url", b'{"url": "http://169.254.169.254/latest"}', "an address, which nobody fetches")
    yield among("id_path", json.dumps({"id": "../../../tmp/x", "text": TEXT}).encode(), "an id like a path")
    yield among("id_control", json.dumps({"id": "a\x1b[31m", "text": TEXT}).encode(), "an id with an escape")
    yield among("id_long", json.dumps({"id": "x" * 100_000, "text": TEXT}).encode(), "an id of 100 kB")
    yield among(
        "separators", json.dumps({"text": TEXT + "\u2028\x85"}, ensure_ascii=False).encode(), "U+2028 in a string"
    )
    yield among("cr", good + b"\r", "CRLF line ends")
    yield Hostile(
        "j_ids.jsonl", (json.dumps({"id": 1, "text": TEXT}).encode() + b"\n") * 3, "mixed", "one id thrice", (3, 3)
    )
    yield Hostile("j_no_end.jsonl", good, "article", "no line feed at the end")
    yield Hostile("j_nul.jsonl", b"\0" * 5000, "reject", "NUL only")
    yield Hostile("j_cut.jsonl.gz", gzip.compress((good + b"\n") * 400)[:-9], "mixed", "gzip without its end", (1, 401))
    yield Hostile("j_members.jsonl.gz", gzip.compress(good + b"\n") * 3, "article", "three gzip members", (3, 3))
    yield Hostile("j_frames.jsonl.zst", zstandard.compress(good + b"\n") * 3, "article", "three zstd frames", (3, 3))
    yield Hostile("j_bomb.jsonl.gz", gzip.compress(b" " * 50_000_000), "reject", "50 MB of blanks in 50 kB")
    yield Hostile("j_bzip.jsonl.gz", bz2.compress(good), "reject", "bzip2 named .gz", (1, 9))


def record(body: bytes, *, http: bytes = b"", kind: str = "response", length: str = "", number: int = 1) -> bytes:
    """Return a WARC record; `http` are more header lines, `length` is what its Content-Length says."""
    block = body
    if kind == "response":
        block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n" + http + b"\r\n" + body
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:{number}>\r\n"
        f"WARC-Target-URI: https://lowmouth.example/{number}\r\n"
        f"Content-Type: {'application/http' if kind == 'response' else 'text/plain'}\r\n"
        f"Content-Length: {length or len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def crawls() -> Iterator[Hostile]:
    """Yield WARC and WET files; where three records are said, the first and the last are good."""
    body = page().encode()
    first, last = record(body, number=1), record(body, number=3)

    def around(name: str, middle: bytes, note: str, rows: tuple[int, int] = (3, 3)) -> Hostile:
        return Hostile(f"w_{name}.warc", first + middle + last, "mixed", note, rows)

    def alone(name: str, http: bytes, content: bytes, outcome: str, note: str) -> Hostile:
        return Hostile(f"w_{name}.warc", record(content, http=http), outcome, note)

    yield around("good", record(body, number=2), "the control")
    yield around("long", record(body, length=str(len(body) + 400), number=2), "a length that swallows the next", (2, 3))
    yield around("short", record(body, length=str(len(body) - 400), number=2), "a length too short")
    yield around("negative", record(body, length="-1", number=2), "a negative length")
    yield around("huge", record(body, length="9" * 14, number=2), "a length of 100 terabytes")
    yield around("digits", record(body, length="9" * 300, number=2), "a length of 300 digits")
    yield around("garbage", b"\x00\xff garbage " * 500, "garbage between records")
    yield around("header", b"WARC/1.0\r\n" + b"X: y\r\n" * 20_000 + b"\r\n\r\n", "a header of 120 kB")
    yield around("version", record(body, number=2).replace(b"WARC/1.0", b"WARC/7.7"), "a version there is not")
    yield around("same_id", record(body, number=1), "an id given twice")
    yield around("inner", record(b"<p>WARC/1.0\r\nWARC-Type: response\r\n" + body, number=2), "a record in a record")
    yield around("info", record(b"software: x", kind="warcinfo", number=2), "warcinfo is no record", (2, 2))
    yield Hostile("w_cut.warc", first + last[:-300], "mixed", "the last record cut", (2, 2))
    yield Hostile("w_head_cut.warc", first + last[:90], "mixed", "the last header cut", (2, 2))
    members = [gzip.compress(part) for part in (first, record(body, number=2), last)]
    yield Hostile("w_members.warc.gz", b"".join(members), "article", "a member a record", (3, 3))
    yield Hostile("w_one_member.warc.gz", gzip.compress(first + last), "article", "one member for all", (2, 2))
    flipped = bytearray(members[1])
    flipped[len(flipped) // 2] ^= 0x55
    yield Hostile("w_flipped.warc.gz", members[0] + bytes(flipped) + members[2], "mixed", "a bit turned", (3, 3))
    bad_sum = members[1][:-8] + b"\0\0\0\0" + members[1][-4:]
    yield Hostile("w_checksum.warc.gz", members[0] + bad_sum + members[2], "mixed", "a wrong checksum", (3, 3))
    yield Hostile("w_cut.warc.gz", members[0] + members[1] + members[2][:-200], "mixed", "the last member cut", (3, 3))
    yield Hostile("w_zeros.warc.gz", members[0] + members[2] + b"\0" * 4096, "article", "padded with zeros", (2, 2))
    yield Hostile(
        "w_frames.warc.zst", b"".join(map(zstandard.compress, (first, last))), "article", "zstd frames", (2, 2)
    )
    yield Hostile("w_html.warc", body, "reject", "HTML named .warc")
    yield Hostile("w_text.warc.wet", record(TEXT.encode(), kind="conversion"), "either", "a name with .warc in it")
    yield Hostile("w_text.wet", record(TEXT.encode(), kind="conversion"), "article", "WET")
    bomb = gzip.compress(record(b"<p>" + b"a" * 60_000_000))
    yield Hostile("w_bomb.warc.gz", bomb + members[0], "mixed", "a record of 60 MB in 60 kB", (2, 2))
    yield alone(
        "gzip_bomb", b"Content-Encoding: gzip\r\n", gzip.compress(b"<p>" * 20_000_000), "reject", "a bomb inside"
    )
    yield alone("br_bomb", b"Content-Encoding: br\r\n", brotli.compress(b"<p>" * 20_000_000, quality=1), "reject", "")
    yield alone("zstd_bomb", b"Content-Encoding: zstd\r\n", zstandard.compress(b"<p>" * 20_000_000), "reject", "")
    yield alone("gzip", b"Content-Encoding: gzip\r\n", gzip.compress(body), "article", "gzip")
    yield alone("br", b"Content-Encoding: br\r\n", brotli.compress(body), "article", "brotli")
    yield alone("zstd", b"Content-Encoding: zstd\r\n", zstandard.compress(body), "article", "zstd")
    yield alone("deflate_raw", b"Content-Encoding: deflate\r\n", zlib.compress(body)[2:-4], "article", "deflate, raw")
    yield alone("gzip_lie", b"Content-Encoding: gzip\r\n", body, "article", "says gzip and is not")
    yield alone("br_lie", b"Content-Encoding: br\r\n", body, "article", "says brotli and is not")
    yield alone("gzip_cut", b"Content-Encoding: gzip\r\n", gzip.compress(body)[:-40], "reject", "gzip cut")
    chunked = b"".join(b"%x\r\n%s\r\n" % (len(body[n : n + 99]), body[n : n + 99]) for n in range(0, len(body), 99))
    yield alone("chunked", b"Transfer-Encoding: chunked\r\n", chunked + b"0\r\n\r\n", "article", "chunked")
    yield alone("chunked_lie", b"Transfer-Encoding: chunked\r\n", body, "article", "says chunked and is not")
    yield alone("chunked_cut", b"Transfer-Encoding: chunked\r\n", chunked[:-50], "reject", "chunked, cut")
    yield alone("length_lie", b"Content-Length: 10\r\n", body, "article", "an HTTP length that lies")
    yield Hostile("w_404.warc", record(body).replace(b"200 OK", b"404 No"), "reject", "not found")
    yield Hostile("w_png.warc", record(body).replace(b"text/html", b"image/png"), "reject", "a picture")
    yield Hostile("w_not_http.warc", record(body).replace(b"HTTP/1.1", b"ICAP/1.1"), "reject", "no HTTP")


def archives() -> Iterator[Hostile]:
    """Yield archives."""
    good = TEXT.encode()
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("../../escape.txt", good)
        packed.writestr("sub/page.html", page())
        packed.writestr("picture.png", b"\x89PNG")
        packed.writestr("bomb.txt", b" " * 60_000_000)
        packed.writestr("inner.zip", b"PK\x05\x06" + bytes(18))
    yield Hostile("a_mixed.zip", buffer.getvalue(), "mixed", "a path, a bomb, an archive in it", (4, 4))
    yield Hostile("a_cut.zip", buffer.getvalue()[:-60], "reject", "the directory cut off")
    yield Hostile("a_none.zip", b"not an archive", "reject", "no zip at all")
    packed_tar = io.BytesIO()
    with tarfile.open(fileobj=packed_tar, mode="w") as tar:
        for name in ("one.txt", "/abs/two.txt"):
            info = tarfile.TarInfo(name)
            info.size = len(good)
            tar.addfile(info, io.BytesIO(good))
        link = tarfile.TarInfo("link.txt")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/hostname"
        tar.addfile(link)
    whole = packed_tar.getvalue()
    yield Hostile("a_good.tar.gz", gzip.compress(whole), "article", "an absolute path and a link", (2, 2))
    corrupt = bytearray(whole)
    second = 512 + (len(good) + 511) // 512 * 512
    corrupt[second + 150] ^= 0xFF
    yield Hostile("a_header.tar", bytes(corrupt), "mixed", "a corrupt header in the middle", (2, 2))
    yield Hostile("a_cut.tar", whole[: second + 700], "mixed", "cut inside the second member", (2, 2))


def every() -> list[Hostile]:
    """Return every input, each name once."""
    found = [*texts(), *pages(), *lines(), *crawls(), *archives()]
    assert len({one.name for one in found}) == len(found)
    return found


def write(folder: Path) -> dict[str, dict[str, object]]:
    """Write the inputs into a folder and return the manifest, which is also written beside it."""
    folder.mkdir(parents=True, exist_ok=True)
    manifest: dict[str, dict[str, object]] = {}
    for one in every():
        (folder / one.name).write_bytes(one.content)
        said = asdict(one)
        said.pop("content")
        low, high = said.pop("rows")
        manifest[said.pop("name")] = said | {"min": low, "max": high}
    Path(f"{folder}.manifest.json").write_text(json.dumps(manifest, indent=1), encoding="utf-8")
    return manifest


if __name__ == "__main__":
    print(len(write(Path(sys.argv[1]))), "inputs")
