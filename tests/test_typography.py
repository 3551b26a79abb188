"""`typography = plain`: straight quotes, no ligatures, one width, NFC; and `published`, which changes nothing."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from pipeline import process
from pipeline.cli.options import Typography
from pipeline.repair import repair_text
from pipeline.typography import PLAIN_FIELDS, in_plain, plain
from schemas import Article, MediaType, RawDocument, Settings
from tests.forked import run_forked
from tests.test_conservation import LINES, placed_words, words
from tests.test_printable import FORBIDDEN, MIXED

PUBLISHED = Settings(min_words=0)
PLAIN = Settings(min_words=0, typography="plain")
_QUOTES, _LIGATURES, _WIDTHS = "“”‘’‛„‟", "ﬁﬄĲǆŉ", "Ａ１！，\u3000ﾊﾞﾡ￣￥"
_DECOMPOSED = ("e\u0301", "\u212b", "\u0958", "a\u0304\u0301", "\u1100\u1161")
_OTHERS = ("«", "…", "—", "²", "½", "™", "&amp;", "Ã©", "a", " ", "\n")
FANCY = st.sampled_from([*_QUOTES, *_LIGATURES, *_WIDTHS, *_DECOMPOSED, *_OTHERS])
TEXTS = st.lists(FANCY, max_size=30).map("".join) | MIXED | st.text(max_size=80)
FANCY_LINES = LINES | st.lists(FANCY, max_size=12).map(lambda row: "".join(row).replace("\n", " "))
STORY = (
    "“Ｒowers” win the ﬁnal\n\nBy Zoë O’Neill\n\nImage caption, The ‘crew’ at dawn\n\n"
    "The crew won the ﬁnal by a length on Sunday, in “front” of １０，０００ people.\n\n"
    "Correction: An earlier version of this article gave the cafe\u0301’s wrong name.\n\nRead more: “Boats”\n"
)


@settings(max_examples=500, deadline=None)
@given(TEXTS)
@example("ﾊﾞ\u3099 ＂ǆ\u030c")
def test_plain_text_is_plain_and_stays_so(text: str) -> None:
    """Nothing that plain changes is left, plain text comes back as it is, and no unwanted character comes in."""
    made = plain(text).text
    assert plain(made) == (made, {})
    assert unicodedata.is_normalized("NFC", made)
    assert not set(made) & set("‘’‚‛“”„‟ﬁﬂﬀＡ１！，\u3000ﾊ")
    assert bool(FORBIDDEN.search(made)) <= bool(FORBIDDEN.search(text))
    assert (made == text) == (not plain(text).changed)


@pytest.mark.parametrize(
    ("text", "expect", "changed"),
    [
        ("“It’s”", "\"It's\"", {"quotes": 3}),
        ("ﬁnal ĳs", "final ijs", {"ligatures": 2}),
        ("ＮＨＫ\u3000１", "NHK 1", {"width": 5}),
        ("cafe\u0301", "café", {"nfc": 2}),
        ("a\u2028b", "a\nb", {"line_breaks": 1}),
        ("«Ça va… — ½ ²™ “", "«Ça va… — ½ ²™ \"", {"quotes": 1}),
        ("AT&amp;T &lt;b&gt; Ã© ยป â€™", "AT&amp;T &lt;b&gt; Ã© ยป â€™", {}),
        ("„so“ ‚so‘", "\"so\" 'so'", {"quotes": 4}),
    ],
)  # fmt: skip
def test_plain_says_what_it_changed(text: str, expect: str, changed: dict[str, int]) -> None:
    """Each kind with the number of characters it replaced; encodings and references are none of its business."""
    assert plain(text) == (expect, changed)


def article(text: str, chosen: Settings) -> Article | None:
    record = process(RawDocument("memory", text, MediaType.TEXT), chosen)
    return record if isinstance(record, Article) else None


@pytest.mark.slow
@settings(max_examples=500, deadline=None)
@given(st.lists(FANCY_LINES, min_size=1, max_size=20))
def test_plain_is_a_function_of_the_published_record(lines: list[str]) -> None:
    """The same lines in the same places: only the fields' typography differs, and what tells of it."""
    published, made = article("\n".join(lines), PUBLISHED), article("\n".join(lines), PLAIN)
    assert (published is None) == (made is None)
    if published is None or made is None:
        return
    assert made == in_plain(published).model_copy(update={"processing": made.processing})
    same = set(Article.model_fields) - {*PLAIN_FIELDS, "links", "emphasis", "quality", "processing"}
    assert same >= {"removed", "repairs", "evidence", "published_raw", "url", "source", "id", "provenance"}
    assert made.model_dump(include=same) == published.model_dump(include=same)
    assert "typography:plain" in made.quality.warnings


@pytest.mark.slow
@settings(max_examples=500, deadline=None)
@given(st.lists(FANCY_LINES, min_size=1, max_size=20))
def test_every_word_stands_once_in_a_plain_record(lines: list[str]) -> None:
    """Conservation: the words of all places, read plainly, are those of the source read plainly, each once."""
    text = "\n".join(lines)
    record = article(text, PLAIN)
    if record is not None:
        source = words(plain(repair_text(text).text).text)
        removed = [row.model_copy(update={"text": plain(row.text).text}) for row in record.removed]
        raw = plain(record.published_raw).text if record.published_raw else None
        placed = placed_words(record.model_copy(update={"removed": removed, "published_raw": raw}))
        assert sorted(source) == sorted(placed)


def test_all_fields_are_plain_and_the_account_is_as_published() -> None:
    """Title, byline, authors, captions, notes and text; `removed` holds the lines of the source."""
    made = article(STORY, PLAIN)
    assert made is not None
    assert (made.title, made.byline, made.authors) == ('"Rowers" win the final', "By Zoë O'Neill", ["Zoë O'Neill"])
    assert made.captions[0].text == "The 'crew' at dawn"
    assert made.text == 'The crew won the final by a length on Sunday, in "front" of 10,000 people.'
    assert made.notes[0].text.endswith("the café's wrong name.")
    assert any("“Boats”" in row.text for row in made.removed)
    told = ["typography:plain", "plain_ligatures:2", "plain_width:7", "plain_quotes:9", "plain_nfc:2"]
    assert made.quality.warnings[-5:] == told


def test_published_is_the_default_and_has_the_digest_of_before() -> None:
    """A setting that came later leaves the digest alone where it is not used: nothing is done again by an update."""
    later = {"typography", "max_archive_members", "max_unpacked_bytes", "input_type", "fields", "emphasis"}
    before = Settings().model_dump_json(exclude=later).encode()
    assert Settings().digest() == hashlib.sha256(before).hexdigest()
    assert Settings(typography="plain").digest() != Settings().digest() == Settings(typography="published").digest()
    with pytest.raises(ValidationError):
        Settings(typography="fancy")
    assert [kind.value for kind in Typography] == ["published", "plain"]


def run(*arguments: str, cwd: Path, stdin: str = "") -> subprocess.CompletedProcess[bytes]:
    return run_forked(*arguments, cwd=cwd, stdin=stdin.encode())


def test_ingest_writes_plain_records_when_asked(tmp_path: Path) -> None:
    """By the option, by --set, by the file; without it the record is as published, and says nothing of it."""
    (tmp_path / "a.txt").write_text(STORY, encoding="utf-8")
    (tmp_path / "plain.toml").write_text('[settings]\ntypography = "plain"\n')
    texts = []
    for asked in (["--typography", "plain"], ["--set", "typography=plain"], ["--config", "plain.toml"], []):
        done = run("ingest", "a.txt", "--out", "-", *asked, cwd=tmp_path)
        assert done.returncode == 0, done.stderr
        row = json.loads(done.stdout)
        texts.append(row["title"])
        assert ("typography:plain" in row["quality"]["warnings"]) == bool(asked)
    assert texts == ['"Rowers" win the final'] * 3 + ["“Ｒowers” win the ﬁnal"]
    assert run("ingest", "a.txt", "--out", "-", "--typography", "fancy", cwd=tmp_path).returncode == 2


def test_repair_writes_plain_text_when_asked(tmp_path: Path) -> None:
    """Mojibake is repaired first; --jsonl says what changed beside the repairs, --explain says it in words."""
    done = run("repair", "--typography", "plain", "--explain", cwd=tmp_path, stdin="Home ยป “It’s” ﬁne\r\n")
    assert done.stdout.decode() == 'Home » "It\'s" fine\r\n'
    assert b"typography: plain: 1 ligatures, 3 quotes" in done.stderr
    line = json.dumps({"id": 1, "text": "Home ยป “It’s”"})
    row = json.loads(run("repair", "--jsonl", "--typography", "plain", cwd=tmp_path, stdin=line).stdout)
    assert (row["text"], row["typography"]) == ('Home » "It\'s"', {"quotes": 3})
    assert [repair["after"] for repair in row["repairs"]] == ["»"]
    row = json.loads(run("repair", "--jsonl", cwd=tmp_path, stdin=line).stdout)
    assert set(row) == {"id", "text", "repairs"}


@pytest.mark.parametrize(("asked", "loaded"), [([], False), (["--typography", "plain"], True)])
def test_ftfy_is_loaded_for_plain_only(tmp_path: Path, asked: list[str], loaded: bool) -> None:
    """A run that keeps the typography pays nothing for the other."""
    (tmp_path / "a.txt").write_text(STORY, encoding="utf-8")
    code = "import sys\nfrom pipeline.cli import main\ntry: main()\nexcept SystemExit: pass\n"
    code += "print('ftfy' in sys.modules, file=sys.stderr)"
    command = [sys.executable, "-c", code, "ingest", "a.txt", "--out", "-", "--workers", "0", *asked]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, check=True)
    assert done.stderr.decode().splitlines()[-1] == str(loaded)
