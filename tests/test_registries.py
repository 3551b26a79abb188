"""A code page, a role and a kind of source have one place each: made up there, they reach every part of the pipeline.

A language has tests/test_language.py. Here the change is made in a copy of the tree, and its files are counted.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from pipeline.cli.options import InputType
from schemas.kinds import in_words
from tests.conftest import ROOT


def changed(copy: Path, edits: dict[str, list[tuple[str, str]]]) -> Path:
    """Return a copy of the tree where, in each file named, lines go before others; before "" in a new file."""
    for package in ("schemas", "pipeline"):
        shutil.copytree(ROOT / package, copy / package, copy_function=os.symlink)
    for name, pairs in edits.items():
        path = copy / name
        text = path.read_text(encoding="utf-8") if path.exists() else ""
        for before, lines in pairs:
            assert text.count(before) == 1 or not before, f"{name} has {before!r} {text.count(before)} times"
            text = text.replace(before, lines + before) if before else lines
        path.unlink(missing_ok=True)  # a link to the file itself
        path.write_text(text, encoding="utf-8")
    return copy


def answer(tree: Path, ask: str, *arguments: str) -> dict[str, Any]:
    """Return what a program prints as JSON, run with the code of a tree."""
    asked = subprocess.run(
        [sys.executable, "-c", ask, *arguments], cwd=tree, capture_output=True, text=True, check=False
    )
    assert asked.returncode == 0, asked.stderr
    found: dict[str, Any] = json.loads(asked.stdout)
    return found


# Cyrillic letters in an order of its own above BF, Ethiopic ones below: no page that is known shows bytes so.
CODE_PAGE = """
import codecs, json
TABLE = "".join(map(chr, range(128))) + "".join(map(chr, range(0x1200, 0x1240)))
TABLE += "".join(chr(0x410 + (7 + 11 * letter) % 64) for letter in range(64))
CODEC = codecs.CodecInfo(
    lambda text, errors="strict": codecs.charmap_encode(text, errors, codecs.charmap_build(TABLE)),
    lambda raw, errors="strict": codecs.charmap_decode(bytes(raw), errors, TABLE),
    name="qx8",
)
codecs.register(lambda name: CODEC if name == "qx8" else None)
from pipeline.decode import decode
from pipeline.repair import repair_text
from schemas import Settings
from schemas.stages import MediaType, RawDocument

RUSSIAN = "Городской совет решил вчера вечером построить новый мост через реку.\\nЖители ждали этого десять лет."
FRENCH = "L’été dernier, la mairie a décidé de construire un pont près de l’école, déjà très fréquentée."

def undone(meant, text):
    done = repair_text(text)
    return [*sorted({change.codec for change in done.repairs}), done.text == meant]

declared = decode(RawDocument("a", RUSSIAN.encode("qx8"), MediaType.TEXT, charset="qx8"), Settings())
print(json.dumps({
    "declared": [declared.charset, declared.text == RUSSIAN],
    "misread UTF-8": undone(FRENCH, FRENCH.encode().decode("qx8")),
    "shown as another": undone(RUSSIAN, RUSSIAN.encode("qx8").decode("latin-1")),
    "another shown as it": undone(RUSSIAN, RUSSIAN.encode("cp1251").decode("qx8")),
}))
"""


@pytest.mark.slow
def test_a_code_page_is_one_row_of_one_list(tmp_path: Path) -> None:
    """With its row alone, what declares it is read, and what was misread by it, or as it, is undone."""
    row = '    KnownPage(codec="qx8", name="x-qx", prior=-0.8, shown=14, written=24, is_declared=True),\n'
    edits = {"pipeline/decode/known_pages.py": [('    KnownPage(codec="latin_1"', row)]}
    found = answer(changed(tmp_path, edits), CODE_PAGE)
    assert found == {
        "declared": ["qx8", True],
        "misread UTF-8": ["x-qx", True],
        "shown as another": ["x-qx>windows-1252", True],
        "another shown as it": ["windows-1251>x-qx", True],
    }
    assert len(edits) == 1


@pytest.mark.slow
def test_without_that_row_the_page_is_not_known(tmp_path: Path) -> None:
    found = answer(changed(tmp_path, {}), CODE_PAGE)
    assert not any(right for *_, right in found.values())


ROLES = """    VERSE = "verse", Use.TEXT, None, "italic"
    RUBRIC = "rubric", Use.FIELD, "kicker", "green"
    TIDES = "tides"
"""
# What a role is given by is a rule or, as here, words of some language: they are known beside the tree.
WORDS = '''"""Esk: a made-up language."""

from pipeline.language.language import Language
from schemas.stages import Role

LANGUAGE = Language(
    code="qx",
    phrases={
        "verse": (Role.VERSE, ("dulor vex ulmen",)),
        "rubric": (Role.RUBRIC, ("zilk nord",)),
        "tides": (Role.TIDES, ("paskit ze tavlo",)),
    },
)
'''
ROLE = """
import json, sys
import pipeline.language.words as words
words.__path__.append(sys.argv[1])
from pipeline.cli.explain import rows
from pipeline.decode import decode
from pipeline.processing import process
from pipeline.read import read
from schemas import Article, Role, Settings
from schemas.export import json_schema
from schemas.stages import MediaType, RawDocument

TEXT = '''Zilk nord

Bridge opens after ten years

The town opened its new bridge on Monday, ten years after the old one was closed to all traffic.

Dulor vex ulmen

"Nobody thought that it would take so long," the mayor said at the ceremony beside the river.

Paskit ze tavlo

The bridge cost four million and carries two lanes, a path for walkers and another one for cyclists.
'''
raw, settings = RawDocument("a", TEXT.encode(), MediaType.TEXT), Settings()
article = process(raw, settings)
shown = {row.plain.split()[1]: str(row.spans[0].style) for row in rows(*read(decode(raw, settings), raw, settings))}
print(json.dumps({
    "text": "Dulor vex ulmen" in article.text and "tavlo" not in article.text,
    "kicker": article.kicker,
    "removed": [row.role for row in article.removed],
    "shown": [shown[role] for role in ("verse", "rubric", "tides")],
    "schema": '"tides"' in json_schema(Article),
    "known": Role("verse").value,
}))
"""


@pytest.mark.slow
def test_a_role_is_one_row_of_one_enumeration(tmp_path: Path) -> None:
    """With its row alone, its parts go into the text, into a field or out, `explain` shows it, the schema has it."""
    (tmp_path / "words").mkdir()
    (tmp_path / "words" / "qx.py").write_text(WORDS, encoding="utf-8")
    edits = {"schemas/stages.py": [('    NAVIGATION = "navigation"\n', ROLES)]}
    assert answer(changed(tmp_path / "tree", edits), ROLE, str(tmp_path / "words")) == {
        "text": True,
        "kicker": "Zilk nord",
        "removed": ["tides"],
        "shown": ["italic", "green", "red"],
        "schema": True,
        "known": "verse",
    }
    assert len(edits) == 1


FILE_KIND = """    LEAF = "leaf", Traits(endings=("leaf", "lf"), told_as="leaf", first_bytes=b"%LEAF", is_sure=True)
"""
STREAM_KIND = """
    QUIRE = "quire", Traits(endings=("quire",), told_as="quire", shape=Shape.STREAM, first_bytes=b"%QUIRE")
"""
STREAM_READER = [
    ("from pipeline.sources.window", "from pipeline.sources.quire import quire_document, quire_items\n"),
    ("    Kind.WARC: Reader", "    Kind.QUIRE: Reader(quire_items, quire_document, lambda settings: 1000),\n"),
]
STREAM_MODULE = '''"""Read quires: texts with a line of two percent signs between them."""

from collections.abc import Iterator

from pipeline.sources.found import Item, Source, Unit
from pipeline.sources.window import Window
from schemas.kinds import Kind
from schemas.settings import Settings
from schemas.stages import MediaType, RawDocument


def quire_items(source: Source, window: Window, settings: Settings) -> Iterator[Item]:
    """Yield a unit for every text."""
    position, number = len(b"%QUIRE\\n"), 0
    while window.has(position + 1):
        number += 1
        end = window.find(b"\\n%%\\n", position)
        end = window.end if end < 0 else end
        yield Unit(source.uri, Kind.QUIRE, window.get(position, end), f"text:{number}", position)
        position = end + 4


def quire_document(unit: Unit, content: bytes, settings: Settings) -> RawDocument:
    """Return the document of a text."""
    return RawDocument(unit.source, content, MediaType.TEXT, unit.fallback_id, offset=unit.offset)
'''
KIND = """
import gzip, io, json, os, sys, tarfile
from pathlib import Path

kind, content = sys.argv[1], sys.argv[2].encode()
from pipeline.configuration.keys import JOB
from pipeline.engine import ingest
from pipeline.sources import documents
from pipeline.sources.endings import HINT
from pipeline.sources.standard_input import recognised, sniffed
from schemas import IngestJob, Settings
from schemas.bounds import takes

work = Path("work")
(work / "in").mkdir(parents=True)
(work / "in" / f"a.{kind}").write_bytes(content)
(work / "in" / f"b.{kind}.gz").write_bytes(gzip.compress(content))
(work / "c.odd").write_bytes(content)
with tarfile.open(work / "in" / "c.tar", "w") as archive:
    member = tarfile.TarInfo(f"inside.{kind}")
    member.size = len(content)
    archive.addfile(member, io.BytesIO(content))

def read(path, **settings):
    return [getattr(row.document, "content", b"none").decode() for row in documents(str(path), Settings(**settings))]

report = ingest(IngestJob(inputs=[str(work / "in")], out=str(work / "out"), settings=Settings(min_words=1), workers=0))
print(json.dumps({
    "in a folder": read(work / "in"),
    "told": read(work / "c.odd", input_type=kind),
    "by its first bytes": [sniffed(content).kind, sniffed(gzip.compress(content)).compression],
    "whatever its name": recognised("c.odd", content) is not None,
    "said to a person": kind in HINT and kind in takes(JOB["input_type"].field),
    "ingested": (work / "out" / "articles.jsonl").read_text().count(kind),
}))
"""
TEXT = "The town opened its new bridge on Monday, ten years after the old one was closed to all traffic."


@pytest.mark.slow
def test_a_kind_of_file_is_one_row_of_one_enumeration(tmp_path: Path) -> None:
    """With its row alone, such a file is found in folders and archives, told by a person, and by its first bytes."""
    edits = {"schemas/kinds.py": [('    TAR = "tar"', FILE_KIND)]}
    text = f"%LEAF\n\n{TEXT}\n"
    assert answer(changed(tmp_path, edits), KIND, "leaf", text) == {
        "in a folder": [text, text, text],
        "told": [text],
        "by its first bytes": ["leaf", "gz"],
        "whatever its name": True,
        "said to a person": True,
        "ingested": 3,
    }
    assert len(edits) == 1


@pytest.mark.slow
def test_a_kind_that_holds_records_is_a_row_a_reader_and_its_module(tmp_path: Path) -> None:
    edits = {
        "schemas/kinds.py": [('    TAR = "tar"', STREAM_KIND)],
        "pipeline/sources/readers.py": STREAM_READER,
        "pipeline/sources/quire.py": [("", STREAM_MODULE)],
    }
    assert answer(changed(tmp_path, edits), KIND, "quire", f"%QUIRE\n{TEXT}\n%%\n{TEXT} Twice.") == {
        "in a folder": [TEXT, f"{TEXT} Twice."] * 3,
        "told": [TEXT, f"{TEXT} Twice."],
        "by its first bytes": ["quire", "gz"],
        "whatever its name": False,
        "said to a person": True,
        "ingested": 6,
    }


def test_every_kind_that_can_be_told_is_in_the_help() -> None:
    """`--help` has no time for the registry, which comes with pydantic: its sentence is written out."""
    assert in_words() in InputType.__metadata__[0].help  # type: ignore[attr-defined]
