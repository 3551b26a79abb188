"""The largest stories of a day as a Prefect artifact: Markdown, in which the words of outlets are words only."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from heapq import nlargest
from itertools import takewhile
from pathlib import Path

from prefect.artifacts import create_markdown_artifact
from pydantic import ValidationError

from flows.figures import this_deployment
from flows.names import artifact_key
from pipeline.errors import OutputFailed
from pipeline.printable import one_line, shown
from pipeline.relate.outputs import STORIES
from schemas.job import IngestJob
from schemas.relations import RelateReport, Story
from schemas.report import RunReport

_SHOWN = 10
_LONGEST_TITLE = 200
_MOST_OUTLETS = 5
# CommonMark: a backslash before any of these makes it a character like others, so that no title is a link, a picture,
# an element of HTML or a cell's end; GFM takes "www." and "https://" for links too, hence all of them.
_MARKS = re.compile(r"[!-/:-@\[-`{-~]")


def publish_stories(job: IngestJob, report: RunReport) -> None:
    """Publish the largest stories of the run's day."""
    if report.related is None:
        return
    day = date.fromisoformat(report.started[:10])
    text = as_markdown(largest(stories(job.out), day), day, report.related)
    key = artifact_key("stories", this_deployment(job))
    create_markdown_artifact(text, key=key, description=f"{report.related.stories} stories")


def stories(out: str) -> Iterator[Story]:
    """Yield the stories of an output folder; raise OutputFailed where the file cannot be read."""
    path = Path(out, STORIES)
    try:
        with path.open("rb") as file:
            yield from (Story.model_validate_json(line) for line in file)
    except (OSError, ValidationError) as error:
        raise OutputFailed(
            f"{str(path)!r} cannot be read: {type(error).__name__}; `copydesk relate` makes it anew"
        ) from error


def largest(found: Iterator[Story], day: date) -> list[Story]:
    """Return the largest stories with an article of the day or the day before; where there is none, of any day.

    The day before counts: a run's day is that of UTC, an article's that of its outlet.
    """
    days = {day.isoformat(), (day - timedelta(1)).isoformat()}
    grown = (story for story in found if len(story.articles) > 1)
    # Those of the day come before all others, however large.
    ranked = nlargest(_SHOWN, grown, key=lambda story: (story.last_published in days, len(story.articles), story.id))
    of_day = list(takewhile(lambda story: story.last_published in days, ranked))
    return of_day or ranked


def as_markdown(found: list[Story], day: date, account: RelateReport) -> str:
    """Return stories as a table, under what relating came to."""
    kinds = ", ".join(f"{count} {kind}" for kind, count in account.relations.items())
    lines = [f"**{account.articles} articles, {account.stories} stories**; relations: {kinds}", ""]
    if not found:
        return "\n".join([*lines, "No two articles tell one story."])
    lines += [f"The largest stories as of {day}:", ""]
    lines += ["| articles | story | outlets | days |", "|---:|---|---|---|"]
    return "\n".join([*lines, *map(_row, found)])


def _row(story: Story) -> str:
    title = story.title or " ".join(story.names or story.terms)
    more = len(story.publishers) - _MOST_OUTLETS
    outlets = ", ".join(map(escaped, story.publishers[:_MOST_OUTLETS])) + (f" and {more} more" if more > 0 else "")
    days = " to ".join(dict.fromkeys(filter(None, (story.first_published, story.last_published))))
    return f"| {len(story.articles)} | {escaped(title)} | {outlets} | {days} |"


def escaped(text: str) -> str:
    """Return words of others as Markdown that shows them, on one line.

    >>> print(escaped("[Ferry](javascript:x) | <b>late</b>"))
    \\[Ferry\\]\\(javascript\\:x\\) \\| \\<b\\>late\\<\\/b\\>
    """
    line = shown(one_line(text))
    kept = line if len(line) <= _LONGEST_TITLE else f"{line[:_LONGEST_TITLE]}…"
    return _MARKS.sub(r"\\\g<0>", kept)
