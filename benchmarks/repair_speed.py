# ruff: noqa: E501 - the sentences are data
"""Measure repair against ftfy with only its encoding fix on: clean texts never seen before, and garbled ones.

    python benchmarks/repair_speed.py [../shared/data/mojibake/clean.jsonl.xz]

The texts are made from the sentences below by shuffling words, so that no two articles are alike; with a file of
paragraphs ({"lang", "source", "text"} lines) they are real ones, twelve joined to an article, each seen once. Ratios
within one run are what counts; the megabytes depend on the machine and its load.
"""

from __future__ import annotations

import argparse
import json
import lzma
import random
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

import ftfy

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from pipeline.repair import repair_text
from pipeline.repair.ground.charclass import char_class
from pipeline.repair.ground.model import load_model

SENTENCES = {
    "English": "It’s “not over yet”, the mayor said on Tuesday – three weeks after the flood hit the old town and its harbour. "
    "Hundreds of families are waiting for help, and the council’s budget of £3m is spent. Nobody knows who will pay next year.",
    "French": "Le maire a déclaré mardi que la ville n’était pas prête à accueillir les réfugiés : « Nous manquons déjà de "
    "logements », a-t-il ajouté après la réunion du conseil général, où l’opposition avait protesté.",
    "German": "Die Regierung hat am Dienstag beschlossen, die Förderung für ländliche Räume zu kürzen – „ein großer Fehler“, "
    "sagte der Bürgermeister der größten Gemeinde, während draußen Hunderte Menschen demonstrierten.",
    "Polish": "Rząd ogłosił we wtorek, że podwyżki dla nauczycieli zostaną wypłacone później; związki zawodowe zapowiedziały "
    "strajk „do skutku”, a część szkół będzie zamknięta już w przyszłym tygodniu.",
    "Turkish": "Belediye başkanı salı günü yaptığı açıklamada, şehrin en büyük parkının gelecek yıl yenileneceğini söyledi; "
    "çalışmaların ilkbaharda başlaması bekleniyor.",
    "Vietnamese": "Chính quyền thành phố hôm thứ Ba cho biết hàng trăm gia đình vẫn đang chờ được giúp đỡ sau trận lũ lụt "
    "lớn nhất trong nhiều năm, và ngân sách đã cạn.",
    "Russian": "Мэр города заявил во вторник, что сотни семей всё ещё ждут помощи после наводнения: «Денег в бюджете больше "
    "нет», — добавил он на заседании городского совета, где оппозиция требовала объяснений.",
    "Ukrainian": "Міський голова заявив у вівторок, що сотні родин досі чекають на допомогу після повені, а гроші в бюджеті "
    "закінчилися ще минулого тижня.",
    "Greek": "Ο δήμαρχος δήλωσε την Τρίτη ότι εκατοντάδες οικογένειες περιμένουν ακόμη βοήθεια μετά την πλημμύρα και ότι τα "
    "χρήματα του προϋπολογισμού έχουν τελειώσει.",
    "Arabic": "قال رئيس البلدية يوم الثلاثاء إن مئات العائلات ما زالت تنتظر المساعدة بعد الفيضانات التي ضربت المدينة القديمة، "
    "وإن ميزانية المجلس قد نفدت بالكامل.",
    "Hebrew": "ראש העיר אמר ביום שלישי כי מאות משפחות עדיין ממתינות לעזרה לאחר השיטפון שפגע בעיר העתיקה, וכי תקציב המועצה "
    "אזל לחלוטין.",
    "Hindi": "शहर के महापौर ने मंगलवार को कहा कि बाढ़ के बाद सैकड़ों परिवार अब भी मदद का इंतज़ार कर रहे हैं और नगर परिषद का बजट खत्म हो चुका है।",
    "Thai": "นายกเทศมนตรีกล่าวเมื่อวันอังคารว่า หลายร้อยครอบครัวยังคงรอความช่วยเหลือหลังน้ำท่วม และงบประมาณของเมืองหมดลงแล้ว ฝ่ายค้านเรียกร้องคำอธิบาย",
    "Georgian": "ქალაქის მერმა სამშაბათს განაცხადა, რომ ასობით ოჯახი კვლავ ელოდება დახმარებას წყალდიდობის შემდეგ.",
    "Chinese": "市长周二表示，洪水过后仍有数百个家庭在等待援助，“市政府的预算已经用完了”，反对派在会议上要求作出解释，并呼吁中央政府提供更多资金。",
    "Japanese": "市長は火曜日、洪水の後も数百世帯が支援を待っていると述べ、「市の予算はすでに底をついた」と付け加えた。野党は会議で説明を求めている。",
    "Korean": "시장은 화요일 홍수 이후에도 수백 가구가 여전히 지원을 기다리고 있으며 시의 예산은 이미 바닥났다고 말했다. 야당은 회의에서 설명을 요구했다.",
}  # fmt: skip
EAST_ASIAN = ("Chinese", "Japanese", "Korean")
# What news in every script has besides its own: names, abbreviations, years. One stands in some forty words.
GUESTS = (
    "COVID-19",
    "UN",
    "2024",
    "BBC News",
    "Twitter",
    "$3.5",
    "(Reuters)",
    "15:30",
    "iPhone",
    "Tony Blair",
    "5%",
    "WHO",
)
GUEST_SHARE = 0.6
GARBLED = {
    "English": "cp1252", "French": "cp1252", "German": "latin-1", "Polish": "cp1250", "Turkish": "cp1254",
    "Vietnamese": "cp1252", "Russian": "cp1251", "Chinese": "cp1252",
}  # fmt: skip
ARTICLES = 120
EACH = 12
LEAST_ARTICLES = 13
ROUNDS = 5
FEW = 2
SAFE = ftfy.TextFixerConfig(
    unescape_html=False, remove_terminal_escapes=False, fix_latin_ligatures=False, fix_character_width=False,
    uncurl_quotes=False, fix_line_breaks=False, fix_surrogates=False, remove_control_chars=False, normalization=None,
)  # fmt: skip


def articles(name: str, seed: int) -> list[str]:
    """Articles of some 3,000 characters, each with its words in an order of its own."""
    chance = random.Random(f"{name}{seed}")
    text = SENTENCES[name]
    parts, gap = (list(text), "") if name in EAST_ASIAN[:2] else (text.split(" "), " ")
    if gap == "":
        parts = [text[i : i + 4] for i in range(0, len(text), 4)]
    made = []
    for _ in range(ARTICLES):
        words: list[str] = []
        while sum(map(len, words)) < 3000:
            chance.shuffle(parts)
            words += parts
            if name != "English" and chance.random() < GUEST_SHARE:
                words.insert(-chance.randrange(len(parts)), chance.choice(GUESTS))
            words[-1] += "\n" if chance.random() < 0.3 else ""
        made.append(gap.join(words))
    return made


def real_articles(path: Path) -> dict[str, list[str]]:
    """Real paragraphs of each language with many of them, twelve joined to an article."""
    paragraphs = defaultdict(list)
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for record in map(json.loads, lines):
            paragraphs[record["lang"]].append(record["text"])
    made = {}
    for language, texts in sorted(paragraphs.items()):
        random.Random(language).shuffle(texts)
        joined = ["\n".join(texts[i : i + EACH]) for i in range(0, len(texts) - EACH + 1, EACH)]
        if len(joined) > LEAST_ARTICLES:
            made[language] = joined
    return made


def seconds(function: Callable[[str], object], texts: list[str]) -> float:
    start = time.process_time()
    for text in texts:
        function(text)
    return time.process_time() - start


def show(raw: bytes, codec: str) -> str:
    return "".join(bytes((b,)).decode(codec, "ignore") or chr(b) for b in raw)


def ftfy_only(text: str) -> str:
    return ftfy.fix_text(text, SAFE)


def forget() -> None:
    """Empty the caches of pieces of text, so that every round sees its texts for the first time.

    Tables made once stay, and the classes of single characters.
    """
    kept = [
        value
        for name, module in list(sys.modules.items())
        if name.startswith("pipeline.repair")
        for value in vars(module).values()
    ]
    for function in (*kept, load_model().pair):
        parameters: dict[str, Any] = getattr(function, "cache_parameters", dict)()
        if function is not char_class and (parameters.get("maxsize") or 0) > FEW:
            function.cache_clear()


def row(name: str, texts: list[str]) -> tuple[str, float, float]:
    """Megabytes a second of both tools, the best of some rounds: what else the machine does only takes time."""
    size = sum(len(text.encode()) for text in texts) / 1e6
    took = []
    for _ in range(ROUNDS):
        forget()
        took.append((seconds(repair_text, texts), seconds(ftfy_only, texts)))
    ours, theirs = size / min(a for a, _ in took), size / min(b for _, b in took)
    return f"| {name} | {ours:.1f} | {theirs:.2f} | {ours / theirs:.1f} |", ours, theirs


def main() -> None:
    """Print the tables for texts of our own, or one for the real paragraphs of a file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("paragraphs", type=Path, nargs="?")
    given = parser.parse_args().paragraphs
    repair_text("Home ยป warm-up: the model is read once")
    print("| clean text | repair MB/s | ftfy MB/s | ratio |\n|---|---|---|---|")
    if given:
        found = real_articles(given)
        for texts in found.values():
            seconds(repair_text, texts[:2])
        for name, texts in found.items():
            print(row(name, texts[2:])[0], flush=True)
        return
    for name in SENTENCES:
        seconds(repair_text, articles(name, seed=0)[:3])
        print(row(name, articles(name, seed=1))[0])
    print("\n| garbled text | repair MB/s | ftfy MB/s | ratio |\n|---|---|---|---|")
    for name, codec in GARBLED.items():
        print(row(f"{name} as {codec}", [show(text.encode(), codec) for text in articles(name, seed=2)[:20]])[0])


if __name__ == "__main__":
    main()
