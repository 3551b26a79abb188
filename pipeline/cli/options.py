"""Options that several commands share, or that take a sentence to explain; each described once.

What a job's numbers may be is said by the models, with the reason, and not a second time here.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from enum import StrEnum
from typing import Annotated, Any, TypeVar, get_type_hints

import typer


class Typography(StrEnum):
    """What becomes of curly quotes, ligatures and full-width characters."""

    PUBLISHED = "published"
    PLAIN = "plain"


Inputs = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[INPUT...]",
        help="Files, folders, globs, archives, or - for standard input. To be fetched: feed+https://..., "
        "sitemap+https://..., a page's https://..., or urls:FILE with an address a line.",
    ),
]
Folder = Annotated[str, typer.Argument(metavar="DIR", help="An output folder, or a root of shards.")]
InputName = Annotated[
    str | None,
    typer.Option(
        "--name", metavar="NAME", help="What standard input is called: known by it, as a file is by its path."
    ),
]
InputType = Annotated[
    str | None,
    typer.Option("--type", metavar="KIND", help="What files are whose names do not say it: text, html, jsonl or warc."),
]
Fields = Annotated[
    list[str] | None,
    typer.Option(
        "--field",
        metavar="OURS=THEIRS",
        help="JSON Lines: take one of our keys from another: text=body. May be given again.",
    ),
]
Workers = Annotated[
    int | None, typer.Option(metavar="N", help="Worker processes; 0 for none: no deadline, for trusted input only.")
]
Deadline = Annotated[
    float | None, typer.Option(metavar="SECONDS", help="CPU time a record may take before it is rejected.")
]
Settle = Annotated[
    float | None, typer.Option(metavar="SECONDS", help="Leave files alone that changed less than this long ago.")
]
Reprocess = Annotated[
    bool | None,
    typer.Option("--reprocess/--no-reprocess", help="Redo what another version or other settings have done."),
]
Thorough = Annotated[
    bool | None,
    typer.Option(
        "--thorough/--no-thorough", help="HTML: ask a second extractor about every page (about half as fast)."
    ),
]
Forget = Annotated[
    bool | None,
    typer.Option(
        "--forget/--no-forget", help="Wait no more for inputs that vanished before they were read to their end."
    ),
]
Compress = Annotated[bool | None, typer.Option("--compress/--no-compress", help="Write .jsonl.zst; for a new folder.")]
Markdown = Annotated[
    bool | None,
    typer.Option("--markdown/--no-markdown", help="Write each article into a file too: DIR/articles/ID.md."),
]
BatchRecords = Annotated[
    int | None, typer.Option(metavar="N", help="Records of a batch; 32 at most are made durable at a time.")
]
FailOnRejects = Annotated[
    float | None,
    typer.Option(metavar="SHARE", help="Exit with 1 when this share of the records, 0 to 1, is rejected."),
]
FailAfterIdleRuns = Annotated[
    int | None, typer.Option(metavar="N", help="Exit with 1 when N runs in a row brought nothing new.")
]
TypographyChoice = Annotated[
    Typography | None,
    typer.Option(
        "--typography",
        metavar="FORM",
        help="plain: straight quotes, no ligatures, one width, NFC; published: as it is.",
    ),
]
Emphasis = Annotated[
    bool | None, typer.Option("--emphasis/--no-emphasis", help="HTML: say which words are bold or italic.")
]
Relate = Annotated[
    bool | None,
    typer.Option("--relate/--no-relate", help="At the end, relate the articles of DIR as `copydesk relate DIR` does."),
]
Cluster = Annotated[
    str | None, typer.Option(metavar="ADDRESS", help="Have a Dask cluster do the work: tcp://scheduler:8786.")
]
ShardInputs = Annotated[int | None, typer.Option(metavar="N", help="Inputs of a shard on a cluster.")]
Contact = Annotated[
    str | None, typer.Option(metavar="URL", help="When fetching: an address that tells sites who asks.")
]
FetchDelay = Annotated[
    float | None, typer.Option(metavar="SECONDS", help="When fetching: pause between requests to one host (1).")
]
MaxPages = Annotated[
    int | None, typer.Option(metavar="N", help="When fetching: pages asked for in one run; the rest waits.")
]
RefetchDays = Annotated[
    float | None, typer.Option(metavar="DAYS", help="When fetching: ask again for pages still listed after DAYS.")
]
AllowLoopback = Annotated[
    bool | None,
    typer.Option(
        "--allow-loopback/--no-allow-loopback",
        help="When fetching: let addresses lead to this machine; for tests.",
    ),
]
Assignments = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="KEY=VALUE", help="Set any setting; `none` for nothing. May be given again."),
]
Configuration = Annotated[
    str | None, typer.Option(metavar="FILE", help="Configuration file instead of ./copydesk.toml.")
]
ShowJob = Annotated[
    bool,
    typer.Option(
        "--show-job", help="Print as JSON what file, environment and flags come to, where from, and do nothing."
    ),
]

SHARED: dict[str, Any] = {
    "kind": InputType,
    "field": Fields,
    "input_name": InputName,
    "workers": Workers,
    "deadline": Deadline,
    "settle": Settle,
    "reprocess": Reprocess,
    "thorough": Thorough,
    "typography": TypographyChoice,
    "emphasis": Emphasis,
    "forget": Forget,
    "compress": Compress,
    "markdown": Markdown,
    "batch_records": BatchRecords,
    "fail_on_rejects": FailOnRejects,
    "fail_after_idle_runs": FailAfterIdleRuns,
    "relate": Relate,
    "cluster": Cluster,
    "shard_inputs": ShardInputs,
    "contact": Contact,
    "fetch_delay": FetchDelay,
    "max_pages": MaxPages,
    "refetch_days": RefetchDays,
    "allow_loopback": AllowLoopback,
    "assignments": Assignments,
    "config": Configuration,
    "show_job": ShowJob,
}
"""The options of several commands by the names of their parameters, in the order in which help shows them."""

JOB = tuple(SHARED)
"""Those of a command that takes a whole job."""

_Command = TypeVar("_Command", bound=Callable[..., None])


def shared(*names: str) -> Callable[[_Command], _Command]:
    """Give a command these shared options, in place of its `**` parameter; they are read from the context."""

    def take(command: _Command) -> _Command:
        own = get_type_hints(command, include_extras=True)
        signature = inspect.signature(command)
        kept = [
            parameter.replace(annotation=own[parameter.name])
            for parameter in signature.parameters.values()
            if parameter.kind is not inspect.Parameter.VAR_KEYWORD
        ]
        more = [
            inspect.Parameter(
                name,
                inspect.Parameter.KEYWORD_ONLY,
                default=False if SHARED[name] is ShowJob else None,
                annotation=SHARED[name],
            )
            for name in names
        ]
        # Typer reads both.
        command.__signature__ = signature.replace(parameters=[*kept, *more])  # type: ignore[attr-defined]
        command.__annotations__ = {parameter.name: parameter.annotation for parameter in (*kept, *more)}
        return command

    return take
