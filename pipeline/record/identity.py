"""The identity of a record: stable over versions of the cleaner, because only its place in the input counts."""

from __future__ import annotations

import hashlib
import json


def record_identity(source: str, record_id: str | None) -> str:
    """Return `cd-` and 32 hex digits for the record `record_id` of the input `source`.

    >>> record_identity("inbox/a.txt", None)
    'cd-11d1bfb0e7c9b56ac8ac0fb1c3fe22c9'
    """
    key = json.dumps([source, record_id], ensure_ascii=True)
    return "cd-" + hashlib.sha256(key.encode()).hexdigest()[:32]
