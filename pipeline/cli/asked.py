"""What a command is asked to do: file, environment and flags together, alike for every command that has a job."""

from __future__ import annotations

import os
from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Any

import typer

from pipeline.cli.terminal import say
from pipeline.printable import json_lines

if TYPE_CHECKING:
    from schemas.job import IngestJob

# Parameters whose key has a longer name, or another one; those that are named like a key are that key.
_KEYS = {
    "inbox": "inputs",
    "folder": "out",
    "rejects": "print_rejects",
    "kind": "input_type",
    "field": "fields",
    "deadline": "deadline_seconds",
    "settle": "settle_seconds",
    "contact": "fetch_contact",
    "fetch_delay": "fetch_delay_seconds",
    "max_pages": "fetch_max_pages",
    "refetch_days": "fetch_refetch_days",
    "allow_loopback": "fetch_allow_loopback",
}


def key_of(parameter: str) -> str:
    """Return the key that a parameter of a command stands for; one that is no part of a job keeps its name."""
    return _KEYS.get(parameter, parameter)


def asked_job(
    context: typer.Context,
    *,
    defaults: Mapping[str, Any] | None = None,
    fixed: Mapping[str, Any] | None = None,
    uses: Collection[str] | None = None,
) -> IngestJob:
    """Return the job that flags, environment, file and the command's `defaults` come to, the first of them first.

    `fixed` is what the command says itself, whatever the others say. Of the keys above the settings it `uses` these,
    all where None: a flag for another is an error, while file and environment may hold it for other commands. Ends the
    command after printing the job where that is asked for.
    """
    from pipeline.configuration import gathered, job_of

    flags, names = _flags(context)
    if uses is not None:
        _refuse_idle(context, flags, names, uses)
    named = {**dict.fromkeys(fixed or {}, f"copydesk {context.info_name}"), **names}
    said = gathered({**flags, **(fixed or {})}, os.environ, context.params.get("config"), defaults, names=named)
    job = job_of(said)
    if context.params.get("show_job"):
        _show(job, {key: one.where for key, one in said.items()}, uses)
        raise typer.Exit
    return job


def _flags(context: typer.Context) -> tuple[dict[str, Any], dict[str, str]]:
    """Return the keys said by flags, and how each flag is called; raise BadUsage for one that is said twice."""
    from pipeline.configuration import JOB, parse_assignments
    from pipeline.errors import BadUsage

    parameters = {parameter.name: parameter for parameter in context.command.params}
    flags: dict[str, Any] = {}
    names: dict[str, str] = {}
    for parameter, value in context.params.items():
        key = key_of(parameter)
        # Not "if value": 0 and false are said like any other. Nothing is None, or no element of a list.
        if key in JOB and value is not None and value != () and value != []:
            flags[key] = list(value) if isinstance(value, tuple) else value
            names[key] = _called(parameters[parameter], value)
    for key, value in parse_assignments(context.params.get("assignments") or []).items():
        if key in names:
            raise BadUsage(f"{names[key]} and --set {key}=... say the same thing; give one of them")
        flags[key], names[key] = value, "--set"
    return flags, names


def _called(parameter: Any, value: object) -> str:
    """Return how a person has said this value: --deadline, --no-compress, DIR."""
    options = parameter.secondary_opts if value is False else parameter.opts
    return str(options[0] if options[0].startswith("-") else parameter.metavar).strip("[.]")


def _refuse_idle(
    context: typer.Context, flags: Mapping[str, Any], names: Mapping[str, str], uses: Collection[str]
) -> None:
    """Raise BadUsage for a flag that this command would not look at."""
    from pipeline.configuration import JOB, SETTINGS
    from pipeline.errors import BadUsage

    for key in flags:
        if key not in uses and JOB[key].table != SETTINGS:
            raise BadUsage(f"{names[key]}: `copydesk {context.info_name}` makes no use of `{key}`; leave it out")


def _show(job: IngestJob, places: Mapping[str, str], uses: Collection[str] | None) -> None:
    """Print what a command uses of a job, and on standard error where each value comes from that is no default."""
    from pipeline.configuration import JOB, SETTINGS

    whole = job.model_dump(mode="json")
    shown = whole if uses is None else {key: value for key, value in whole.items() if key in {*uses, SETTINGS}}
    typer.echo(json_lines(shown))
    for flat, key in JOB.items():
        if flat in places and (key.table or key.name) in shown:
            say(f"{flat}: {places[flat]}", err=True)
