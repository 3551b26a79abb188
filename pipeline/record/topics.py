"""Section and tags where the page prints them: in its breadcrumb, and in its lists of topics."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.label.metalines import counted, read_spans
from pipeline.language.phrases import HOME, NO_SECTIONS, PHRASES, key
from pipeline.language.sentences import ends_sentence
from schemas.stages import TEXT_ROLES, Block, Found, Role

_STEPS = re.compile(r"\s{0,3}[»›>→]\s{0,3}|\s{1,3}[/|]\s{1,3}")
_TAGS = re.compile(r"\s{0,3}[,;،，、|•·#]\s{0,3}")
_LABEL = re.compile(r"(?P<label>[^:：]{2,40})[:：]\s*(?P<tags>\S.*)")
_NO_STEPS = HOME | NO_SECTIONS
_LONGEST, _MOST_WORDS, _MOST_TAGS = 40, 4, 16


def printed_topics(blocks: Sequence[Block]) -> Iterator[Found]:
    """Yield the section and the tags that lines of these blocks name; the lines stay where they stand."""
    title = next((key(block.content) for block in blocks if block.role is Role.TITLE), "")
    for block in blocks:
        if block.role is Role.BREADCRUMB:
            steps = [step.strip() for step in _STEPS.split(block.text) if key(step)]
            sections = [step for step in steps if key(step) != title and key(step) not in _NO_STEPS]
            if len(steps) > 1 and sections:
                last = sections[-1]
                said = sections[:-1] if key(steps[-1]) == key(last) and len(sections) > 1 else sections
                yield from (Found("section", step, "breadcrumb", line=block.line) for step in said)
                break
    yield from _printed_tags(blocks)


def _printed_tags(blocks: Sequence[Block]) -> list[Found]:
    """Return the tags below "Tags:" and behind it, up to the first line that is none; half of them the text names."""
    found: dict[str, Found] = {}
    is_open = True
    last: Block | None = None
    for block in blocks:
        if block.role is Role.TAGS:
            is_open = is_open or last is None or last.role is not Role.TAGS
            tags = _tags_of(block) if is_open else []
            is_open = is_open and (bool(tags) or key(block.text) in PHRASES)
            found |= {key(tag): Found("tag", tag, "tag_line", line=block.line) for tag in tags if key(tag) not in found}
        last = block
    if not found:
        return []
    own = key(" ".join(block.content for block in blocks if block.role in TEXT_ROLES or block.role is Role.TITLE))
    named = sum(tag in own for tag in found)
    return list(found.values())[:_MOST_TAGS] if 2 * named >= len(found) else []


def _tags_of(block: Block) -> list[str]:
    """Return the topics of a line, what stands behind its label or all of it; none if one of them can be no topic."""
    labelled = _LABEL.fullmatch(block.text)
    known = PHRASES.get(key(labelled["label"])) if labelled else None
    text = labelled["tags"] if labelled and known and known[1] is Role.TAGS else block.text
    if key(text) in PHRASES or ends_sentence(text) or read_spans(text, in_head=True) or counted(text):
        return []
    tags = [tag for tag in (tag.strip(" #.") for tag in _TAGS.split(text)) if key(tag)]
    return tags if all(len(tag) <= _LONGEST and len(tag.split()) <= _MOST_WORDS for tag in tags) else []
