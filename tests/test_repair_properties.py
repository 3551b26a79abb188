"""What repair promises for every text, checked on random ones."""

from __future__ import annotations

import json
import lzma
import random
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.repair import apply, repair_text
from pipeline.repair.ground.codepages import (
    CodePage,
    MultiByte,
    multi_byte_pages,
    run_pattern,
    sequence_pattern,
    single_byte_pages,
)
from pipeline.repair.prove import gate
from pipeline.repair.undo import lossy
from tests.work import growth

FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufeff]")
IMAGES = "Â»Ãâ€™â€œยป鈥檚вЂ™Ð¸Р\xa0Å¡ГЎΒ»ï¿½í\xa0½í¸\x8d\x93\x85\ufeff\u202e&amp;&lt;&#146; ?\n"
TEXTS = st.one_of(
    st.text(max_size=200),
    st.text(alphabet=IMAGES, max_size=80),
    st.text(alphabet=st.characters(max_codepoint=0x17F), max_size=80),
)
ADVERSARIAL = {
    "amp": "&amp;" * 5 + "amp;" * 1000, "ampersands": "&", "latin image": "Ã", "pairs": "Ã©", "thai": "ยป",
    "euro": "â€",
    "c1": "\x93", "controls": "\x00", "newlines": "\u2028\n", "gbk": "鈥檚", "cyrillic": "Р°", "bom": "\ufeff",
    "surrogates": "\ud83d", "cesu": "í\xa0½", "leads": "ï¿½", "escape": "\x1b[", "tags": "\U000e0041",
    "double": "Ãƒâ€šÃ‚Â»", "half kana": "ﾃ", "references": "&#x", "hangul": "짬", "mixed": "a é” Ð ",
}  # fmt: skip


@settings(max_examples=300)
@given(TEXTS)
def test_every_text(text: str) -> None:
    """Repair raises on no text, repeats nothing, leaves no forbidden character, and its records replay."""
    repaired = repair_text(text)
    assert apply(repaired.repairs, text) == repaired.text
    assert not FORBIDDEN.search(repaired.text)
    again = repair_text(repaired.text)
    assert again.text == repaired.text
    assert (repaired.text is text) == (not repaired.repairs)


@pytest.mark.parametrize("kind", sorted(ADVERSARIAL))
def test_linear_time(kind: str) -> None:
    """Four times as much of the same hostile text takes about four times the work: counted, see tests/work.py."""
    unit = ADVERSARIAL[kind]

    assert growth(lambda size: repair_text((unit * (size // len(unit) + 1))[:size]), 20_000, 80_000) <= 1.5


NATIVE = {
    "ru": "Мэр города заявил во вторник, что сотни семей всё ещё ждут помощи после наводнения.",
    "th": "นายกเทศมนตรีกล่าวเมื่อวันอังคารว่า หลายร้อยครอบครัวยังคงรอความช่วยเหลือหลังน้ำท่วม",
    "pl": "Rząd ogłosił we wtorek, że podwyżki dla nauczycieli zostaną wypłacone później.",
    "fr": "Le maire a déclaré que la ville n’était pas prête à accueillir les réfugiés.",
    "de": "Die Regierung hat beschlossen, die Förderung für ländliche Räume zu kürzen.",
    "el": "Ο δήμαρχος δήλωσε ότι εκατοντάδες οικογένειες περιμένουν ακόμη βοήθεια.",
    "zh": "市长周二表示，洪水过后仍有数百个家庭在等待援助。",
    "ko": "시장은 화요일 홍수 이후에도 수백 가구가 여전히 지원을 기다리고 있다고 말했다.",
    "vi": "Chính quyền thành phố cho biết hàng trăm gia đình vẫn đang chờ được giúp đỡ.",
    "ar": "قال رئيس البلدية إن مئات العائلات ما زالت تنتظر المساعدة بعد الفيضانات.",
}
DATA = Path(__file__).resolve().parent.parent.parent / "shared" / "data" / "mojibake" / "clean.jsonl.xz"
EACH = 40


def paragraphs() -> list[str]:
    """Native paragraphs of some 300 languages; without the shared data the sentences above, shuffled."""
    if DATA.exists():
        with lzma.open(DATA, "rt", encoding="utf-8") as lines:
            return [text for line in lines if 40 <= len(text := json.loads(line)["text"]) <= 400]
    chance = random.Random(5)
    return [" ".join(chance.sample(words, len(words))) for text in NATIVE.values() for words in [text.split(" ")] * 40]


def test_garbled_gives_original_or_itself() -> None:
    """Garbled text of every page comes back as it was or stays as it is; hardly ever as a third thing."""
    chance = random.Random(11)
    texts = paragraphs()
    third, total = [], 0
    pages: list[CodePage] = [*single_byte_pages(), *multi_byte_pages()]
    for page in pages:
        left = EACH
        for clean in chance.sample(texts, min(len(texts), 10 * EACH)):
            shown = garbled(clean, page)
            if shown is None or repair_text(clean).text != clean:
                continue
            total += 1
            repaired = repair_text(shown).text
            if repaired not in (clean, shown):
                third.append((page.name, clean, shown, repaired))
            left -= 1
            if not left:
                break
    assert total > 1000
    assert len(third) <= 0.005 * total, (len(third), total, third[:5])


def garbled(clean: str, page: CodePage) -> str | None:
    """The UTF-8 of a text as the page shows it; None if the page cannot show all of it, or it changes nothing."""
    if clean.isascii():
        return None
    if isinstance(page, MultiByte):
        try:
            return clean.encode().decode(page.codec)
        except UnicodeDecodeError:
            return None
    shown = {byte: character for character, byte in page.bytes_of.items()}
    raw = clean.encode()
    return None if any(b > 0x7F and b not in shown for b in raw) else "".join(shown.get(b) or chr(b) for b in raw)


def test_every_pattern_is_linear() -> None:
    """Patterns made at run time, which no scanner of the source sees: no repeat inside a repeat, and bounded work."""
    found = [
        *gate._patterns(), lossy._damaged()[0],
        *(p for p, _ in lossy._cesu_patterns()),
        *(pattern(page) for page in single_byte_pages() for pattern in (sequence_pattern, run_pattern)),
    ]  # fmt: skip
    for pattern in found:
        repeats = _nested_repeats(re._parser.parse(pattern.pattern, pattern.flags & ~re.UNICODE), 0)  # type: ignore[attr-defined]
        assert repeats <= 1, pattern.pattern[:200]


def _nested_repeats(parsed: object, depth: int) -> int:
    """How deep unbounded repeats are nested in a parsed pattern."""
    deepest = depth
    if isinstance(parsed, (list, tuple)) or hasattr(parsed, "data"):
        items = list(getattr(parsed, "data", parsed))  # type: ignore[call-overload]
        unbounded = len(items) == 3 and isinstance(items[0], int) and str(items[1]) == "MAXREPEAT"
        for item in items:
            deepest = max(deepest, _nested_repeats(item, depth + unbounded))
    return deepest
