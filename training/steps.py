"""The steps of training, in the order in which one needs what another made."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from training.corpus import CLEAN, GOLD, HEAD_GOLD, HEAD_PAGES, PAGES, TEXTS, Corpus


@dataclass(frozen=True)
class Request:
    """What to train on, where to write, and which fold of sites to leave out (null: none)."""

    corpus: Corpus
    root: Path
    fold: int | None = None


@dataclass(frozen=True)
class Step:
    """One model: the file it is packaged in, the parts of the corpus it reads, and how it is made."""

    name: str
    file: str
    reads: tuple[str, ...]
    run: Callable[[Request, Path], dict[str, Any]]
    """Writes the file and returns figures for the manifest."""
    by_fold: bool = True


def _repair_model(request: Request, out: Path) -> dict[str, Any]:
    from training.repair_model import packed_model

    packed, figures = packed_model(list(request.corpus.rows(CLEAN)))
    out.write_bytes(packed)
    return figures


def _line_model(request: Request, out: Path) -> dict[str, Any]:
    from training.boosting import save
    from training.line_model import chosen, train
    from training.texts import labelled_texts

    documents = chosen(labelled_texts(request.corpus), request.fold)
    save(out, *train(documents))
    return {"pages": len({d["page"].id for d in documents}), "texts": len(documents)}


def _text_title(request: Request, out: Path) -> dict[str, Any]:
    from training.text_title import examples, save

    return save(out, list(examples(request.corpus, str(request.root / LINE_MODEL))), request.fold)


def _page_title(request: Request, out: Path) -> dict[str, Any]:
    from training.page_title import examples, weights_module

    found = list(examples(request.corpus))
    text, figures = weights_module(found)
    out.write_text(text, encoding="utf-8")
    return {"pages": len(found), **figures}


def _standfirst(request: Request, out: Path) -> dict[str, Any]:
    from training.standfirst import examples, weights_module

    text, figures = weights_module(list(examples(request.corpus)))
    out.write_text(text, encoding="utf-8")
    return figures


def _block_model(request: Request, out: Path) -> dict[str, Any]:
    from training.block_model import chosen, labelled_pages, train
    from training.boosting import save

    documents = chosen(labelled_pages(request.corpus), request.fold)
    save(out, *train(documents))
    return {"pages": len(documents) // 2}


LINE_MODEL = "pipeline/label/label_model.npz"
BLOCK_MODEL = "pipeline/html/body/model/block_model.npz"
STEPS = (
    Step("repair", "pipeline/repair/ground/model.json.xz", (CLEAN,), _repair_model, by_fold=False),
    Step("lines", LINE_MODEL, (PAGES, GOLD, *TEXTS.values()), _line_model),
    Step("text-title", "pipeline/label/title_model.npz", (GOLD, *TEXTS.values()), _text_title),
    Step("page-title", "pipeline/html/declared/title_weights.py", (PAGES, GOLD), _page_title, by_fold=False),
    Step("blocks", BLOCK_MODEL, (PAGES, GOLD), _block_model),
    Step("standfirst", "pipeline/label/standfirst_weights.py", (HEAD_PAGES, HEAD_GOLD), _standfirst, by_fold=False),
)
MANIFEST = "training/manifest.json"


def perform(step: Step, request: Request) -> dict[str, Any]:
    """Train one model, write it below the request's root, and return what the manifest says of it."""
    reads = request.corpus.digests(step.reads)
    out = request.root / step.file
    out.parent.mkdir(parents=True, exist_ok=True)
    figures = step.run(request, out)
    return {
        "file": step.file,
        "sha256": hashlib.sha256(out.read_bytes()).hexdigest(),
        "reads": reads,
        **({} if request.fold is None else {"without_fold": request.fold}),
        **figures,
    }


def write_manifest(root: Path, entries: dict[str, dict[str, Any]]) -> None:
    """Bring the manifest up to date with the steps that ran; the others keep their entries."""
    path = root / MANIFEST
    known = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    known.update(entries)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(known, ensure_ascii=False, indent=2, sort_keys=True) + "\n", encoding="utf-8")
