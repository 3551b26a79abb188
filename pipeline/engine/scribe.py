"""Decides, in input order, whether an outcome is a row, a row of a later revision or none; and commits batches."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass, field, replace

from pipeline.engine.outcomes import Outcome, doubled, given_up, rejection_of, revised
from pipeline.engine.store.folder import Store
from pipeline.engine.store.ledger import RecordRow, SourceRow, State
from pipeline.engine.visits import Step, Visit
from pipeline.errors import Reject
from schemas.rejection import Reason, Stage
from schemas.report import RunReport
from schemas.settings import Settings

# Every page of a hostile site may name a publisher of its own: the table must not grow with the input.
_MOST_PUBLISHERS = 10_000


@dataclass(slots=True)
class Tally:
    """Counts of a run so far; they add up: seen = articles + rejects + unchanged + pending.

    `untaken` names what rows hold by other names than ours.
    """

    articles: int = 0
    rejects: int = 0
    unchanged: int = 0
    pending: int = 0
    reasons: Counter[str] = field(default_factory=Counter)
    publishers: Counter[str] = field(default_factory=Counter)
    untaken: set[str] = field(default_factory=set)

    @property
    def seen(self) -> int:
        """Records met."""
        return self.articles + self.rejects + self.unchanged + self.pending

    def count(self, reason: Reason | None, publisher: str | None) -> None:
        """Count a row."""
        if reason is not None:
            self.rejects += 1
            self.reasons[reason.value] += 1
            return
        self.articles += 1
        name = publisher or ""
        self.publishers[name if name in self.publishers or len(self.publishers) < _MOST_PUBLISHERS else ""] += 1

    def add(self, report: RunReport) -> None:
        """Count what another run, that of a shard, has counted."""
        self.articles += report.articles
        self.rejects += report.rejects
        self.unchanged += report.unchanged
        self.pending += report.pending
        self.reasons.update(report.reasons)
        self.publishers.update(report.publishers)


class Scribe:
    """Takes outcomes in input order and commits them in batches. What `flush` was not called for is not committed."""

    def __init__(self, store: Store, settings: Settings, tally: Tally, version: bytes) -> None:
        self._store = store
        self._settings = settings
        self._version = version
        self.tally = tally
        self.commits = 0
        self.troubled: set[int] = set()
        """Sources that could not be read for now in this run."""
        self._begin()

    @property
    def held(self) -> int:
        """What is to be noted in the ledger, whether it makes rows or not."""
        return max(len(self._records), len(self._sources))

    def _begin(self) -> None:
        self._articles: list[bytes] = []
        self._rejects: list[bytes] = []
        self._records: dict[bytes, RecordRow] = {}
        self._sources: dict[int, SourceRow] = {}
        self.rows = 0
        self.bytes = 0

    def take(self, step: Step, outcome: Outcome | None) -> None:
        """Take what became of one place of a source, or of the source as a whole."""
        visit, ordinal = step.visit, step.ordinal
        if visit.broken:
            return
        if outcome is None:
            self._end(visit, step.trouble, tried=step.tried)
            return
        if outcome.passing is not None:
            if not visit.last_attempt or step.unit is None:
                self._end(visit, outcome.passing)
                return
            outcome = given_up(step.unit, Reason.UNREADABLE, outcome.passing, self._settings)
        self.tally.untaken.update(outcome.untaken)
        if outcome.unchanged:
            self._keep_place(step)
        elif visit.wanted is not None:
            self._decide_retry(visit, ordinal, outcome)
        else:
            self._decide(visit, ordinal, outcome)
        if visit.wanted is None:
            visit.moved(done=ordinal + 1)
        self._note(visit)

    def _end(self, visit: Visit, trouble: str | None, *, tried: bool = True) -> None:
        if trouble is None:
            if visit.wanted is None:
                visit.moved(state=State.DONE, attempts=0, trouble=None)
        else:
            visit.broken = True
            self.tally.pending += 1
            self.troubled.add(visit.row.id)
            visit.moved(state=State.PENDING, attempts=visit.row.attempts + tried, trouble=trouble)
        self._note(visit)

    def flush(self) -> None:
        """Commit what was taken; afterwards it counts, whatever happens."""
        if self._records or self._sources:
            records, sources = list(self._records.values()), list(self._sources.values())
            self._store.commit(b"".join(self._articles), b"".join(self._rejects), records, sources)
            self.commits += 1
        self._begin()

    def _decide(self, visit: Visit, ordinal: int, outcome: Outcome) -> None:
        key = _key(outcome.id)
        before = self._known(key)
        if before is None:
            self._write(visit, ordinal, outcome, key, 1)
        elif before.source == visit.row.id and before.generation == visit.row.generation:
            self._write_duplicate(visit, ordinal, outcome)
        elif before.digest == outcome.digest and not (visit.redo and before.version != self._version):
            self._keep(before, visit, ordinal)
        elif visit.redo and before.digest == outcome.digest and before.reason == outcome.reason is not None:
            self._keep(replace(before, version=self._version), visit, ordinal)
        else:
            self._write(visit, ordinal, outcome, key, before.revision + 1)

    def _decide_retry(self, visit: Visit, ordinal: int, outcome: Outcome) -> None:
        key = _key(outcome.id)
        before = self._known(key)
        if before is None:  # the new version finds an id where the old one found none
            self._write(visit, ordinal, outcome, key, 1)
        elif before.reason == outcome.reason:
            self._keep(replace(before, version=self._version), visit, ordinal)
        else:
            self._write(visit, ordinal, outcome, key, before.revision + 1)

    def _write(self, visit: Visit, ordinal: int, outcome: Outcome, key: bytes, revision: int) -> None:
        line = outcome.line if revision == 1 else revised(outcome.line, outcome.reason, revision)
        (self._articles if outcome.reason is None else self._rejects).append(line)
        self.bytes += len(line)
        self.tally.count(outcome.reason, outcome.publisher)
        self._enter(visit, ordinal, key, outcome.digest, revision, outcome.reason)

    def _write_duplicate(self, visit: Visit, ordinal: int, outcome: Outcome) -> None:
        """Write the reject of a doubled id, unless an earlier pass over the source has written it."""
        copy = 0
        while True:
            key = hashlib.sha256(b"%s %d %s" % (outcome.id.encode(), copy, outcome.digest)).digest()[:16]
            before = self._known(key)
            if before is None or before.generation != visit.row.generation:
                break
            copy += 1
        if before is not None:
            self._keep(before, visit, ordinal)
            return
        line = doubled(outcome.line, outcome.reason, self._settings)[0]
        self._rejects.append(line)
        self.bytes += len(line)
        self.tally.count(Reason.DUPLICATE, None)
        self._enter(visit, ordinal, key, outcome.digest, 1, Reason.DUPLICATE)

    def _keep_place(self, step: Step) -> None:
        """Note that the record at this place is the one that stood there in the last pass."""
        assert step.before is not None
        assert step.unit is not None
        now = self._known(step.before.key) or step.before
        if now.generation != step.visit.row.generation:
            self._keep(now, step.visit, step.ordinal)
            return
        # The id was met earlier in this pass, above an unchanged line: a duplicate that was not cleaned.
        verdict = Reject(Reason.DUPLICATE, "another record of this source has the same id; the first one counts")
        rejection = rejection_of(step.unit, self._settings, Stage.ENGINE, verdict)
        rejection = rejection.model_copy(update={"id": f"cd-{step.before.key.hex()}"})
        line = rejection.model_dump_json().encode() + b"\n"
        self._write_duplicate(step.visit, step.ordinal, Outcome(rejection.id, now.digest, line, Reason.DUPLICATE))

    def _keep(self, before: RecordRow, visit: Visit, ordinal: int) -> None:
        self.tally.unchanged += 1
        kept = replace(before, ordinal=ordinal, source=visit.row.id, generation=visit.row.generation)
        self._records[kept.key] = kept

    def _enter(
        self, visit: Visit, ordinal: int, key: bytes, digest: bytes, revision: int, reason: Reason | None
    ) -> None:
        self._records[key] = RecordRow(
            key,
            visit.row.id,
            ordinal,
            digest,
            revision,
            visit.row.generation,
            self._version,
            None if reason is None else str(reason),
        )
        self.rows += 1

    def _known(self, key: bytes) -> RecordRow | None:
        return self._records.get(key) or self._store.ledger.record(key)

    def _note(self, visit: Visit) -> None:
        self._sources[visit.row.id] = visit.row


def _key(identity: str) -> bytes:
    return bytes.fromhex(identity.removeprefix("cd-"))
