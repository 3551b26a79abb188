"""German: what a news page says, and how names and dates are written."""

from __future__ import annotations

from pipeline.language.language import Language, listed
from schemas.stages import Role

LANGUAGE = Language(
    code="de",
    phrases={
        "embedded_post": (Role.WIDGET, listed("sieh dir diesen beitrag auf instagram an|diesen beitrag auf instagram ansehen")),
        "skip_link": (Role.NAVIGATION, listed("zum inhalt springen|zum hauptinhalt springen|direkt zum inhalt|zur navigation springen|zum seitenanfang|nach oben|zurück nach oben|zum inhalt|zur hauptnavigation springen|zum footer springen|springe zum inhalt")),
        "menu": (Role.NAVIGATION, listed("startseite|hauptmenü|menü öffnen|menü schließen|menü|suche|suchen|suche öffnen|anmelden|abmelden|einloggen|registrieren|mein konto|abonnieren|abo|e-paper|epaper|impressum|datenschutz|datenschutzerklärung|kontakt|agb|ressorts|alle ressorts|mehr anzeigen|alle anzeigen|weniger anzeigen|nächste seite|vorherige seite|vorheriger artikel|nächster artikel|zurück zur startseite|zur startseite|jetzt abonnieren|jetzt anmelden|über uns|mediadaten|stellenmarkt|datenschutzhinweise|cookie-einstellungen|abo kündigen|zurück zur übersicht")),
        "share": (Role.SHARE, listed("teilen|artikel teilen|auf facebook teilen|auf twitter teilen|auf x teilen|per whatsapp teilen|per e-mail teilen|link kopieren|link kopiert|artikel drucken|drucken|artikel merken|merken|auf merkliste setzen|zur merkliste hinzufügen|per mail versenden|weiterempfehlen|artikel verschenken|artikel anhören|vorlesen|folgen sie uns|folgen sie uns auf|teilen sie diesen artikel|seite drucken|per e-mail versenden|bei facebook teilen|auf whatsapp teilen|auf linkedin teilen|bei whatsapp teilen|in der app öffnen|beitrag teilen|jetzt teilen|teilen via|teilen auf|link in zwischenablage kopieren|artikel versenden|artikel vorlesen")),
        "related": (Role.RELATED, listed("mehr zum thema|mehr zu diesem thema|mehr dazu|zum thema|lesen sie auch|lesen sie mehr|das könnte sie auch interessieren|das könnte dich auch interessieren|auch interessant|weitere artikel|weitere themen|weitere nachrichten|weitere meldungen|meistgelesen|meist gelesen|meistgelesene artikel|am meisten gelesen|verwandte artikel|verwandte themen|ähnliche artikel|ähnliche beiträge|neueste artikel|aktuelle nachrichten|empfehlungen|empfehlungen der redaktion|unsere empfehlungen|aus dem archiv|top-themen|topthemen|top-artikel|mehr aus diesem ressort|mehr nachrichten|mehr artikel|mehr lesen|passend dazu|lesetipps|die beliebtesten artikel|beliebteste artikel|das könnte sie interessieren|auch lesenswert|nicht verpassen|weitere beiträge|neueste beiträge|links zum thema|mehr zum artikel|mehr von uns|zum weiterlesen")),
        "read_more": (Role.CALL_TO_ACTION, listed("weiterlesen|jetzt weiterlesen|weiter lesen|mehr erfahren|mehr lesen|hier weiterlesen|zum artikel|zum video|zur bildergalerie|zur galerie|hier klicken|alle kommentare anzeigen|artikel weiterlesen|ganzen artikel lesen|den ganzen artikel lesen|nach der anzeige weiterlesen|weiterlesen nach der anzeige|jetzt lesen|jetzt testen|aufklappen|bildergalerie ansehen|video ansehen|zum liveticker")),
        "comments": (Role.COMMENTS, listed("kommentare|kommentar schreiben|kommentar verfassen|schreiben sie einen kommentar|kommentieren|jetzt kommentieren|diskutieren sie mit|mitdiskutieren|kommentare anzeigen|kommentare lesen|keine kommentare|ihr kommentar|leserkommentare|alle kommentare|antworten|beitrag melden|kommentar melden|zu den kommentaren|kommentar abschicken|was meinen sie|leserbrief schreiben|neueste zuerst|älteste zuerst|die kommentarfunktion ist geschlossen|kommentare sind geschlossen|hinterlasse einen kommentar|schreibe einen kommentar|kommentar hinterlassen")),
        "newsletter": (Role.NEWSLETTER, listed("newsletter abonnieren|zum newsletter anmelden|jetzt newsletter abonnieren|unser newsletter|ihre e-mail-adresse|e-mail-adresse|zum newsletter|jetzt kostenlos anmelden|melden sie sich für unseren newsletter an|newsletter bestellen|täglicher newsletter|kostenlos anmelden|newsletter-anmeldung")),
        "advert": (Role.ADVERT, listed("anzeige|anzeigen|werbung|- anzeige -|gesponsert|sponsored post|bezahlter inhalt|advertorial|anzeige - scrollen sie zum weiterlesen|werbung schließen|empfohlener inhalt|verlagsangebot|anzeigensonderveröffentlichung|artikel wird nach der anzeige fortgesetzt|affiliate-link|der artikel wird nach der anzeige fortgesetzt")),
        "consent": (Role.CONSENT, listed("alle akzeptieren|akzeptieren|alle cookies akzeptieren|ablehnen|alle ablehnen|privatsphäre-einstellungen|datenschutzeinstellungen|externer inhalt|externe inhalte anzeigen|empfohlener redaktioneller inhalt|inhalt anzeigen|inhalte anzeigen|einwilligung verwalten|zustimmen|zustimmen und weiter|cookie-richtlinie|datenschutz-einstellungen|externen inhalt laden")),
        "tags": (Role.TAGS, listed("schlagwörter|schlagworte|themen|stichwörter|stichworte|themen in diesem artikel|themen des artikels|in diesem artikel|mehr zu den themen")),
        "author_box": (Role.AUTHOR_BOX, listed("über den autor|über die autorin|zum autor|zur autorin|alle artikel des autors|alle beiträge von|autor|autorin|autorenprofil|mehr artikel von diesem autor|zur autorenseite|über die autoren|autoren-info")),
        "copyright": (Role.COPYRIGHT, listed("alle rechte vorbehalten|copyright-hinweis|artikel lizenzieren|nachdruck und weiterverbreitung nur mit genehmigung")),
        "widget": (Role.WIDGET, listed("video abspielen|bild vergrößern|bild vergrössern|vergrößern|bildunterschrift anzeigen|bild schließen|galerie öffnen|bildergalerie|fotostrecke|wird geladen|laden|schließen|abspielen|stumm schalten|vollbild|bitte aktivieren sie javascript|in der galerie ansehen|umfrage|ergebnis anzeigen|bild 1 von|audio starten|zum podcast|infobox schließen|infobox")),
    },
    counted={
        "comment_count": (Role.COMMENTS, listed("# kommentare|# kommentar|kommentare #|# leserkommentare|# beiträge|alle # kommentare anzeigen|alle # kommentare")),
        "share_count": (Role.SHARE, listed("# mal geteilt|# aufrufe|# likes|# leser")),
        "reading_time": (Role.OTHER, listed("lesezeit # min|lesezeit: # min|# min. lesezeit|# min lesezeit|# minuten lesezeit|lesezeit # minuten|lesezeit: # minuten|lesezeit ca. # minuten|lesedauer # min|lesedauer: # minuten|lesedauer ca. # minuten|lesezeit: # minute|lesezeit # minute|lesezeit: ca. # minuten|geschätzte lesezeit: # minuten|lesedauer: ca. # minuten")),
        "relative_time": (Role.OTHER, listed("vor # minuten|vor # minute|vor # stunden|vor # stunde|vor # tagen|vor # tag|vor # wochen|vor # monaten|vor # jahren|vor # std|vor # min|vor # sekunden")),
        "widget_count": (Role.WIDGET, listed("bild # von #|foto # von #|bild # / #|# bilder|# fotos")),
    },
    caption_labels=listed("bildunterschrift|bildtext|bild von heute"),
    towns=listed(
        "Athen|Augsburg|Basel|Belgrad|Berlin|Bern|Bielefeld|Bochum|Bonn|Braunschweig|Bremen|Brüssel|Budapest|"
        "Bukarest|Chemnitz|Cottbus|Darmstadt|Dortmund|Dresden|Duisburg|Düsseldorf|Erfurt|Frankfurt|Freiburg|"
        "Genf|Graz|Halle|Hamburg|Hannover|Heidelberg|Innsbruck|Jena|Karlsruhe|Kassel|Kiel|Kiew|Koblenz|Köln|"
        "Kopenhagen|Leipzig|Linz|Lissabon|Lübeck|Luxemburg|Magdeburg|Mainz|Mannheim|Moskau|München|Münster|"
        "Nürnberg|Oldenburg|Osnabrück|Peking|Potsdam|Prag|Regensburg|Rom|Rostock|Saarbrücken|Salzburg|"
        "Schwerin|Stuttgart|Tokio|Trier|Warschau|Wien|Wiesbaden|Wolfsburg|Würzburg|Zürich"
    ),
    credit_labels=listed("foto|fotos|bild|bilder|bildquelle|quelle|quellen|fotograf|fotografin|bildnachweis|fotocredit|foto von|fotos von|symbolfoto|symbolbild|archivfoto|archivbild|grafik|illustration|video von|bildrechte|© foto|titelbild|screenshot|beispielbild|credit|bild von|illustration von|fotos und text|foto/video|videoquelle|copyright"),
    lead_labels=listed("titelbild|titelfoto|aufmacherbild|aufmacherfoto|beitragsbild|headerbild|coverbild"),
    source_labels=listed("quelle|quellen"),
    credit_words=listed("privat|symbolbild|symbolfoto|archivfoto|zvg|hersteller|handout"),
    caption_signs=(
        r"\b(?:von|v\. ?)\s?(?:links|li\.?|l\.)(?:\s(?:nach|n\.)\s(?:rechts|re\.?|r\.))?\s?[,:)]",
        r"\((?:links|rechts|mitte|li\.?|re\.?|l\.|r\.|m\.|archivbild|archivfoto|symbolbild|symbolfoto)\)",
        r"\bv\. ?l\. ?n\. ?r\.",
        r"^v\. ?l\. ?:",
    ),
    related_labels=listed("lesen sie auch|lesen sie dazu auch|lesen sie hier|lesen sie mehr|lesen sie mehr dazu|mehr zum thema|mehr dazu|auch interessant|auch lesenswert|passend dazu|lesetipp|siehe auch|das könnte sie auch interessieren|weiterlesen|zum thema|lesen sie außerdem|lies auch|mehr lesen|video|podcast|newsblog|liveticker|interview|fotostrecke|bildergalerie|hintergrund|faq"),
    published_labels=listed("veröffentlicht|veröffentlicht am|erschienen am|erschienen|erstellt am|erstellt|publiziert am|publiziert|datum|online seit|erstveröffentlicht|erstmals veröffentlicht am|artikel vom|vom|erstpublikation|online veröffentlicht am|gepostet am|publiziert heute"),
    modified_labels=listed("aktualisiert|aktualisiert am|zuletzt aktualisiert|zuletzt aktualisiert am|letzte aktualisierung|geändert am|stand|letztes update|update|letzte änderung|zuletzt geändert|zuletzt bearbeitet|zuletzt geändert am|aktualisierung|akt|upd"),
    byline_words=listed("von|text von|ein bericht von|bericht von|eine analyse von|ein kommentar von|kommentar von|ein gastbeitrag von|gastbeitrag von|ein interview von|interview von|eine reportage von|aus berlin berichtet|es berichtet|autor|autorin|autoren|text|verfasst von|geschrieben von|ein essay von|eine kolumne von|aufgezeichnet von|interview|protokoll|ein gastkommentar von|gastkommentar von|analyse von|eine rezension von|rezension von|ein porträt von|ein artikel von|reportage von"),
    editor_words=listed("redaktion|redigiert von|redigatur|bearbeitet von|mitarbeit|schlussredaktion|bildredaktion|lektorat|produktion|übersetzung|übersetzt von|kamera|schnitt|redaktionelle mitarbeit|grafik"),
    name_joiners=("und", "mit", "sowie"),
    kickers=listed("exklusiv|eilmeldung|eil|live|liveticker|kommentar|analyse|meinung|interview|porträt|reportage|kolumne|essay|leitartikel|gastbeitrag|newsblog|update|video|podcast|glosse|hintergrund|faktencheck|rezension|nachruf|gastkommentar|breaking|live-ticker|plus|s+|top-thema|leserbrief|serie|exklusiv-interview"),
    toggles=listed("weniger|weniger anzeigen|mehr anzeigen|bildunterschrift ausblenden"),
    tails=listed("weiterlesen|mehr lesen|mehr erfahren|hier weiterlesen|mehr|lesen sie mehr|jetzt lesen|zum artikel|mehr dazu"),
    home=listed("startseite|start|home|sie sind hier|homepage|sie befinden sich hier"),
    no_sections=listed("artikel|alle artikel|beiträge|beitrag|archiv|allgemein|unkategorisiert|nicht kategorisiert|startseite|übersicht|aktuell"),
    tag_paths=listed("thema|themen|schlagwort|schlagworte|stichwort"),
    company_words=listed(r"gmbh|mbh|co\. kg|ag|verlag|verlags|mediengruppe"),
    job_titles=listed("reporter|reporterin|korrespondent|korrespondentin|redakteur|redakteurin|chefredakteur|chefredakteurin|journalist|journalistin|autor|autorin|volontär|volontärin|fotograf|fotografin|ressortleiter|ressortleiterin|redaktionsleiter|kolumnist|kolumnistin|mitarbeiter|mitarbeiterin|politikredakteur|wirtschaftsredakteur|sportredakteur|wirtschaftskorrespondent|auslandskorrespondent|leiter|leiterin|stellvertretender|stv|freier|freie|politischer|leitender|leitende"),
    note_labels={
        "correction": listed("korrektur|berichtigung|korrekturhinweis|richtigstellung|in einer früheren version|in einer früheren fassung|in einer ersten version|in einer vorherigen version|in einer früheren version dieses artikels"),
        "update": listed("dieser artikel wurde aktualisiert|dieser text wurde aktualisiert|der artikel wurde aktualisiert|dieser artikel wird laufend aktualisiert|dieser artikel wird fortlaufend aktualisiert"),
        "embargo": listed("sperrfrist|gesperrt bis"),
        "editor": listed("anmerkung der redaktion|anm. der redaktion|anm. d. red|hinweis der redaktion|anmerkung d. red|in eigener sache|redaktioneller hinweis|transparenzhinweis"),
        "disclaimer": listed("haftungsausschluss|die im beitrag geäußerten ansichten|dieser beitrag gibt die meinung|dieser artikel wurde mithilfe von ki|dieser text wurde mithilfe künstlicher intelligenz"),
    },
    question_labels=listed("frage|f"),
    answer_labels=listed("antwort|a"),
    clock_leads=listed("gegen|um"),
    months=listed("januar,jan,jänner,jän|februar,feb,febr,feber|märz,mrz,mär,maerz|april,apr|mai|juni,jun|juli,jul|august,aug|september,sep,sept|oktober,okt|november,nov|dezember,dez"),
    weekdays=listed("montag,mo,mon|dienstag,di,die|mittwoch,mi,mit|donnerstag,do,don|freitag,fr,fre|samstag,sa,sam,sonnabend|sonntag,so,son"),
    date_words=listed("uhr|um|am|den|der|h"),
    invitations=(
        r"^ein beitrag geteilt von .{1,80}\(@",
        r"^(?:folgen|abonnieren) sie (?:uns|unseren|unsere)\b.{0,80}\b(?:facebook|twitter|instagram|whatsapp|youtube|tiktok|kanal|newsletter|linkedin)",
        r"^(?:melden sie sich|meldet euch|melde dich|jetzt) .{0,60}\bnewsletter\b",
        r"^(?:klicken|klicke) (?:sie )?hier\b",
        r"^(?:schreiben|schicken|senden) sie (?:uns\b|ihre meinung\b)",
        r"^was (?:meinen|denken) sie\b.{0,60}\b(?:kommentar|schreiben|diskutieren)",
        r"^diskutieren sie (?:mit|diesen artikel)\b",
        r"^(?:sie sind )?(?:noch kein|bereits) (?:abonnent|abonnentin|digitalabonnent)\b",
        r"^(?:jetzt|hier) (?:kostenlos |gratis )?(?:abonnieren|anmelden|registrieren|herunterladen)\b",
        r"^an dieser stelle (?:finden sie|befindet sich)\b.{0,60}\binhalt",
    ),
    invitations_within=(
        (("zustimmung",), r"\bmit (?:ihrer|deiner) zustimmung .{0,60}\b(?:geladen|angezeigt)\b"),
    ),
    appeals=(
        (("provision", "vergütung"), r"\b(?:erhalten|bekommen) wir (?:\w{1,15}\.? ){0,2}eine (?:kleine )?(?:provision|vergütung)\b"),
        (("affiliate-link",), r"\bmit .{0,40}gekennzeichnet.{0,30}\baffiliate-links?\b|\bsogenannte affiliate-links\b"),
        (("unterstützen sie",), r"^unterstützen sie (?:uns|unsere arbeit|unseren journalismus|unabhängigen journalismus)\b"),
    ),
    furniture={
        "share": listed("teilen|merken|drucken|folgen|weiterempfehlen|link kopieren"),
        "nav": listed("startseite|suche|suchen|anmelden|einloggen|registrieren|konto|zurück|weiter|schließen|kontakt|impressum|hilfe|ressort|ressorts|themen|archiv|übersicht|menü|zum inhalt|mehr anzeigen|alle anzeigen|stellenangebote|merkliste"),
        "related": listed("lesen sie|mehr zum|mehr dazu|weiterlesen|auch interessant|meistgelesen|meistgelesene|beliebt|verwandte|empfehlungen|passend zum|zum thema|mehr lesen|mehr aus|mehr von|lesetipp|das könnte|aktuelle|neueste|auch lesen|schlagzeilen"),
        "signup": listed("abonnieren|abonnement|abo|jetzt testen|jetzt lesen|newsletter|kostenlos|jetzt anmelden|mehr erfahren|herunterladen|hier klicken|digitalabo|push-nachrichten"),
        "comments": listed("kommentar|kommentare|kommentieren|antworten|leserkommentare|diskutieren|antwort melden|netiquette|melden"),
        "legal": listed("datenschutz|datenschutzerklärung|nutzungsbedingungen|agb|alle rechte|rechte vorbehalten|zustimmen|einwilligung|haftungsausschluss|urheberrecht|personenbezogene"),
        "media": listed("foto|fotos|bild|bilder|bildergalerie|fotostrecke|dpa|imago|archivbild|symbolbild|picture alliance|quelle|grafik|anhören|ansehen|zur galerie"),
        "byline": listed("von|autor|autorin|redakteur|redakteurin|redaktion|korrespondent|ein beitrag|ein artikel|zur person"),
        "time": listed("januar|februar|märz|juni|juli|oktober|dezember|aktualisiert|veröffentlicht|uhr|stand|lesezeit|min lesezeit|minuten lesezeit|erstellt"),
        "advert": listed("anzeige|anzeigen|werbung|gesponsert|advertorial|rabatt|gutschein|gutscheine|mediadaten"),
        "tags": listed("schlagworte|stichwörter|schlagwörter|thema|kategorie"),
        "person": listed("er|sie|sagte|sagt|seine|ihre|wurde|hatte"),
    },
    article_types={
        "opinion": listed("meinung|meinungen|kommentar|kommentare|kolumne|kolumnen|leitartikel|gastbeitrag|gastkommentar"),
        "analysis": listed("analyse|analysen|hintergrund"),
        "review": listed("rezension|rezensionen|filmkritik|filmkritiken|buchkritik|konzertkritik|theaterkritik|kritik|kritiken|testbericht|testberichte"),
        "interview": listed("interview|interviews"),
        "live_blog": listed("liveblog|live-blog|liveticker|live-ticker|newsticker|newsblog"),
        "gallery": listed("bildergalerie|bildergalerien|fotostrecke|fotostrecken|bilderstrecke|fotogalerie"),
        "video": listed("video|videos"),
        "press_release": listed("pressemitteilung|pressemitteilungen|presseaussendung|medienmitteilung|medienmitteilungen|pressemeldung"),
        "obituary": listed("nachruf|nachrufe"),
        "letter": listed("leserbrief|leserbriefe|leserbriefe an die redaktion"),
        "correction": listed("korrektur|korrekturen|berichtigung"),
        "sponsored": listed("anzeige|sponsored content|advertorial|anzeigensonderveröffentlichung|verlagsspezial|bezahlter inhalt"),
    },
    missing_pages=listed("seite nicht gefunden|die seite wurde nicht gefunden|diese seite wurde nicht gefunden|seite existiert nicht|diese seite existiert nicht|fehler 404|404 fehler|404 seite nicht gefunden|artikel nicht gefunden|inhalt nicht gefunden|inhalt nicht verfügbar|seite nicht verfügbar|nicht gefunden|die gewünschte seite wurde nicht gefunden|diese seite ist nicht mehr verfügbar|die angeforderte seite wurde nicht gefunden|diese seite konnte nicht gefunden werden"),
    bot_checks=listed("einen moment|sicherheitsüberprüfung|sicherheitsprüfung|sind sie ein roboter?|zugriff verweigert|bitte bestätigen sie, dass sie ein mensch sind|zugriff gesperrt|bitte aktivieren sie javascript"),
    consent_walls=listed("bevor sie fortfahren|datenschutz-einstellungen|datenschutzeinstellungen|privatsphäre-einstellungen|cookie-einstellungen|wir schätzen ihre privatsphäre|ihre privatsphäre ist uns wichtig|zustimmung|mit werbung weiterlesen|weiter mit werbung|cookie-hinweis|zustimmung erforderlich|einwilligung|wir benötigen ihre zustimmung|willkommen - ihre zustimmung"),
    login_walls=listed("anmelden|einloggen|anmeldung|login|bitte anmelden|bitte melden sie sich an|registrieren|jetzt anmelden|anmeldung erforderlich|zum login|mein konto|bitte loggen sie sich ein"),
    search_pages=listed("suchergebnisse|suchergebnisse für|suchergebnis|suchergebnis für|ergebnisse für|suche nach|sie suchten nach|suche"),
    paywalls=listed("jetzt weiterlesen mit|weiterlesen mit|um weiterzulesen|diesen artikel weiterlesen|lesen sie weiter mit|nur für abonnenten|dieser artikel ist exklusiv für|mit abo lesen|jetzt testen und weiterlesen|registrieren und weiterlesen"),
    subscription_offers=listed("sie sind bereits abonnent|jetzt abo abschließen"),
    search_paths=listed("suche"),
    error_words=listed("fehler"),
    name_particles=tuple("""von vom zu zum zur der den""".split()),
    no_names=tuple(
        """
        der die das ein eine und oder nicht mit für auf aus dem beim zum
        """.split()
    ),
    place_words=listed("aus|für|in"),
    outlet_words=listed(
        """
        zeitung|tagesschau|redaktion|nachrichten|rundschau|anzeiger|presse|gmbh|institut|universität|
        der spiegel|die zeit
        """
    ),
    date_joiners=listed("den"),
    date_leads=listed("am|vom"),
    date_closers=listed("uhr|h"),
    clock_units=listed("uhr|h"),
    day_first=True,
    class_names={
        "body": ("inhalt",),
        "content": ("artikel",),
        "headline": ("rubrik",),
        "standfirst": ("vorspann",),
        "byline": ("verfasser",),
        "date": ("datum",),
        "caption": ("bildunterschrift",),
        "credit": ("quelle", "fotograf"),
        "picture": ("^bild",),
        "related": ("^mehr$", "verwandt", "siehe", "aufmacher"),
        "share": ("teilen",),
        "comments": ("kommentar",),
        "signup": ("^abo$",),
        "advert": ("werbung", "anzeige"),
        "footer": ("impressum",),
        "tags": ("schlagwort",),
        "quotation": ("zitat",),
    },
    author_classes=listed("autor|redakt"),
    modified_classes=listed("aktualis"),
    kicker_classes=listed("dachzeile|spitzmarke"),
    subheading_classes=listed("zwischentitel|zwischenzeile|zwischenüberschrift|zwischenueberschrift"),
)
