"""Whether a text ends as a finished sentence does, whatever its script."""

from __future__ import annotations

_ENDS = frozenset(".!?…。！？｡।؟۔։።:;")
_CLOSING = "\"'”’“‘»›)]」』）】" + "".join(chr(code) for code in range(0x3001) if chr(code).isspace())
_CLOSERS = frozenset(_CLOSING)


def ends_sentence(text: str) -> bool:
    """Tell whether the last character but quotes, brackets and spaces is a mark that ends a sentence or a clause.

    >>> ends_sentence("He said: “They came.”"), ends_sentence("They came (twice)")
    (True, False)
    """
    if text[-1:] not in _CLOSERS:  # most texts: nothing stands behind the last character that says it
        return text[-1:] in _ENDS
    core = text.rstrip(_CLOSING)
    return core != "" and core[-1] in _ENDS
