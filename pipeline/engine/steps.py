"""What a run does one after the other: a step for each record of the inputs to visit, and one at the end of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from pipeline.engine.account import notes_on_members
from pipeline.engine.scene import Scene
from pipeline.engine.scribe import Tally
from pipeline.engine.visits import Step, Visit
from pipeline.sources import Item, Passing, Refusal, Source
from pipeline.sources.patience import NoAnswer, store_of
from schemas.rejection import Reason


class Steps:
    """The steps of a run; it remembers what was skipped on the way, and which stores did not answer."""

    def __init__(self, scene: Scene, tally: Tally) -> None:
        self.skipped: Counter[str] = Counter()
        self._scene = scene
        self._version = scene.version
        self._tally = tally
        self._silent: dict[str | None, str] = {}
        self._waiting: Counter[str] = Counter()

    def of(self, visits: Iterable[Visit]) -> Iterator[Step]:
        """Yield the steps of all visits; ends early when the run is asked to."""
        for visit in visits:
            if self._scene.stop():
                return
            yield from self._of_visit(visit)

    def notes(self) -> list[str]:
        """Return what a person should know of members passed over and of stores that did not answer."""
        waiting = [f"{n} inputs wait for a later run: {store} does not answer" for store, n in self._waiting.items()]
        return notes_on_members(self.skipped) + waiting

    def _of_visit(self, visit: Visit) -> Iterator[Step]:
        ordinal = -1
        trouble, tried = None, True
        try:
            for ordinal, item in enumerate(self._items(visit.source)):
                if visit.broken or self._scene.stop():
                    return
                if ordinal < visit.skip:
                    self._tally.unchanged += 1
                elif visit.wanted is None or ordinal in visit.wanted:
                    yield self._step(visit, ordinal, item)
            if self._scene.stop():
                return  # perhaps not all was read
            if ordinal < 0 and visit.wanted is None:
                ordinal = 0
                yield Step(visit, 0, refusal=Refusal(visit.source.uri, Reason.EMPTY, "the input holds no record"))
        except Passing as verdict:
            trouble, tried = verdict.detail, not isinstance(verdict, NoAnswer)
        if trouble is not None and tried and visit.last_attempt and visit.wanted is None:
            detail = f"{trouble}; tried in {visit.row.attempts + 1} runs"
            refusal = Refusal(visit.source.uri, Reason.UNREADABLE, detail)
            yield Step(visit, ordinal + 1, refusal=refusal)
            trouble = None
        yield Step(visit, trouble=trouble, tried=tried)

    def _items(self, source: Source) -> Iterator[Item]:
        """Yield the records of a source; a store that did not answer is left alone for the rest of the run."""
        store = store_of(source.path)
        try:
            if store in self._silent:
                raise NoAnswer(self._silent[store])
            yield from self._scene.crew.units(source, self.skipped, self._scene.stop)
        except NoAnswer as verdict:
            if store is not None:
                self._silent[store] = verdict.detail
                self._waiting[store] += 1
            raise

    def _step(self, visit: Visit, ordinal: int, item: Item) -> Step:
        if isinstance(item, Refusal):
            return Step(visit, ordinal, refusal=item)
        before = self._scene.store.ledger.record_at(visit.row.id, ordinal) if visit.compare else None
        if before is not None and visit.redo and before.version != self._version:
            before = None
        return Step(visit, ordinal, unit=item, before=before)
