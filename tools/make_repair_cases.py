"""Make garbled cases of every family from the clean paragraphs that the repair model never saw.

    python tools/make_repair_cases.py ../shared/data/mojibake/clean.jsonl.xz -o held_out.jsonl [--seed 1]

The output has the fields that ../shared/data/mojibake/score.py reads. Deterministic for one seed.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tools.train_repair_model import held_out, read_records

SINGLE = [
    "cp1250",
    "cp1251",
    "cp1252",
    "cp1253",
    "cp1254",
    "cp1255",
    "cp1256",
    "cp1257",
    "cp1258",
    "cp874",
    "tis_620",
    "iso8859_11",
    "latin_1",
    "iso8859_2",
    "iso8859_3",
    "iso8859_4",
    "iso8859_5",
    "iso8859_6",
    "iso8859_7",
    "iso8859_8",
    "iso8859_9",
    "iso8859_10",
    "iso8859_13",
    "iso8859_14",
    "iso8859_15",
    "iso8859_16",
    "koi8_r",
    "koi8_u",
    "cp437",
    "cp720",
    "cp737",
    "cp775",
    "cp850",
    "cp852",
    "cp855",
    "cp858",
    "cp862",
    "cp866",
    "mac_roman",
    "mac_cyrillic",
    "mac_greek",
    "mac_latin2",
    "mac_turkish",
]
MULTI = ("gbk", "gb18030", "cp950", "big5hkscs", "cp932", "euc_jp", "cp949")
NATIVE = {
    "cp1250": "pl cs sk hr ro", "cp1251": "ru be sr ukr bul", "cp1253": "ell_monotonic", "cp1254": "tr",
    "cp1255": "he", "cp1256": "ar fa ug", "cp1257": "lt lv", "cp1258": "vi", "cp874": "th", "tis_620": "th",
    "koi8_r": "ru", "koi8_u": "ukr be", "cp866": "ru be", "gbk": "zht cmn_hans", "cp950": "zht", "cp932": "ja",
    "cp949": "ko",
    "mac_cyrillic": "ru", "iso8859_5": "ru sr", "iso8859_2": "pl cs hr",
}  # fmt: skip
PRIVATE = {
    "cp874": {0xDB: 0xF8C1, 0xDC: 0xF8C2, 0xDD: 0xF8C3, 0xDE: 0xF8C4, 0xFC: 0xF8C5, 0xFD: 0xF8C6, 0xFE: 0xF8C7},
    "cp1253": {0xAA: 0xF8F9, 0xD2: 0xF8FA, 0xFF: 0xF8FB},
    "cp1255": {byte: 0xF88D + byte - 0xD9 for byte in range(0xD9, 0xE0)},
    "cp1257": {0xA1: 0xF8FC, 0xA5: 0xF8FD},
}  # fmt: skip
LEGACY = [
    "cp1251>cp1252",
    "cp1251>latin_1",
    "koi8_r>cp1251",
    "koi8_r>cp1252",
    "cp1251>koi8_r",
    "cp866>cp1251",
    "cp1251>cp866",
    "cp866>cp1252",
    "iso8859_5>cp1251",
    "mac_cyrillic>cp1251",
    "cp1250>cp1252",
    "iso8859_2>cp1252",
    "iso8859_2>cp1250",
    "cp852>cp1250",
    "cp1253>cp1252",
    "cp1254>cp1252",
    "cp1255>cp1252",
    "cp1256>cp1252",
    "cp1257>cp1252",
    "cp874>cp1252",
    "cp874>cp1250",
    "gbk>cp1252",
    "gbk>latin_1",
    "cp950>cp1252",
    "cp932>cp1252",
    "cp932>mac_roman",
    "cp932>cp437",
    "cp932>cp850",
    "euc_jp>latin_1",
    "cp949>cp1252",
    "cp949>latin_1",
    "cp949>gbk",
    "cp932>gbk",
    "gbk>cp932",
    "euc_jp>cp932",
    "cp950>gbk",
    "gbk>cp950",
    "cp850>cp1252",
    "cp437>cp1252",
    "cp1252>cp437",
    "cp1252>cp850",
    "cp1252>mac_roman",
    "mac_roman>cp1252",
    "cp1252>cp1251",
    "cp1252>cp1250",
    "cp1252>cp874",
    "cp1252>gbk",
]
LEGACY_LANGUAGES = {
    "cp1251": "ru be ukr bul", "koi8_r": "ru bul", "cp866": "ru be", "iso8859_5": "ru bul", "mac_cyrillic": "ru ukr",
    "cp1250": "pl cs sk hr", "iso8859_2": "pl cs sk hr", "cp852": "pl cs sk hr", "cp1253": "ell_monotonic",
    "cp1254": "tr", "cp1255": "he", "cp1256": "ar fa", "cp1257": "lt lv", "cp874": "th", "gbk": "cmn_hans",
    "cp950": "zht", "cp932": "ja", "euc_jp": "ja", "cp949": "ko", "cp850": "fr de es pt sv", "cp437": "fr de es sv",
    "mac_roman": "fr de es pt", "cp1252": "fr de es pt sv",
}  # fmt: skip
LATIN = "en de fr es pt sv ga is"
HEADS = ("Home » {}", "News » World » {}", "{} – The Daily Star", "{} | Café Babel", "“{}”", "• {}", "{} — Reuters")
TAILS = (
    "It’s “not over yet”, she said…", "They’re up £3m (€3.4m) – a record.", "© 2024 Acme™. All rights reserved®",
    "Temperatures rose to 31°C – 20 000 people fled.", "‘We can’t wait’ — the mayor’s café was full.",
    "«C’est fini» • Read more » Next", "The résumé cost £5 • “cheap”, says Renée.",
)  # fmt: skip
NATIVE_MARKS = ("“{}”", "«{}»", "– {}", "{}…", "‘{}’", "{} — {}", "„{}“")


class Maker:
    """Draws paragraphs of the held-out part and garbles them."""

    def __init__(self, records: list[dict[str, str]], seed: int) -> None:
        self.random = random.Random(seed)
        self.texts: dict[str, list[str]] = {}
        for record in records:
            text = record["text"].replace("\n", " ")
            if held_out(record["lang"], record["text"]) and 20 <= len(text) <= 1200:
                self.texts.setdefault(record["lang"], []).append(text)

    def paragraph(self, languages: str = "") -> tuple[str, str]:
        known = [code for code in (languages.split() or sorted(self.texts)) if code in self.texts]
        code = self.random.choice(known or sorted(self.texts))
        return code, self.random.choice(self.texts[code])

    def mixed_article(self) -> tuple[str, str, str]:
        """A short Latin article, and the same with places that a garbler may touch marked by NUL."""
        code, body = self.paragraph(LATIN)
        words = body.split()
        head = self.random.choice(HEADS).format(" ".join(words[: self.random.randint(3, 8)]))
        tail = self.random.choice(TAILS)
        return code, head, f"{tail} {body}"

    def exact(self, each: int) -> Iterator[dict[str, object]]:
        for codec in (*SINGLE, *MULTI):
            for number in range(each):
                native = NATIVE.get(codec, "") if number % 2 else ""
                yield from self.whole(codec, native)
                yield from self.mixed(codec, number)
            for number in range(each // 2):
                yield from self.double(codec, number)
                if codec in NATIVE:
                    yield from self.native_mixed(codec)
                if codec in PRIVATE:
                    code, text = self.paragraph()
                    yield from case("winpua", codec, code, text, garble(text, codec, "private"))
                if codec in ("cp874", "tis_620", "iso8859_11", "cp1250", "cp1253", "cp1255", "cp1257"):
                    code, head, body = self.mixed_article()
                    clean = f"{head}\n{body}"
                    yield from case("variant", codec, code, clean, garble(clean, codec, "filled"))

    def whole(self, codec: str, languages: str) -> Iterator[dict[str, object]]:
        code, text = self.paragraph(languages)
        if self.random.random() < 0.25:
            text = "\n".join((text, *(self.paragraph(code)[1] for _ in range(4))))
        yield from case("whole", codec, code, text, garble(text, codec))

    def mixed(self, codec: str, number: int) -> Iterator[dict[str, object]]:
        code, head, body = self.mixed_article()
        lines = [head, body]
        if number % 3 == 2:
            lines += [self.paragraph(code)[1] for _ in range(12)]
        garbled = list(lines)
        if number % 2:
            place = self.random.choice((0, 1))
            broken = garble(lines[place], codec)
            garbled[place] = broken or ""
            if broken is None:
                return
        else:
            marks = [(i, j) for i, line in enumerate(lines[:2]) for j, c in enumerate(line) if c > "\x7f"]
            if not marks:
                return
            i, j = self.random.choice(marks)
            mark = garble(lines[i][j], codec) if codec in SINGLE else garble(lines[i][j : j + 2], codec)
            if mark is None:
                return
            garbled[i] = lines[i][:j] + mark + lines[i][j + (1 if codec in SINGLE else 2) :]
        yield from case("mixed", codec, code, "\n".join(lines), "\n".join(garbled))

    def native_mixed(self, codec: str) -> Iterator[dict[str, object]]:
        code, text = self.paragraph(NATIVE[codec])
        words = text.split(" ")
        if len(words) < 3:
            return
        place = self.random.randrange(1, len(words))
        mark = self.random.choice(NATIVE_MARKS)
        left, right = mark.split("{}")[0], mark.rsplit("{}")[-1]
        pieces = [garble(piece, codec) for piece in (left, right)]
        if None in pieces:
            return
        clean, broken = list(words), list(words)
        clean[place] = left + words[place] + right
        broken[place] = f"{pieces[0]}{words[place]}{pieces[1]}"
        yield from case("native-mixed", codec, code, " ".join(clean), " ".join(broken))

    def double(self, codec: str, number: int) -> Iterator[dict[str, object]]:
        code, text = self.paragraph(LATIN if number % 2 else NATIVE.get(codec, LATIN))
        if number % 2 == 0:
            code, head, body = self.mixed_article()
            text = f"{head}\n{body}"
        second = codec if number % 3 == 0 else self.random.choice(("cp1252", "latin_1"))
        once = garble(text, codec)
        yield from case("double", f"{codec}+{second}", code, text, once and garble(once, second))

    def legacy(self, each: int) -> Iterator[dict[str, object]]:
        for pair in LEGACY:
            right, wrong = pair.split(">")
            for _ in range(each):
                code, text = self.paragraph(LEGACY_LANGUAGES[right])
                raw = text.encode(right, "ignore")
                clean = raw.decode(right)
                shown = show(raw, wrong)
                if "\ufffd" not in shown and sum(c > "\x7f" for c in clean) >= 3:
                    yield from case("legacy", pair, code, clean, shown)

    def lossy(self, each: int) -> Iterator[dict[str, object]]:
        kinds = ("replace", "question", "nbsp", "c1strip")
        for codec in (*SINGLE, *MULTI):
            for number in range(each):
                code, head, body = self.mixed_article()
                clean = f"{head}\n{body}"
                shown = show(clean.encode(), codec)
                kind = kinds[number % 4]
                if kind == "question":
                    shown = shown.replace("\ufffd", "?")
                elif kind == "nbsp":
                    shown = shown.replace("\xa0", " ")
                elif kind == "c1strip":
                    shown = "".join(c for c in shown if not "\x80" <= c < "\xa0")
                if shown.encode(codec, "ignore") != clean.encode():
                    yield from case("lossy", codec, code, clean, shown)

    def controls(self) -> Iterator[dict[str, object]]:
        for code in sorted(self.texts):
            for text in self.texts[code][:40]:
                yield from control(code, text)
            for text in self.texts[code][:3]:
                yield from control(code, text.upper())
                yield from control(code, f"« {text[:60]} » – “{text[60:120]}”… ‘{text[:9]}’ €5")
                yield from control(
                    "en", f"The phrase “{text[:25].strip()}” was printed – in full. She said {text[:12].strip()}!"
                )


def show(raw: bytes, codec: str) -> str:
    """Read bytes as a browser does: holes below A0 are C1 controls, the others U+FFFD."""
    if codec in MULTI or codec in ("gbk", "cp950", "cp949"):
        return raw.decode(codec, "replace")
    table = [bytes((b,)).decode(codec, "ignore") or (chr(b) if b < 0xA0 else "\ufffd") for b in range(256)]
    return "".join(table[byte] for byte in raw)


def garble(text: str, codec: str, holes: str = "") -> str | None:
    """Show the UTF-8 of a text as `codec`; None if bytes would be lost."""
    raw = text.encode()
    if holes == "private":
        private = {byte: chr(point) for byte, point in PRIVATE[codec].items()}
        shown = "".join(private.get(byte) or show(bytes((byte,)), codec) for byte in raw)
    elif holes == "filled":
        shown = "".join(
            bytes((byte,)).decode(codec, "ignore")
            or bytes((byte,)).decode("cp1252", "ignore")
            or show(bytes((byte,)), codec)
            for byte in raw
        )
    else:
        shown = show(raw, codec)
    if "\ufffd" in shown or (codec in MULTI and shown.encode(codec, "ignore") != raw):
        return None
    return shown


def case(family: str, codec: str, language: str, clean: str, garbled: str | None) -> Iterator[dict[str, object]]:
    if garbled and garbled != clean:
        yield {
            "family": family, "codepage": codec, "layers": 2 if family == "double" else 1, "lang": language,
            "lossy": family == "lossy", "clean": clean, "garbled": garbled,
        }  # fmt: skip


def control(language: str, text: str) -> Iterator[dict[str, object]]:
    yield {
        "family": "control", "codepage": "-", "layers": 0, "lang": language, "lossy": False, "clean": text,
        "garbled": text,
    }  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("clean", type=Path)
    parser.add_argument("-o", "--output", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--each", type=int, default=12, help="whole and mixed cases a code page")
    options = parser.parse_args()
    maker = Maker(read_records(options.clean), options.seed)
    cases = [*maker.exact(options.each), *maker.legacy(6), *maker.lossy(8), *maker.controls()]
    with options.output.open("w", encoding="utf-8") as lines:
        for number, item in enumerate(cases):
            lines.write(json.dumps({"id": f"held-{number:05}", **item}, ensure_ascii=False) + "\n")
    print(f"{len(cases)} cases")


if __name__ == "__main__":
    main()
