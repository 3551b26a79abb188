# ruff: noqa: E501 - the sentences are data
"""Measure repair on a megabyte of hostile input of each kind against clean text of the same size.

python benchmarks/repair_linear.py
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from pipeline.repair import repair_text

SIZE = 1_000_000
CLEAN = {
    "clean English": "It’s “not over yet”, the mayor said on Tuesday – three weeks after the flood hit the old town. ",
    "clean French": "Le maire a déclaré mardi que la ville n’était pas prête : « Nous manquons déjà de logements », a-t-il dit. ",
    "clean Russian": "Мэр города заявил во вторник, что сотни семей всё ещё ждут помощи: «Денег в бюджете больше нет». ",
    "clean Chinese": "市长周二表示，洪水过后仍有数百个家庭在等待援助，“市政府的预算已经用完了”。",
}  # fmt: skip
HOSTILE = {
    "&amp;": "&amp;", "&": "&", "nested references": "&amp;amp;amp;lt;", "one endless reference": "amp;", "&#x": "&#x",
    "Ã©": "Ã©", "â€": "â€", "â€™ ": "â€™ ", "Ã": "Ã", "C1": "\x93", "C1 words": "a\x93 ", "ยป": "ยป", "ยป ": "ยป ",
    "controls": "\x00", "controls in words": "a\x00", "separators": "\u2028", "million lines": "\n", "lines of é": "é\n",
    "one line": "é", "lone surrogates": "\ud83d", "surrogates in words": "a\udc00", "CESU": "í\xa0½í¸\x80", "í\xa0½": "í\xa0½",
    "replacement": "ï¿½", "U+FFFD": "\ufffd", "Â? ": "Â? ", "double": "Ãƒâ€šÃ‚Â» ", "鈥檚": "鈥檚", "鈥": "鈥", "Р°": "Р°", "Р° ": "Р° ",
    "half kana": "ﾃ", "짬": "짬", "tags": "\U000e0041", "escapes": "\x1b[", "overrides": "\u202ea", "mixed": "a é” Ð ",
    "leads": "".join(map(chr, range(0xC2, 0xF5))), "tails": "".join(map(chr, range(0xA0, 0xC0))),
    "leads 1251": bytes(range(0xC2, 0xF5)).decode("cp1251"), "leads 874": bytes(range(0xC2, 0xDB)).decode("cp874"),
    "leads 437": bytes(range(0xC2, 0xF5)).decode("cp437"), "leads 1256": bytes(range(0xC2, 0xF5)).decode("cp1256"),
    "leads 1253": bytes(range(0xD3, 0xF5)).decode("cp1253"), "leads koi8": bytes(range(0xC2, 0xF5)).decode("koi8_r"),
}  # fmt: skip


def seconds(unit: str, size: int = SIZE, prefix: str = "") -> float:
    """The least of three runs: other work on the machine only adds."""
    text = prefix + (unit * (size // len(unit) + 1))[:size]
    took = []
    for _ in range(3):
        start = time.process_time()
        repair_text(text)
        took.append(time.process_time() - start)
    return min(took)


def main() -> None:
    """Print the table, for so many characters of each kind."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("size", type=int, nargs="?", default=SIZE)
    size = parser.parse_args().size
    repair_text("Home ยป warm-up")
    for unit in (*CLEAN.values(), *HOSTILE.values()):
        seconds(unit, 2000)
    clean = {name: seconds(unit, size) for name, unit in CLEAN.items()}
    base = clean["clean Russian"]
    print("| text | ms | of clean Russian |\n|---|---|---|")
    for name, value in clean.items():
        print(f"| {name} | {1000 * value:.1f} | {value / base:.1f} |")
    for name, unit in HOSTILE.items():
        value = seconds(unit, size, "&" if name == "one endless reference" else "")
        print(f"| {name.replace('|', '')!r} | {1000 * value:.1f} | {value / base:.1f} |", flush=True)


if __name__ == "__main__":
    main()
