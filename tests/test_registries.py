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

from tests.conftest import ROOT


def changed(copy: Path, edits: dict[str, tuple[str, str]]) -> Path:
    """Return a copy of the tree in which one line goes before another in each file named; "" for a new file."""
    for package in ("schemas", "pipeline"):
        shutil.copytree(ROOT / package, copy / package, copy_function=os.symlink)
    for name, (before, line) in edits.items():
        path = copy / name
        text = path.read_text(encoding="utf-8") if before else ""
        assert text.count(before) == 1 or not before, f"{name} has {before!r} {text.count(before)} times"
        path.unlink(missing_ok=True)  # a link to the file itself
        path.write_text(text.replace(before, line + before) if before else line, encoding="utf-8")
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


def test_a_code_page_is_one_row_of_one_list(tmp_path: Path) -> None:
    """With its row alone, what declares it is read, and what was misread by it, or as it, is undone."""
    row = '    KnownPage(codec="qx8", name="x-qx", prior=-0.8, shown=14, written=24, is_declared=True),\n'
    edits = {"pipeline/decode/known_pages.py": ('    KnownPage(codec="latin_1"', row)}
    found = answer(changed(tmp_path, edits), CODE_PAGE)
    assert found == {
        "declared": ["qx8", True],
        "misread UTF-8": ["x-qx", True],
        "shown as another": ["x-qx>windows-1252", True],
        "another shown as it": ["windows-1251>x-qx", True],
    }
    assert len(edits) == 1


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


def test_a_role_is_one_row_of_one_enumeration(tmp_path: Path) -> None:
    """With its row alone, its parts go into the text, into a field or out, `explain` shows it, the schema has it."""
    (tmp_path / "words").mkdir()
    (tmp_path / "words" / "qx.py").write_text(WORDS, encoding="utf-8")
    edits = {"schemas/stages.py": ('    NAVIGATION = "navigation"\n', ROLES)}
    assert answer(changed(tmp_path / "tree", edits), ROLE, str(tmp_path / "words")) == {
        "text": True,
        "kicker": "Zilk nord",
        "removed": ["tides"],
        "shown": ["italic", "green", "red"],
        "schema": True,
        "known": "verse",
    }
    assert len(edits) == 1
