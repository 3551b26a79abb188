"""Archives that lie, made by a seeded chance: each becomes rows, whatever was done to it, and nothing breaks."""

from __future__ import annotations

import json
import re
import subprocess
from collections import Counter
from pathlib import Path
from urllib.parse import unquote

import pytest

from tests.conftest import COPYDESK
from tests.hostile.mutants import crafted, mutants, write

pytestmark = pytest.mark.slow

SEED, COUNT = 20, 60
# Articles and rejects of what was made to hang, blow up or break a reader. Other reasons than these are mistakes too.
CRAFTED: dict[str, tuple[int, list[str]]] = {
    "size_beyond.tar": (1, ["unreadable"]),
    "size_negative.tar": (1, ["unreadable"]),
    "size_of_picture.tar": (0, ["unreadable"]),
    "pax_quadratic.tar": (1, []),
    "pax_size.tar": (0, ["unreadable"]),
    "pax_size_negative.tar": (0, ["unreadable"]),
    "long_names_chained.tar": (0, ["unreadable"]),
    "sparse_endless.tar": (1, ["unsupported_type"]),
    "links_with_sizes.tar": (1, []),
    "no_name.tar": (1, []),
    "zeros.tar": (0, ["empty"]),
    "no_names.zip": (1, []),
    "same_names.zip": (1, ["duplicate", "duplicate"]),
    "overlapping.zip": (0, ["record_too_large"] + ["duplicate"] * 39),
    "bzip2_bomb.zip": (1, ["record_too_large"]),
    "nested.zip": (0, ["unsupported_type", "unsupported_type"]),
    "magics.warc.gz": (0, ["warc_damaged"]),
    "dictionary.warc.zst": (0, ["warc_damaged"]),
    "tiny_members.jsonl.gz": (0, ["empty"]),
    "packed_twice.tar.gz": (0, ["unreadable"]),
}


class Made:
    """What the command made of the archives."""

    def __init__(self, inputs: Path, out: Path, workers: int) -> None:
        command = [*COPYDESK, "ingest", str(inputs), "--out", str(out)]
        # The time only guards against hanging for ever; what hangs is ended by its deadline long before.
        self.done = subprocess.run(
            [*command, "--workers", str(workers)], capture_output=True, timeout=1800, check=False
        )
        self.bytes = [(out / f"{name}.jsonl").read_bytes() for name in ("articles", "rejects")]
        rows = [json.loads(line) for data in self.bytes for line in data.splitlines()]
        self.reasons: dict[str, Counter[str]] = {}
        for row in rows:
            name = unquote(row["source"]).partition("#")[0].rpartition("/")[2]
            self.reasons.setdefault(name, Counter())[row.get("reason", "article")] += 1


@pytest.fixture(scope="module")
def inputs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("mutants") / "in"
    assert write(SEED, COUNT, folder) == len(CRAFTED) + COUNT
    return folder


@pytest.fixture(scope="module")
def made(inputs: Path) -> Made:
    return Made(inputs, inputs.parent / "out2", workers=2)


def test_the_run_ends_well(made: Made) -> None:
    """No traceback, no bug of ours among the rejects, nothing that had to be ended by force."""
    assert made.done.returncode == 0, made.done.stderr
    assert not re.search(rb"Traceback|\x1b|\x07", made.done.stderr)
    found = sum(made.reasons.values(), Counter())
    assert not found.keys() & {"internal_error", "timeout", "worker_died"}, found


def test_every_archive_is_accounted_for(made: Made, inputs: Path) -> None:
    """Each has a row at least; one whose members are all of kinds that are not read is empty."""
    assert set(made.reasons) == {path.name for path in inputs.iterdir()}


@pytest.mark.parametrize("name", CRAFTED)
def test_a_crafted_archive_becomes_the_rows_it_must(name: str, made: Made) -> None:
    articles, rejects = CRAFTED[name]
    assert made.reasons[name] == Counter({"article": articles} if articles else {}) + Counter(rejects)


def test_one_worker_writes_the_same(made: Made, inputs: Path) -> None:
    """P3, for inputs that lie."""
    assert Made(inputs, inputs.parent / "out1", workers=1).bytes == made.bytes


def test_the_generator_is_seeded() -> None:
    assert list(mutants(SEED, 9)) == list(mutants(SEED, 9))
    assert dict(mutants(SEED, 9)) != dict(mutants(SEED + 1, 9))
    assert [name for name, _ in crafted()] == list(CRAFTED)
