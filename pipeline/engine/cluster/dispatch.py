"""A run on a Dask cluster: shards fan out over its workers, each writes a folder of its own, the parent commits them.

Plain `distributed`, not a task runner on top of it: with a worker killed in mid-run it did 24 of 24 shards once, where
Prefect's DaskTaskRunner did four of them twice. Workers must see the inputs and the output under the same paths.
"""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from pipeline.engine.account import account_of, idle_runs, notes_on_inputs, notes_on_members, nothing_found
from pipeline.engine.cluster.shard import ShardTask, ingest_shard
from pipeline.engine.journal import LOG
from pipeline.engine.opening import discovery_of, permitted
from pipeline.engine.outcomes import CLEANER
from pipeline.engine.preflight import require_sense
from pipeline.engine.scribe import Tally
from pipeline.engine.signals import listening
from pipeline.engine.store.folder import locked, writing
from pipeline.engine.store.root import Plan, Root
from pipeline.engine.vanished import gone_from_root
from pipeline.engine.visits import version_key
from pipeline.errors import BadUsage, FolderBusy, Stop
from pipeline.sources import Discovery
from pipeline.sources.endings import UNTOLD
from pipeline.sources.permits import ANYTHING, Permits
from schemas.job import IngestJob
from schemas.report import RunReport

if TYPE_CHECKING:
    from distributed import Client, Future

_CONNECT_SECONDS = 30
_LOOK_SECONDS = 0.1
# Shards known to the scheduler at a time: enough for every worker to have the next one, however many inputs there are.
_FEWEST_AHEAD = 16
_RETRIES = 2


class ClusterFailed(Stop):
    """The cluster does not answer, or could not do some shards; what was committed is kept."""

    exit_code = 69


def ingest_on_cluster(
    job: IngestJob,
    *,
    progress: Callable[[Tally], None] | None = None,
    stop: Callable[[], bool] | None = None,
    now: float | None = None,
    cleaner: str = CLEANER,
) -> RunReport:
    """Run a job's shards on its cluster and return the account of all; see `pipeline.engine.ingest`."""
    with listening() as request, opened_root(job, stop=stop or request, now=now, cleaner=cleaner) as run:
        run.plan()
        run.work(progress)
        return run.finish(request.signal_name)


@contextmanager
def opened_root(
    job: IngestJob,
    *,
    stop: Callable[[], bool] = lambda: False,
    now: float | None = None,
    cleaner: str = CLEANER,
    permits: Permits = ANYTHING,
) -> Iterator[ClusterRun]:
    """Yield the run of a job on its cluster for a caller that takes the steps itself: `plan`, `work`, `finish`.

    Raises BadUsage where the job asks for more than the `permits` give.
    """
    started = time.time() if now is None else now
    if job.out == "-" or "-" in job.inputs:
        raise BadUsage("a run on a cluster reads files and writes a folder, not `-`")
    files, addresses = permitted(job, permits)
    require_sense(job)
    if addresses:
        raise BadUsage("a run on a cluster reads files: fetch addresses without --cluster first; they are kept as WARC")
    discovery = discovery_of(job, files, started, permits)
    with closing(_client(str(job.cluster))) as client, closing(Root(job.out, compress=job.compress)) as root:
        yield ClusterRun(job, client, root, discovery, started, stop, cleaner)


class ClusterRun:
    """A run under way on a cluster."""

    def __init__(
        self,
        job: IngestJob,
        client: Client,
        root: Root,
        discovery: Discovery,
        started: float,
        stop: Callable[[], bool],
        cleaner: str,
    ) -> None:
        self.tally = Tally()
        self.done = 0
        self._job, self._client, self._root, self._discovery = job, client, root, discovery
        self._started, self._stop, self._cleaner = started, stop, cleaner
        self._clock = time.monotonic()
        self._failed: dict[int, str] = {}
        self._warnings: Counter[str] = Counter()
        self._members: Counter[str] = Counter()
        self._replaced = 0

    def plan(self) -> Plan:
        """Give every new input a shard; return what is to be done."""
        version = version_key(self._job.settings) if self._job.reprocess else None
        plan = self._root.plan(self._discovery, shard_inputs=self._job.shard_inputs, version=version)
        self.tally.unchanged += plan.unchanged_records
        LOG.info("%d shards to do with %d inputs; %d inputs unchanged", plan.shards, plan.inputs, plan.unchanged_inputs)
        return plan

    def work(self, progress: Callable[[Tally], None] | None) -> None:
        """Have the cluster do every shard that is due, and commit each as it is done; end early when asked to."""
        due = self._root.due()
        in_flight: dict[Future, int] = {}
        more = True
        while (more or in_flight) and not self._stop():
            while more and len(in_flight) < self._ahead():
                number, sources = next(due, (-1, []))
                more = number >= 0
                if more:
                    task = ShardTask(self._shard_job(number), tuple(sources), cleaner=self._cleaner)
                    in_flight[self._submitted(number, task)] = number
            done = [future for future in in_flight if future.done()]
            for future in done:
                self._settle(in_flight.pop(future), future)
                if progress is not None:
                    progress(self.tally)
            if not done:
                time.sleep(_LOOK_SECONDS)
        if in_flight:
            # A worker in the midst of a shard goes on to its end; the next run finds that it is done.
            self._client.cancel(list(in_flight))

    def finish(self, signal_name: str | None = None) -> RunReport:
        """Return the account of the run, published where it changed anything; raise if shards could not be done."""
        self._bring_up_files()
        notes = notes_on_inputs(self._discovery, self.tally, self._root, stopped=self._stop())
        notes += notes_on_members(self._members)
        notes += [f"{warning} (in {count} shards)" for warning, count in sorted(self._warnings.items())]
        missing, said = gone_from_root(self._root, forget=self._job.forget)
        self.tally.pending += missing
        notes += said
        if not (self.tally.seen or self._failed or self._stop() or self._job.allow_empty or self._root.commits()):
            raise nothing_found(self._job, self._discovery)
        report = account_of(
            self._job,
            self.tally,
            started=self._started,
            seconds=time.monotonic() - self._clock,
            warnings=notes,
            passed_over=self._discovery.passed_over + self._members,
            idle_runs=idle_runs(self._job, self.tally, self._root),
            workers=len(self._client.nthreads()),
            workers_replaced=self._replaced,
            stopped_by=signal_name or ("request" if self._stop() else None),
        )
        if self.done:
            self._root.publish(report)
        if self._failed:
            number, why = next(iter(self._failed.items()))
            raise ClusterFailed(
                f"{len(self._failed)} shards could not be done, {self.done} are committed; of shard {number}: {why}; "
                "mend it and repeat the run: what is committed is not done again"
            )
        return report

    def _bring_up_files(self) -> None:
        """Have files of Markdown in every shard that counts; one that was due has made its own, and costs a look."""
        if not self._job.markdown or self._stop():
            return
        from pipeline.engine.store.files import bring_up_files  # the forms take 20 ms, and few runs have files

        for number in self._root.committed():
            folder = self._root.folder(number)
            with writing(folder), contextlib.suppress(FolderBusy), closing(locked(folder)):
                bring_up_files(folder)

    def _ahead(self) -> int:
        return max(_FEWEST_AHEAD, 2 * sum(map(int, self._client.nthreads().values())))

    def _shard_job(self, number: int) -> str:
        # One worker process for each thread of the cluster's worker, unless asked otherwise: a deadline needs one.
        workers = 1 if self._job.workers is None else self._job.workers
        changes = {"out": self._root.folder(number), "cluster": None, "workers": workers, "allow_empty": True}
        changes["compress"] = self._root.is_compressed
        return self._job.model_copy(update=changes).model_dump_json()

    def _submitted(self, number: int, task: ShardTask) -> Future:
        # The key tells a shard's run from any other: a parent started again is joined to work that is still going on.
        asked = hashlib.sha256(repr((task, self._job.settings.digest())).encode()).hexdigest()[:16]
        key = f"copydesk-{self._root.folder(number)}-{asked}"
        return self._client.submit(ingest_shard, task, key=key, pure=False, retries=_RETRIES)

    def _settle(self, number: int, future: Future) -> None:
        """Commit a shard that is done, or note why it is not; the cluster then forgets it, result and all."""
        error: Any = future.exception() if future.status != "cancelled" else "the scheduler has lost it"
        report = None if error else _report_of(future.result())
        future.release()
        if report is None and not error:
            error = "the worker's reply is no account of a run; see that every worker has this copydesk"
        if report is None:
            said = error.message if isinstance(error, Stop) else f"{type(error).__name__}: {error}"
            self._failed[number] = said if isinstance(error, BaseException) else str(error)
            LOG.warning("shard %d failed: %s", number, self._failed[number])
            return
        self._root.commit(number)
        self.done += 1
        self.tally.add(report)
        self._warnings.update(said for said in report.warnings if UNTOLD not in said)
        self._members.update(report.passed_over)
        self._replaced += report.workers_replaced
        LOG.info("shard %d committed: %d articles, %d rejects", number, report.articles, report.rejects)


def _report_of(reply: object) -> RunReport | None:
    """Return the account in a worker's reply, None where it is none."""
    try:
        return RunReport.model_validate_json(reply) if isinstance(reply, str) else None
    except ValidationError:
        return None


def _client(address: str) -> Client:
    try:
        from distributed import Client, Security  # an extra, and half a second to import
    except ImportError:
        raise BadUsage("--cluster needs Dask: install copydesk[dask]") from None
    # Certificates are those of Dask's own settings; with tls:// nothing is said to a worker without TLS either.
    security = Security(require_encryption=address.startswith("tls://"))
    if security.require_encryption and not (security.tls_ca_file and security.tls_client_cert):
        raise BadUsage(
            f"{address} wants certificates: set DASK_DISTRIBUTED__COMM__TLS__CA_FILE, ...TLS__CLIENT__CERT and "
            "...TLS__CLIENT__KEY in the environment"
        )
    try:
        asyncio.run(_greet(address, security.get_connection_args("client")))
        return Client(address, timeout=_CONNECT_SECONDS, set_as_default=False, security=security)
    except (OSError, ValueError, TypeError, TimeoutError, MemoryError) as error:
        raise ClusterFailed(
            f"no Dask scheduler answers at {address}: {error}; start it there, or see whether both sides have the same "
            "certificates and version of Dask"
        ) from None


async def _greet(address: str, connection: dict[str, Any]) -> None:
    """Return once something that speaks as a scheduler does has answered.

    A Client whose constructor fails is not closed: at the end of the process it waited 60 s, and printed a traceback.
    What is no scheduler may announce 3 EiB as the length of its answer, hence MemoryError.
    """
    from distributed.core import connect  # an extra

    comm = await connect(address, timeout=_CONNECT_SECONDS, **connection)
    try:
        await comm.write({"op": "identity", "reply": True}, serializers=["msgpack"])
        answer = await asyncio.wait_for(comm.read(deserializers=["msgpack"]), _CONNECT_SECONDS)
        if not isinstance(answer, dict) or answer.get("type") != "Scheduler":
            raise ValueError("what answers there is no scheduler")
    finally:
        comm.abort()
