"""A language is one file: what it says reaches every part of the pipeline, and its tables are of the right form."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.language.known import LANGUAGES
from pipeline.language.language import Language
from pipeline.scoring.furniture import CATEGORIES
from tests.conftest import CASES

MADE_UP = '''
"""Esk: a made-up language."""

from pipeline.language.language import Language
from schemas.stages import Role

LANGUAGE = Language(
    code="qx",
    phrases={"share": (Role.SHARE, ("dulor vex",))},
    counted={"reading_time": (Role.OTHER, ("# zilk ulmen",))},
    furniture={"share": ("dulor",)},
    byline_words=("wex",),
    name_joiners=("ub",),
    published_labels=("paskit ze",),
    caption_labels=("tavlo",),
    credit_labels=("tavlo zu",),
    note_labels={"correction": ("mendok",)},
    job_titles=("skrivor",),
    given_names=("ulvin",),
    wires=("qxnews",),
    outlet_words=("zeitlok",),
    months=tuple(f"zama{letter}" for letter in "abcdefghijkl"),
    missing_pages=("pago nu zit",),
    search_paths=("zuk",),
    class_names={"byline": ("skrivor",)},
    author_classes=("skrivor",),
)
'''

ASK = """
import json, sys
import pipeline.language.words as words
words.__path__.append(sys.argv[1])
from pipeline.html.kind import PageSigns, page_kind
from pipeline.html.markup.uses import bits_of, uses_of
from pipeline.label.forms import parts_of
from pipeline.label.metalines import counted
from pipeline.language.dates import read_moment
from pipeline.scoring.furniture import CATEGORIES, category_hits
from pipeline.scoring.scan import scan
from pipeline.language.agencies import is_outlet, is_wire
from pipeline.language.people import is_name_alone, people

def roles(line):
    return [(part.role.value, part.rule) for part in parts_of(line) or ()]

print(json.dumps({
    "phrase": roles("Dulor vex"),
    "counted": counted("5 zilk ulmen")[0],
    "dated byline": roles("Paskit ze 3 zamab 2024 | wex Anna Weiss"),
    "note": roles("Mendok: the bridge is 40 metres long, not 14."),
    "people": people("Wex Anna Weiss ub Bert Holm, skrivor"),
    "name alone": is_name_alone("Ulvin Holm"),
    "day": read_moment("3 zamab 2024").day,
    "wire": is_wire("QXNews"),
    "outlet": is_outlet("Zeitlok Nord"),
    "furniture": int(category_hits(scan(["Dulor"]), 1)[0][0][CATEGORIES.index("share")]),
    "kind": page_kind(PageSigns(title="Pago nu zit"), 3).name,
    "class name": uses_of("entry-skrivor") & bits_of("byline") > 0,
}))
"""


def test_a_language_is_one_file_and_reaches_every_part(tmp_path: Path) -> None:
    """With one module added, and nothing else changed, its words are known wherever words are looked for."""
    (tmp_path / "qx.py").write_text(MADE_UP, encoding="utf-8")
    asked = subprocess.run([sys.executable, "-c", ASK, str(tmp_path)], capture_output=True, text=True, check=False)
    assert asked.returncode == 0, asked.stderr
    assert json.loads(asked.stdout) == {
        "phrase": [["share", "share"]],
        "counted": "reading_time",
        "dated byline": [["label", "published_label"], ["date", "published_label"], ["byline", "byline"]],
        "note": [["note", "note_correction"]],
        "people": ["Anna Weiss", "Bert Holm"],
        "name alone": True,
        "day": "2024-02-03",
        "wire": True,
        "outlet": True,
        "furniture": 1,
        "kind": "not_found",
        "class name": True,
    }


def test_without_that_file_none_of_its_words_is_known(tmp_path: Path) -> None:
    """The other way round: what the test above sees comes from the file."""
    asked = subprocess.run([sys.executable, "-c", ASK, str(tmp_path)], capture_output=True, text=True, check=False)
    assert asked.returncode != 0


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
def test_tables_have_the_form_that_their_field_says(language: Language) -> None:
    assert len(language.months) in (0, 12)
    assert len(language.weekdays) in (0, 7)
    assert set(language.furniture) <= set(CATEGORIES)
    patterns = [*language.invitations, *language.datelines, *language.byline_openings, *language.whole_bylines]
    patterns += [pattern for _, pattern in (*language.invitations_within, *language.appeals)]
    for pattern in patterns:
        assert re.compile(pattern)
    for _, phrases in language.phrases.values():
        assert not [phrase for phrase in phrases if phrase != phrase.lower() or "\u2019" in phrase]


@pytest.mark.parametrize("language", [known for known in LANGUAGES if known.phrases], ids=lambda known: known.code)
def test_every_language_has_cases(language: Language) -> None:
    """A language without cases of its own is a list of words that nobody tried."""
    assert len(json.loads((CASES / f"label_{language.code}.json").read_text(encoding="utf-8"))) >= 20


def test_the_code_of_a_language_is_its_file_s_name() -> None:
    folder = Path(sys.modules["pipeline.language.words"].__file__ or "").parent
    assert {language.code for language in LANGUAGES} == {path.stem for path in folder.glob("*.py")} - {"__init__"}
