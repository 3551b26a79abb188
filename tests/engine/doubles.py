"""Stand-ins for the cleaner: quick, with words in the text that make a worker hang, die or run out of memory."""

from __future__ import annotations

import hashlib
import os
import re
import signal
import time
from pathlib import Path

from pipeline.engine.workers.nursery import WARM_UP
from pipeline.record.identity import record_identity
from schemas import Article, MediaType, Processing, Provenance, Quality, RawDocument, Reason, Rejection, Settings, Stage

NAME = "tests.engine.doubles:process"
DEATHS = {b"DIE BY SIGNAL": signal.SIGSEGV, b"DIE BY KILL": signal.SIGKILL}

TRAPS = "tests.engine.traps:process"
DIED_ONCE = "TRAPS_DIED_ONCE"
"""In the environment, for the traps: the file that tells that the process has died once."""
AWAITED = "TRAPS_AWAITED"
"""In the environment, for the traps: the file that is waited for."""


def process(raw: RawDocument, settings: Settings) -> Article | Rejection:
    """Make an article of any text of three words or more; obey words that stand for trouble."""
    content = raw.content if isinstance(raw.content, bytes) else raw.content.encode("utf-8", "replace")
    _misbehave(content)
    text = " ".join(content.decode("utf-8", "replace").split())
    text = "".join(character for character in text if character.isprintable())
    provenance = Provenance(
        record_id=raw.record_id,
        media_type=raw.media_type,
        charset="utf-8",
        charset_from="utf-8",
        sha256=hashlib.sha256(content).hexdigest(),
        bytes=len(content),
        offset=raw.offset,
        revision=raw.revision,
        retrieved_at=raw.retrieval.at,
        http_status=raw.retrieval.status,
        final_url=raw.retrieval.url,
    )
    processing = Processing(settings_sha256=settings.digest())
    identity = record_identity(raw.source, raw.record_id)
    if len(text.split()) < max(3, settings.min_words - 12):
        return Rejection(
            id=identity,
            source=raw.source,
            stage=Stage.ASSEMBLE,
            reason=Reason.TOO_SHORT,
            detail="fewer than three words",
            snippet=text[:200],
            provenance=provenance,
            processing=processing,
        )
    return Article(
        id=identity,
        source=raw.source,
        url=raw.given.url,
        title=raw.given.title,
        kicker=None,
        standfirst=None,
        description=None,
        byline=None,
        authors=list(raw.given.authors),
        agency=None,
        publisher=raw.given.publisher,
        section=[],
        tags=[],
        dateline=None,
        published_date=None,
        published_at=None,
        published_raw=raw.given.date,
        modified_date=None,
        modified_at=None,
        language=raw.given.language,
        language_score=None,
        text=text[:5000],
        article_type=None,
        free_to_read=None,
        other_titles=[],
        captions=[],
        images=[],
        embeds=[],
        links=[],
        structure=[],
        emphasis=[],
        comments_count=None,
        notes=[],
        removed=[],
        repairs=[],
        evidence=[],
        quality=Quality(words=len(text.split()), paragraphs=1, removed_ratio=0, repairs=0, furniture=0, warnings=[]),
        provenance=provenance,
        processing=processing,
    )


def _misbehave(content: bytes) -> None:
    _linger(content)
    for words, number in DEATHS.items():
        if words in content:
            os.kill(os.getpid(), number)
    if b"LEAVE BY EXIT" in content:
        os._exit(3)
    if b"EAT ALL MEMORY" in content:
        _ = b"x" * (1 << 34)
    if b"BUG OF OURS" in content:
        raise KeyError(MediaType.HTML)


def _linger(content: bytes) -> None:
    if b"HANG IN A LOOP" in content:
        while True:
            pass
    if b"HANG IN C" in content:
        hang_in_c()
    if b"SLEEP FOR EVER" in content:
        time.sleep(3600)
    if awaited := re.search(rb"WAIT FOR (\S+)", content):
        wait_for(os.fsdecode(awaited[1]))
    if b"SLOWLY" in content:
        time.sleep(0.02)


def wait_for(path: str) -> None:
    """Tell that a file is awaited, and wait for it."""
    Path(f"{path}.awaited").touch()
    while not os.path.exists(path):
        time.sleep(0.01)


def hang_in_c() -> None:
    """Stay in C code for ever: no handler of a signal runs in it."""
    re.fullmatch(r"(a+)+", "a" * 60 + "b")


def hangs_at_warm_up(raw: RawDocument, settings: Settings) -> Article | Rejection:
    """Never let the nursery become ready."""
    if raw.source == WARM_UP:
        hang_in_c()
    return process(raw, settings)


_cleaned = 0


def dies_when_old(raw: RawDocument, settings: Settings) -> Article | Rejection:
    """Clean one record well, and die of the next one."""
    global _cleaned
    _cleaned += raw.source != WARM_UP
    if _cleaned > 1:
        os.kill(os.getpid(), signal.SIGKILL)
    return process(raw, settings)
