"""Bytes to characters, case by case."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.decode import decode
from pipeline.errors import Reject
from schemas import MediaType, RawDocument, Settings
from tests.conftest import cases
from tests.forked import run_forked


@pytest.mark.parametrize("case", cases("decode"))
def test_case(case: dict[str, Any]) -> None:
    media_type = MediaType(case.get("media_type", "text/plain"))
    raw = RawDocument("case", bytes.fromhex(case["bytes"]), media_type, charset=case.get("charset"))
    expect = case["expect"]
    if "reject" in expect:
        with pytest.raises(Reject) as caught:
            decode(raw, Settings())
        assert caught.value.reason == expect["reject"]
        return
    decoded = decode(raw, Settings())
    assert (decoded.charset, decoded.charset_from) == (expect["charset"], expect["from"])
    if "text" in expect:
        assert decoded.text == expect["text"]


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).filter(str.strip))
def test_valid_utf8_is_never_read_as_anything_else(text: str) -> None:
    """Bidi marks, rare letters, doubled accents: strict UTF-8 is asked before any guess."""
    raw = RawDocument("case", text.encode(), MediaType.TEXT)
    try:
        decoded = decode(raw, Settings())
    except Reject:  # blank, or it begins like a ZIP
        return
    assert decoded.text == text.removeprefix("\ufeff")


def test_a_record_over_the_limit_is_rejected() -> None:
    with pytest.raises(Reject) as caught:
        decode(RawDocument("case", b"x" * 11, MediaType.TEXT), Settings(max_record_bytes=10))
    assert caught.value.reason == "record_too_large"


def test_russian_in_a_legacy_charset_is_guessed() -> None:
    text = "Мост через реку закроют на шесть недель, сообщили городские власти в понедельник. " * 5
    for charset in ("cp1251", "koi8_r"):
        decoded = decode(RawDocument("case", text.encode(charset), MediaType.TEXT), Settings())
        assert decoded.charset_from == "guess"
        assert decoded.text == text


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).filter(str.strip))
def test_characters_written_as_two_surrogates_are_one_again(text: str) -> None:
    """CESU-8, as databases and Java write emoji, is read like UTF-8."""
    units = text.encode("utf-16-be")
    pairs = "".join(chr(high << 8 | low) for high, low in zip(units[::2], units[1::2], strict=True))
    try:
        decoded = decode(RawDocument("case", pairs.encode("utf-8", "surrogatepass"), MediaType.TEXT), Settings())
    except Reject:  # blank, or it begins like a ZIP
        return
    assert (decoded.text, decoded.replaced) == (text.removeprefix("\ufeff"), 0)


def test_an_emoji_from_a_database_comes_through_the_command() -> None:
    content = "The crew won \ud83c\udfc6 by a length, the café’s owner said.\n".encode("utf-8", "surrogatepass")
    done = run_forked("repair", stdin=content)
    assert done.stdout.decode() == "The crew won \N{TROPHY} by a length, the café’s owner said.\n"
