"""Names that are credited but are no people: agencies, picture libraries, and the words outlets are called by."""

from __future__ import annotations

import re

AGENCIES = frozenset(
    """
    europa press|askanews|epd|kna|sid|servimedia|colpisa|télam|риа «новости»|азертадж|укринформ|وام|واس|سبوتنيك|中央社|中新网|新华网|人民网|央视新闻|共同社|pa|press association|pa media|pa wire|pa images|pa archive|ap|associated press|the associated press|ap photo|ap images|afp|
    agence france-presse|agence france presse|reuters|thomson reuters|bloomberg|dpa|dpa-afx|picture alliance|epa|epa-efe|efe|ansa|
    adnkronos|agi|lapresse|apa|keystone|keystone-sda|sda|ats|belga|anp|ritzau|scanpix|ntb|tt|tt nyhetsbyrån|stt|lehtikuva|pap|ctk|čtk|
    tasr|mti|agerpres|mediafax|hina|tanjug|beta|fena|bta|tass|itar-tass|ria novosti|interfax|unian|ukrinform|belta|anadolu|
    anadolu agency|anadolu ajansı|aa|iha|dha|irna|xinhua|xinhua news agency|新华社|cctv|kyodo|kyodo news|共同通信|時事通信|共同社|jiji|jiji press|
    yonhap|yonhap news|연합뉴스|antara|bernama|pti|press trust of india|ani|ians|uni|app|bss|unb|wam|spa|mena|petra|qna|kuna|sana|
    lusa|agência brasil|agência lusa|folhapress|télam|telam|notimex|prensa latina|aap|aapimage|cp|the canadian press|canadian press|
    upi|zuma|zuma press|cover media|getty|getty images|getty images/istockphoto|gettyimages|istock|istockphoto|shutterstock|alamy|alamy stock photo|
    rex|rex features|rex/shutterstock|imago|imago images|sipa|sipa usa|sipa press|abaca|abacapress|corbis|magnum|nurphoto|
    pixabay|unsplash|pexels|depositphotos|dreamstime|adobe stock|fotolia|wikimedia|wikimedia commons|wikipedia|flickr|
    splash|splash news|backgrid|wenn|mega|avalon|eyevine|swns|solent news|bloomberg via getty images|afp via getty images|
    action images|pa images via reuters connect|panoramic|presse sports|imagechina|vcg|nasa|esa|handout|hand-out|supplied|
    file|file photo|file image|stock image|stock photo|archive|archivbild|archiv|archives|courtesy|pool|screenshot|screengrab|social media|
    facebook|twitter|instagram|youtube|google maps|google street view|google|local democracy reporting service|
    рейтер|рейтерс|тасс|риа новости|интерфакс|رويترز|أ ف ب|فرانس برس|د ب أ|الأناضول|وكالات|ロイター|共同|時事|路透社|法新社|美联社|中新社|新華社
    """.replace("\n", "").replace("    ", "").split("|")
)
"""Agencies, picture libraries and the words that stand in a credit's place, casefolded."""

WIRES = frozenset(
    """
    europa press|askanews|epd|kna|sid|servimedia|colpisa|риа «новости»|азертадж|укринформ|وام|واس|سبوتنيك|中央社|中新网|共同社|pa|press association|pa media|ap|associated press|the associated press|afp|agence france-presse|agence france presse|reuters|bloomberg|
    dpa|dpa-afx|epa|efe|ansa|adnkronos|agi|apa|keystone-sda|sda|ats|belga|anp|ritzau|ntb|tt|stt|pap|čtk|ctk|tasr|mti|agerpres|mediafax|
    hina|tanjug|beta|fena|bta|tass|itar-tass|ria novosti|interfax|unian|ukrinform|belta|anadolu|anadolu agency|anadolu ajansı|aa|iha|dha|irna|
    xinhua|xinhua news agency|新华社|新華社|中新社|kyodo|kyodo news|jiji|jiji press|共同通信|時事通信|yonhap|yonhap news|연합뉴스|antara|bernama|
    pti|press trust of india|ani|ians|uni|app|bss|unb|wam|spa|mena|petra|qna|kuna|sana|lusa|agência lusa|agência brasil|folhapress|télam|
    telam|notimex|prensa latina|aap|cp|the canadian press|canadian press|upi|тасс|риа новости|интерфакс|рейтер|рейтерс|رويترز|أ ف ب|
    فرانس برس|د ب أ|الأناضول|وكالات|ロイター|共同|時事|路透社|法新社|美联社|local democracy reporting service
    """.replace("\n", "").replace("    ", "").split("|")
)
"""News agencies that write text, casefolded."""

_OUTLET_WORDS = (
    r"news|newsroom|times|post|herald|tribune|gazette|telegraph|guardian|independent|mirror|express|journal|chronicle|courier|observer|"
    r"examiner|globe|mail|standard|echo|press|daily|weekly|magazine|media|radio|television|tv|online|today|bulletin|dispatch|"
    r"sentinel|reporter|agency|agencies|staff|desk|team|editors|editorial|network|service|services|bureau|wire|"
    r"correspondents?|reporters|bbc|cnn|cnbc|abc|cbs|nbc|npr|pbs|itv|cbc|rte|rté|zeitung|tagesschau|redaktion|"
    r"nachrichten|rundschau|anzeiger|presse|figaro|parisien|rédaction|libération|diario|periódico|redacción|"
    r"agencias|corriere|repubblica|redazione|gazzetta|giornale|globo|estadão|redação|jornal|volkskrant|telegraaf|redactie|"
    r"dagblad|nieuws|gazeta|redakcja|rzeczpospolita|wyborcza|редакция|новости|газета|известия|haber|gazetesi|milliyet|hürriyet|"
    r"inc|llc|pllc|ltd|gmbh|university|institute|institut|universität|foundation|association|company|corporation|group|community|council|department|ministry|"
    r"com|net|org|the sun|the star|le monde|el país|el mundo|der spiegel|die zeit|la stampa"
)
# No "Sun", "Fox", "Spiegel", "Stern", "Blatt" or "Star" by themselves: people are called so.
OUTLET = re.compile(
    rf"(?:^|[\s.])(?:{_OUTLET_WORDS})(?:$|[\s.])|日报|日報|新闻|新聞|晚报|編集部|编辑部|통신|신문|뉴스|وكالة|صحيفة|تحرير",
    re.IGNORECASE,
)
"""A word that outlets and desks are called by, and people are not."""

_CHAIN = re.compile(r"\s{0,5}[/,|&]\s{0,5}| via | through ")
_WIRE_CHAIN = re.compile(r"\s{0,5}[/,|&;]\s{0,5}| and ")


def first_of_agency(first: str) -> str:
    """Return what the first word of a line would be of an agency's name, empty if its name begins later.

    >>> first_of_agency("(AFP/Getty")
    'afp'
    """
    return re.split(r"[\s/,|&]", first.strip(" .()[]").casefold(), maxsplit=1)[0].strip(" .()[]")


AGENCY_FIRST_WORDS = frozenset(map(first_of_agency, AGENCIES))


def is_agency(name: str) -> bool:
    """Tell whether a name is that of an agency or picture library, or a chain of them: "AFP via Getty Images"."""
    parts = _CHAIN.split(name.strip(" .()[]").casefold())
    return all(part in AGENCIES for part in parts if part) and any(parts)


def is_wire(name: str) -> bool:
    """Tell whether a name is that of a news agency that writes text, or several."""
    parts = _WIRE_CHAIN.split(name.strip(" .()[]").casefold())
    return all(part in WIRES for part in parts if part) and any(parts)


def is_outlet(name: str) -> bool:
    """Tell whether a name is that of an outlet, a desk or an agency rather than a person's."""
    return is_agency(name) or OUTLET.search(name) is not None
