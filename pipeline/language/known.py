"""The languages that are known: every module in `words/`, found by its file."""

from __future__ import annotations

import pkgutil
from importlib import import_module

from pipeline.language import words
from pipeline.language.language import Language


def _found() -> tuple[Language, ...]:
    names = sorted(module.name for module in pkgutil.iter_modules(words.__path__))
    # A phrase that two languages share is the later one's, a label too: English last.
    return tuple(
        sorted(
            (import_module(f"{words.__name__}.{name}").LANGUAGE for name in names),
            key=lambda language: language.code == "en",
        )
    )


LANGUAGES: tuple[Language, ...] = _found()
