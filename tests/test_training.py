"""Training can be repeated by anybody, from a folder in the documented format, and says what it lacks."""

from __future__ import annotations

import hashlib
import json
import random
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from pipeline.label.model import body_scores
from tests.conftest import ROOT, SHARED, needs_shared
from training.corpus import Corpus
from training.steps import LINE_MODEL, MANIFEST, STEPS, Request, Step, perform

WORDS = (
    "harbour council ferry bridge school winter orchard mayor river museum budget minister teacher storm village "
    "market report season players coach engine station doctor patient village farmer price water forest island"
).split()


def sentence(rng: random.Random) -> str:
    words = [rng.choice(WORDS) for _ in range(rng.randint(9, 18))]
    return f"The {' '.join(words)} said on Monday.".replace("  ", " ")


def page(number: int) -> dict[str, str]:
    """Return a made-up page: a headline, paragraphs, and the furniture of one of six sites."""
    rng = random.Random(number)
    title = f"{rng.choice(WORDS).title()} and {rng.choice(WORDS)} meet at the {rng.choice(WORDS)}, time {number}"
    body = [sentence(rng) for _ in range(rng.randint(8, 12))]
    menu = [f"{rng.choice(WORDS).title()} {rng.choice(WORDS)}" for _ in range(12)]
    related = [f"{rng.choice(WORDS).title()} {' '.join(rng.choice(WORDS) for _ in range(5))}" for _ in range(10)]
    site = f"site{number % 6}.example"
    html = (
        f"<html><head><title>{title} - Site</title><meta property='og:title' content='{title}'></head><body>"
        f"<nav><ul>{''.join(f'<li><a href=/{i}>{entry}</a></li>' for i, entry in enumerate(menu))}</ul></nav>"
        f"<article><h1>{title}</h1>{''.join(f'<p>{text}</p>' for text in body)}</article>"
        f"<aside>{''.join(f'<div><a href=/r{i}>{entry}</a></div>' for i, entry in enumerate(related))}</aside>"
        "</body></html>"
    )
    text = "\n".join([*menu, title, *body, *related])
    return {"id": f"p{number}", "domain": site, "title": title, "body": "\n\n".join(body), "html": html, "text": text}


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write a corpus of eighteen made-up pages of six sites, and some clean text."""
    root = tmp_path_factory.mktemp("corpus")
    pages = [page(number) for number in range(18)]
    clean = [{"lang": "en", "source": "made up", "text": p["body"].split("\n\n")[0]} for p in pages]
    parts: dict[str, list[dict[str, Any]]] = {
        "extract/html": [{"id": p["id"], "url": f"https://{p['domain']}/{p['id']}", "html": p["html"]} for p in pages],
        "extract/gold": [
            {"id": p["id"], "source": "wcxb", "stratum": "article", "domain": p["domain"], "articleBody": p["body"],
             "title": p["title"]} for p in pages
        ],
        **{f"extract/text.{name}": [{"id": p["id"], "text": p["text"]} for p in pages]
           for name in ("mainel", "blocks", "inscriptis")},
        "mojibake/clean": clean,
        "head/pages": [{"id": p["id"], "html": p["html"], "text": p["text"]} for p in pages],
        "head/gold": [{"id": p["id"], "standfirst_accept": [p["body"].split("\n\n")[0] if n % 2 else None]}
                      for n, p in enumerate(pages)],
    }  # fmt: skip
    for name, rows in parts.items():
        path = root / f"{name}.jsonl"
        path.parent.mkdir(exist_ok=True)
        path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return root


def train(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "training", *arguments], cwd=ROOT, capture_output=True, text=True, check=False
    )


def test_without_data_one_sentence_says_what_is_needed_and_where_the_format_stands() -> None:
    done = train()
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "training/README.md" in done.stderr


def test_a_part_that_is_missing_is_named(tmp_path: Path) -> None:
    done = train(str(tmp_path), "--only", "repair")
    assert done.returncode == 2
    assert "mojibake/clean.jsonl" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.slow
def test_all_steps_in_order_make_the_same_models_of_the_same_data(corpus: Path, tmp_path: Path) -> None:
    """One command trains everything; a second run writes the same bytes, and the manifest says from what."""
    pytest.importorskip("lightgbm", reason="needs the extra `train`")
    roots = [tmp_path / "once", tmp_path / "again"]
    for root in roots:
        done = train(str(corpus), "--out", str(root))
        assert done.returncode == 0, done.stderr
    manifest = json.loads((roots[0] / MANIFEST).read_text(encoding="utf-8"))
    assert set(manifest) == {step.name for step in STEPS}
    for step in STEPS:
        once, again = ((root / step.file).read_bytes() for root in roots)
        assert once == again, step.name
        assert manifest[step.name]["sha256"] == hashlib.sha256(once).hexdigest()
        assert set(manifest[step.name]["reads"]) == set(step.reads)
    assert len(body_scores(["The harbour council said on Monday."] * 3, weights=str(roots[0] / LINE_MODEL))) == 3


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.name)
def test_a_packaged_model_is_what_its_script_wrote(step: Step) -> None:
    """A model that somebody edited by hand, or trained on something else, is not what the manifest says."""
    manifest = json.loads((ROOT / MANIFEST).read_text(encoding="utf-8"))
    assert hashlib.sha256((ROOT / step.file).read_bytes()).hexdigest() == manifest[step.name]["sha256"]


@pytest.mark.slow
@needs_shared("data/extract/html.jsonl.xz")
@pytest.mark.parametrize("name", ["repair", "page-title"])
def test_a_quick_model_is_made_anew_bit_by_bit(name: str, tmp_path: Path) -> None:
    step = next(step for step in STEPS if step.name == name)
    entry = perform(step, Request(Corpus(SHARED / "data"), tmp_path))
    assert (tmp_path / step.file).read_bytes() == (ROOT / step.file).read_bytes()
    assert entry == json.loads((ROOT / MANIFEST).read_text(encoding="utf-8"))[step.name]
