"""Options that several commands share, or that take a sentence to explain; each described once."""

from __future__ import annotations

from typing import Annotated

import typer

Inputs = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[INPUT...]",
        help="Files, folders, globs, archives, or - for standard input. To be fetched: feed+https://..., "
        "sitemap+https://..., a page's https://..., or urls:FILE with an address a line.",
    ),
]
InputName = Annotated[
    str | None,
    typer.Option("--name", metavar="NAME", help="What standard input is called: known by it, as a file by its path."),
]
InputType = Annotated[
    str | None,
    typer.Option("--type", metavar="KIND", help="What files are whose names do not say it: text, html, jsonl or warc."),
]
Fields = Annotated[
    list[str] | None,
    typer.Option(
        "--field", metavar="OURS=THEIRS", help="JSON Lines: take one of our keys from another: text=body; repeatable."
    ),
]
Workers = Annotated[
    int | None, typer.Option(min=0, help="Worker processes; 0 for none: no deadline, for trusted input only.")
]
Deadline = Annotated[
    float | None, typer.Option(metavar="SECONDS", help="CPU time a record may take before it is rejected.")
]
Settle = Annotated[
    float | None, typer.Option(metavar="SECONDS", help="Leave files alone that changed less than this long ago.")
]
FailOnRejects = Annotated[
    float | None,
    typer.Option(metavar="SHARE", min=0, max=1, help="Exit with 1 when this share of the records is rejected."),
]
FailAfterIdleRuns = Annotated[
    int | None, typer.Option(metavar="N", min=1, help="Exit with 1 when N runs in a row brought nothing new.")
]
Cluster = Annotated[
    str | None, typer.Option(metavar="ADDRESS", help="Have a Dask cluster do the work: tcp://scheduler:8786.")
]
ShardInputs = Annotated[int | None, typer.Option(metavar="N", min=1, help="Inputs of a shard on a cluster.")]
Assignments = Annotated[
    list[str] | None, typer.Option("--set", metavar="KEY=VALUE", help="Set any setting; may be given again.")
]
Configuration = Annotated[
    str | None, typer.Option(metavar="FILE", help="Configuration file instead of ./copydesk.toml.")
]
Contact = Annotated[
    str | None, typer.Option(metavar="URL", help="When fetching: an address that tells sites who asks.")
]
FetchDelay = Annotated[
    float | None, typer.Option(metavar="SECONDS", help="When fetching: pause between requests to one host (1).")
]
MaxPages = Annotated[
    int | None, typer.Option(min=1, help="When fetching: pages asked for in this run; the rest waits.")
]
RefetchDays = Annotated[
    float | None, typer.Option(metavar="DAYS", help="When fetching: ask again for pages still listed after DAYS.")
]
AllowLoopback = Annotated[
    bool, typer.Option("--allow-loopback", help="When fetching: let addresses lead to this machine; for tests.")
]
