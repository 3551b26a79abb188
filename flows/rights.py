"""What a run may do beyond its parameters: said where the flow runs, never by whoever starts the run.

A scheduler runs code in the process that asks it, and a run reads and writes as the user of its process. So the
cluster, and leave to visit this machine, come from the environment or copydesk.toml of that process, as alerts do;
and the environment says which inputs may be read and which folders written.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from pipeline.configuration import load_job
from pipeline.errors import BadUsage
from pipeline.sources.permits import Permits, entries, start_of
from schemas.job import ALLOWED_INPUTS, ALLOWED_OUTPUTS, IngestJob, RunParameters

_CLUSTER = "COPYDESK_CLUSTER"
_LOOPBACK = "COPYDESK_FETCH_ALLOW_LOOPBACK"


def parameters_of(job: IngestJob) -> RunParameters:
    """Return the part of a job that is the parameters of its runs."""
    plain = job.model_dump(include=set(RunParameters.model_fields), exclude={"fetch": {"allow_loopback"}})
    return RunParameters.model_validate(plain)


def job_of(parameters: RunParameters, environment: Mapping[str, str]) -> IngestJob:
    """Return the job of a run: what it was asked for, with what this process adds; raise BadUsage for what none may."""
    if isinstance(parameters, IngestJob):
        parameters = _without_rights(parameters)
    if "-" in (parameters.out, *parameters.inputs):
        raise BadUsage("`-` may not be read by this run, and may not be written by this run: it has no terminal")
    own = load_job({"inputs": ["-"], "out": "-"}, environment, None)
    asked = parameters.model_dump()
    asked["fetch"]["allow_loopback"] = own.fetch.allow_loopback
    return IngestJob.model_validate({**asked, "cluster": own.cluster})


def _without_rights(job: IngestJob) -> RunParameters:
    """Return the parameters in a job that asks for nothing else; a caller in Python may well hold one."""
    if job.cluster is not None or job.fetch.allow_loopback:
        raise BadUsage(f"a run's parameters name no cluster and no loopback: set {_CLUSTER} or {_LOOPBACK}")
    return parameters_of(job)


def permits_of(environment: Mapping[str, str]) -> Permits:
    """Return what runs of this process may read and write; an empty list allows nothing, none everything."""
    lists = (environment.get(name) for name in (ALLOWED_INPUTS, ALLOWED_OUTPUTS))
    inputs, outputs = (None if text is None else entries(text) for text in lists)
    return Permits(inputs, outputs)


def own_environment(job: IngestJob) -> dict[str, str]:
    """Return the environment in which the flow runs a job of the process's own user."""
    added = {_LOOPBACK: str(job.fetch.allow_loopback).lower()}
    return added if job.cluster is None else {**added, _CLUSTER: job.cluster}


def served_environment(job: IngestJob, given: Mapping[str, str]) -> dict[str, str]:
    """Return the same for a job that is served: its runs read its inputs and write its output, unless `given` says.

    Raise BadUsage where that does not allow the job itself.
    """
    inputs = os.pathsep.join(_entry(one) for one in job.inputs)
    allowed = {ALLOWED_INPUTS: inputs, ALLOWED_OUTPUTS: str(Path(job.out).absolute())}
    environment = {**own_environment(job), **{name: given.get(name, text) for name, text in allowed.items()}}
    permits = permits_of(environment)
    permits.require_output(job.out)
    for one in job.inputs:
        permits.require_input(one)
    return environment


def _entry(given: str) -> str:
    """Return what a list allows so that an input is in it; for a glob, all of the folder it starts in."""
    start = start_of(given)
    return start if "://" in start else str(Path(start.removeprefix("urls:")).absolute())
