"""Charset labels: all that browsers know are read as browsers read them, or refused with the reason."""

from __future__ import annotations

import codecs

import pytest
import webencodings
from hypothesis import given
from hypothesis import strategies as st
from webencodings.labels import LABELS

from pipeline.decode import FILLED, decode
from pipeline.decode.charsets import refusal, trusted_codec
from pipeline.errors import Reject
from schemas import MediaType, RawDocument, Settings
from tests.forked import run_forked

REFUSED = {"iso-2022-jp", "replacement", "x-user-defined"}
# Browsers read these as the larger table that Python has under another name.
LARGER = {"gbk": "gb18030"}


@pytest.mark.parametrize("label", sorted(LABELS))
def test_every_label_of_the_web_is_read_or_refused_with_the_reason(label: str) -> None:
    """Each label of the WHATWG stands for the codec browsers take, in any case and spacing, or is refused."""
    name = LABELS[label]
    if name in REFUSED:
        assert trusted_codec(label) is None
        assert name in (refusal(label) or "")
        return
    codec = trusted_codec(f" {label.upper()}\n")
    assert codec is not None
    assert refusal(label) is None
    assert codecs.lookup(codec).name == codecs.lookup(LARGER.get(name, webencodings.lookup(label).codec_info.name)).name


@pytest.mark.parametrize("label", sorted(label for label, name in LABELS.items() if name not in REFUSED))
def test_text_in_every_charset_of_the_web_decodes(label: str) -> None:
    """Letters of the charset, declared by any of its labels, come back; UTF-16 is told by its bytes."""
    codec = trusted_codec(label) or ""
    wide = codec.startswith("utf")
    letters = "Bread é" * 9 if wide else bytes(range(0xC0, 0xFE)).decode(codec, "ignore") + " and so on"
    decoded = decode(RawDocument("m", letters.encode(codec), MediaType.TEXT, charset=label), Settings())
    assert decoded.text == letters
    assert decoded.charset_from in (("utf-8", "pattern") if wide else ("declared",))


@pytest.mark.parametrize(
    "label", ["utf-7", "UTF7", "hz", "iso2022_jp_2", "iso2022_kr", "rot13", "zlib", "idna", "", "é"]
)
def test_what_the_web_does_not_know_is_not_believed(label: str) -> None:
    """Python's other codecs are no charsets, or hide markup."""
    assert trusted_codec(label) is None


def test_there_are_as_many_labels_as_in_the_standard() -> None:
    assert len(LABELS) == 228


@pytest.mark.parametrize(("label", "charset"), [("x-cp1251", "cp1251"), ("koi", "koi8-r"), ("cn-big5", "big5hkscs")])
def test_the_command_reads_a_page_by_a_rare_label(label: str, charset: str) -> None:
    """A label that only browsers know decides, where it stands in the page."""
    text = "春天的河港重新開放" if "big5" in label else "Мост через реку закроют на шесть недель"
    page = f"<html><head><meta charset={label}></head><body>{f'<p>{text}</p>' * 9}</body></html>".encode(charset)
    done = run_forked("explain", "-", stdin=page)
    assert f"read as {charset} (declared)" in done.stdout.decode()
    assert text in done.stdout.decode()


@pytest.mark.parametrize("label", ["iso-2022-jp", "csISO2022JP", "iso-2022-kr"])
def test_text_in_escape_sequences_is_a_reject_that_says_why(label: str) -> None:
    """Read as anything else it would be an article of signs without sense."""
    text = "橋は六週間閉鎖される" if "jp" in label.lower() else "다리는 여섯 주 동안 폐쇄된다"
    content = text.encode("iso2022_jp" if "jp" in label.lower() else "iso2022_kr")
    with pytest.raises(Reject) as caught:
        decode(RawDocument("m", content, MediaType.HTML, charset=label), Settings())
    assert caught.value.reason == "undecodable"
    assert "hide markup" in caught.value.detail
    plain = decode(RawDocument("m", b"no escape in it", MediaType.HTML, charset=label), Settings())
    assert plain.text == "no escape in it"


@pytest.mark.parametrize("codec", sorted(FILLED))
def test_bytes_that_a_windows_page_leaves_undefined_are_controls(codec: str) -> None:
    """All 256 bytes: as Python reads them, or where it has nothing the C1 control that the WHATWG has there."""
    content = bytes(range(256)) + b"e" * 30_000  # few holes: else the declared charset is doubted
    decoded = decode(RawDocument("m", b"Caf\xe9 " + content[14:], MediaType.TEXT, charset=codec), Settings())
    expected = "".join(bytes([byte]).decode(codec, "ignore") or chr(byte) for byte in content[14:])
    assert (decoded.text, decoded.charset, decoded.replaced) == (
        f"{bytes([0x43, 0x61, 0x66, 0xE9]).decode(codec)} " + expected,
        codec,
        0,
    )


@given(st.binary(min_size=1, max_size=60))
def test_no_byte_is_lost_by_a_filled_page(content: bytes) -> None:
    """What windows-1252 read can be written back to the bytes it was."""
    try:
        decoded = decode(
            RawDocument("m", content + b"\xe9\x20" + b"a" * 6000, MediaType.TEXT, charset="cp1252"), Settings()
        )
    except Reject:
        return
    if decoded.charset_from == "declared" and b"\r" not in content:
        assert decoded.replaced == 0
        written = b"".join(c.encode("cp1252") if c > "\x9f" else c.encode("latin-1") for c in decoded.text)
        assert written[: len(content)] == content


@pytest.mark.parametrize("mark", ["”", "Í", "Ð", "č"])
def test_utf8_amid_windows_1252_is_restored(mark: str) -> None:
    """The last byte of its UTF-8 is undefined there: kept as a control it can be undone, as U+FFFD it was lost."""
    text = "Le café du port a fermé hier soir, dit son patron, qui part vivre chez sa soeur à la campagne. " * 3
    content = text.encode("cp1252") + f"Un mot {mark} a-t-il dit.\n".encode()
    done = run_forked("repair", "--explain", stdin=content)
    assert done.stdout.decode() == f"{text}Un mot {mark} a-t-il dit.\n"
    assert b"lossy" not in done.stderr
