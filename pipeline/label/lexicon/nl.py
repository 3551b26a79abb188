"""Dutch words of a news page."""

from __future__ import annotations

from pipeline.label.lexicon.types import Lexicon, listed
from schemas.stages import Role

LEXICON = Lexicon(
    language="nl",
    phrases={
        "skip_link": (Role.NAVIGATION, listed("naar de inhoud|ga naar de inhoud|direct naar de inhoud|naar hoofdinhoud|ga naar hoofdinhoud|spring naar de inhoud|naar boven|terug naar boven|overslaan en naar de inhoud gaan|direct naar artikelinhoud|naar de hoofdinhoud")),
        "menu": (Role.NAVIGATION, listed("hoofdmenu|menu openen|menu sluiten|open menu|zoeken|zoek|inloggen|log in|uitloggen|registreren|mijn account|abonneren|abonneer|word abonnee|neem een abonnement|contact|over ons|privacybeleid|privacyverklaring|sitemap|alle rubrieken|rubrieken|meer tonen|toon meer|bekijk alles|toon alles|laad meer|volgende pagina|vorige pagina|volgende|vorige|vorig artikel|volgend artikel|voorpagina|algemene voorwaarden|klantenservice|colofon|terug naar de homepage|net binnen|digitale krant|toon minder|naar de homepage")),
        "share": (Role.SHARE, listed("delen|deel|deel dit artikel|deel artikel|deel op facebook|deel op twitter|deel op x|deel via whatsapp|deel via e-mail|deel via linkedin|delen op facebook|delen op twitter|delen via whatsapp|delen via e-mail|kopieer link|link kopiëren|link gekopieerd|kopieer de link|afdrukken|print|artikel bewaren|bewaar|bewaren|bewaar artikel|opslaan|luister naar dit artikel|beluister dit artikel|volg ons|volg ons op|stuur door|e-mail dit artikel|cadeau geven|geef cadeau|deel dit|leeslijst|delen via|deel dit bericht")),
        "related": (Role.RELATED, listed("lees ook|lees meer|meer over|meer over dit onderwerp|gerelateerd|gerelateerde artikelen|gerelateerd nieuws|gerelateerde berichten|gerelateerde onderwerpen|meer nieuws|meest gelezen|best gelezen|meest bekeken|meest gedeeld|populair|aanbevolen|aanbevolen artikelen|aanbevolen voor jou|ander nieuws|andere artikelen|laatste nieuws|het laatste nieuws|uitgelicht|net binnen|bekijk ook|zie ook|misschien vind je dit ook interessant|dit vind je misschien ook interessant|ook interessant|uit het archief|verder lezen|in het nieuws|trending|mis niets|meer artikelen|meer uit deze rubriek|volgend artikel lezen|lees hierover|tip van de redactie|onze keuze|keuze van de redactie")),
        "read_more": (Role.CALL_TO_ACTION, listed("lees verder|verder lezen|lees het hele artikel|lees het volledige artikel|lees artikel|klik hier|meer weten|bekijk de video|bekijk video|bekijk de foto's|bekijk hier|lees verder na de advertentie|lees verder onder de advertentie|artikel gaat verder onder de advertentie|tekst gaat verder onder de foto|tekst loopt door onder de foto|de tekst gaat verder onder de foto|tekst gaat verder onder de video|tekst gaat verder onder foto|tekst loopt door onder de video|artikel gaat verder onder de foto|de tekst loopt door onder de foto|bekijk alle reacties|lees hieronder verder|naar het artikel")),
        "comments": (Role.COMMENTS, listed("reacties|reactie|reageer|reageren|geef een reactie|plaats een reactie|plaats reactie|laat een reactie achter|schrijf een reactie|bekijk reacties|toon reacties|alle reacties|geen reacties|reacties zijn gesloten|antwoorden|beantwoorden|meld misbruik|praat mee|doe mee aan de discussie|reageer als eerste|wees de eerste die reageert|jouw reactie|uw reactie|reactie annuleren|reageer op dit artikel|meepraten")),
        "newsletter": (Role.NEWSLETTER, listed("nieuwsbrief|nieuwsbrieven|schrijf je in voor de nieuwsbrief|schrijf je in voor onze nieuwsbrief|meld je aan voor de nieuwsbrief|meld je aan voor onze nieuwsbrief|ontvang onze nieuwsbrief|inschrijven|aanmelden|jouw e-mailadres|je e-mailadres|uw e-mailadres|e-mailadres|meld je aan|schrijf je in|aanmelden nieuwsbrief|inschrijven nieuwsbrief")),
        "advert": (Role.ADVERT, listed("advertentie|advertenties|gesponsord|gesponsorde inhoud|betaalde inhoud|reclame|partnerbijdrage|branded content|gesponsorde content|ingezonden mededeling|advertorial|lees verder na advertentie")),
        "consent": (Role.CONSENT, listed("accepteren|alles accepteren|accepteer alles|accepteer alle cookies|cookies accepteren|weigeren|alles weigeren|cookie-instellingen|cookie instellingen|cookiebeleid|akkoord|instellingen beheren|voorkeuren beheren|cookies beheren|privacy-instellingen|alle cookies accepteren|akkoord en doorgaan")),
        "tags": (Role.TAGS, listed("onderwerpen|trefwoorden|thema's|meer over deze onderwerpen|in dit artikel|lees meer over|labels|dossiers")),
        "author_box": (Role.AUTHOR_BOX, listed("over de auteur|over de auteurs|auteur|bekijk alle artikelen|alle artikelen van deze auteur|meer van deze auteur|over de schrijver|meer artikelen van deze auteur|volg auteur")),
        "copyright": (Role.COPYRIGHT, listed("alle rechten voorbehouden|auteursrecht voorbehouden|overname niet toegestaan|op dit artikel rust copyright")),
        "widget": (Role.WIDGET, listed("vergroot afbeelding|vergroot|sluiten|sluit|laden|aan het laden|afspelen|volledig scherm|fotogalerij|fotoserie|beeld|peiling|stelling|bekijk in volledig scherm|schakel javascript in|media niet beschikbaar|video afspelen|geluid aan|toon bijschrift|foto's|video's|lees voor")),
    },
    counted={
        "comment_count": (Role.COMMENTS, listed("# reacties|# reactie|reacties #|bekijk # reacties|bekijk alle # reacties|toon # reacties")),
        "share_count": (Role.SHARE, listed("# keer gedeeld|# x gedeeld|# weergaven|# views|gedeeld #")),
        "reading_time": (Role.OTHER, listed("# min leestijd|# minuten leestijd|leestijd # minuten|leestijd: # minuten|leestijd # min|leestijd: # min|# min lezen|# minuten lezen|# min. leestijd|# min. lezen|leestijd: # minuut|leestijd # minuut|geschatte leestijd: # minuten|leestijd ca. # minuten|leestijd: ca. # minuten|# minuten leestijd.")),
        "relative_time": (Role.OTHER, listed("# uur geleden|# minuten geleden|# minuut geleden|# dagen geleden|# dag geleden|# weken geleden|# week geleden|# maanden geleden|# maand geleden|# jaar geleden|# min geleden|# uren geleden")),
        "widget_count": (Role.WIDGET, listed("foto # van #|afbeelding # van #|# foto's|beeld # van #")),
    },
    caption_labels=listed("bijschrift|fotobijschrift|onderschrift"),
    credit_labels=listed("foto|foto's|fotografie|beeld|afbeelding|bron|bronnen|foto door|fotograaf|beeldmateriaal|archieffoto|foto ter illustratie|illustratie|infographic|video|credit|beeldcredits|fotocredits|fotobron|bron foto|© foto|beeld door|foto van|copyright|archiefbeeld|sfeerfoto|illustratie door"),
    related_labels=listed("lees ook|lees meer|lees verder|bekijk ook|zie ook|luister ook|meer lezen|ook interessant|gerelateerd|luister|bekijk|lees|kijk ook|meer over dit onderwerp|video|podcast|liveblog|interview|uitleg|achtergrond|lees hier meer|lees hier|lees hierover|lees het interview|lees eerder|meer weten|lees terug|recensie"),
    published_labels=listed("gepubliceerd|gepubliceerd op|geplaatst op|geplaatst|verschenen op|publicatiedatum|datum|aangemaakt op|online sinds|eerst gepubliceerd op|gepost op"),
    modified_labels=listed("bijgewerkt|bijgewerkt op|bijgewerkt tot|laatst bijgewerkt|laatst bijgewerkt op|laatste update|laatst gewijzigd|laatst gewijzigd op|gewijzigd op|aangepast op|laatst aangepast op|update|geüpdatet|aangepast|gewijzigd|laatste wijziging"),
    byline_words=listed("door|van onze verslaggever|van onze correspondent|van onze redacteur|geschreven door|tekst|tekst door|een artikel van|auteur|auteurs|interview door|geplaatst door|verslag door|analyse door|gepubliceerd door|een reportage van|opgetekend door|tekst van|recensie door|opinie door"),
    editor_words=listed("redactie|eindredactie|vertaling|vertaald door|montage|geredigeerd door|beeldredactie|met medewerking van|m.m.v|bewerking"),
    name_joiners=("en", "met"),
    kickers=listed("exclusief|live|liveblog|breaking|video|analyse|opinie|interview|reportage|column|commentaar|recensie|profiel|achtergrond|update|podcast|essay|necrologie|uitleg|net binnen|onderzoek|in beeld|fact-check|factcheck|hoofdredactioneel commentaar|longread|serie|portret|nieuwsblog|112-nieuws"),
    tails=listed("lees verder|lees meer|klik hier|meer lezen|lees het hele artikel|lees ook|lees hier meer|meer weten"),
    home=listed("home|voorpagina|homepage|je bent hier|u bent hier|nieuws|startpagina"),
    job_titles=listed("verslaggever|verslaggeefster|correspondent|correspondente|redacteur|redactrice|hoofdredacteur|journalist|journaliste|columnist|columniste|fotograaf|freelance|chef|auteur|medewerker|stagiair|presentator|recensent|redactie|politiek|economie|buitenland|binnenland|onderzoeksjournalist|adjunct-hoofdredacteur"),
    note_labels={
        "correction": listed("correctie|rectificatie|verbetering|in een eerdere versie van dit artikel|in een eerdere versie van dit bericht|in een eerdere versie stond"),
        "update": listed("dit artikel is bijgewerkt|dit artikel is aangepast|dit artikel is geüpdatet|dit artikel wordt aangevuld|dit bericht wordt aangevuld"),
        "embargo": listed("embargo tot|onder embargo tot"),
        "editor": listed("noot van de redactie|naschrift redactie|noot voor de redactie|noot van de hoofdredactie|aantekening van de redactie"),
        "disclaimer": listed("disclaimer|de meningen in dit artikel|dit artikel geeft de mening weer|dit artikel is geschreven met behulp van ai"),
    },
    months=listed("januari,jan|februari,feb,febr|maart,mrt|april,apr|mei|juni,jun|juli,jul|augustus,aug|september,sep,sept|oktober,okt|november,nov|december,dec"),
    weekdays=listed("maandag,ma|dinsdag,di|woensdag,wo|donderdag,do|vrijdag,vr|zaterdag,za|zondag,zo"),
    date_words=listed("om|uur|op|de|u|van"),
    invitations=(
        r"^volg (?:ons|de redactie)\b.{0,60}\b(?:facebook|twitter|instagram|whatsapp|youtube|tiktok|linkedin|google)",
        r"^(?:schrijf je|meld je|meld u|schrijf u|abonneer je)\b.{0,80}\b(?:nieuwsbrief|in|aan|kanaal|gratis)\b.{0,20}$",
        r"^klik (?:hier|op de link)\b",
        r"^(?:laat|geef|deel)\b.{0,40}\b(?:reactie|reacties|mening)\b.{0,30}$",
        r"^(?:heb je|heeft u|heb jij) (?:een |nog )?(?:tip|vraag|nieuwstip|opmerking|fout)s?\b.{0,120}\b(?:mail|e-mail|stuur|app|bel|laat|tip)",
        r"^(?:download|installeer) (?:de|onze) (?:gratis )?(?:[a-z]{1,20}[- ]?)?app\b",
        r"^(?:al|nog geen) abonnee\b",
        r"^(?:de |dit )?(?:tekst|artikel) (?:gaat|loopt) (?:verder|door) (?:onder|na)\b",
    ),
    appeals=(
        (("commissie",), r"\b(?:ontvangen|krijgen|verdienen) (?:we|wij) (?:mogelijk |soms )?een (?:kleine )?commissie\b"),
        (("bevat affiliate",), r"\bbevat affiliate-?links\b"),
        (("steun ",), r"^steun (?:onze|de onafhankelijke) journalistiek\b"),
    ),
)
