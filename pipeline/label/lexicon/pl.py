"""Polish words of a news page."""

from __future__ import annotations

from pipeline.label.lexicon.types import Lexicon, listed
from schemas.stages import Role

LEXICON = Lexicon(
    language="pl",
    phrases={
        "skip_link": (Role.NAVIGATION, listed("przejdź do treści|przejdź do głównej treści|przejdź do menu|przejdź do wyszukiwarki|powrót do góry|wróć do góry|do góry|przejdź do nawigacji|przeskocz do treści|przejdź do zawartości")),
        "menu": (Role.NAVIGATION, listed("strona główna|menu główne|otwórz menu|zamknij menu|szukaj|wyszukaj|zaloguj|zaloguj się|wyloguj|wyloguj się|zarejestruj się|rejestracja|moje konto|prenumerata|subskrybuj|subskrypcja|kontakt|o nas|polityka prywatności|mapa strony|regulamin|działy|wszystkie działy|pokaż więcej|zobacz wszystkie|zobacz wszystko|załaduj więcej|następna strona|poprzednia strona|następny|poprzedni|następny artykuł|poprzedni artykuł|na żywo|archiwum|reklama w serwisie|kup subskrypcję|wróć do strony głównej|zwiń|rozwiń|najnowsze|e-wydanie|pokaż mniej")),
        "share": (Role.SHARE, listed("udostępnij|udostępnij na facebooku|udostępnij na twitterze|udostępnij na x|udostępnij artykuł|podziel się|podziel się artykułem|podziel się na facebooku|skopiuj link|kopiuj link|link skopiowany|drukuj|wydrukuj|wyślij e-mailem|wyślij mailem|wyślij znajomemu|zapisz|zapisz na później|posłuchaj|posłuchaj artykułu|obserwuj nas|śledź nas|śledź nas na|obserwuj|tweetnij|lubię to|polub nas na facebooku|podaruj artykuł|wyślij|udostępnij przez|poleć|obserwuj nas na|dodaj do ulubionych")),
        "related": (Role.RELATED, listed("czytaj też|czytaj także|czytaj również|przeczytaj też|przeczytaj także|przeczytaj również|zobacz też|zobacz także|zobacz również|warto przeczytać|powiązane|powiązane artykuły|artykuły powiązane|powiązane tematy|podobne artykuły|podobne tematy|polecane|polecane artykuły|polecamy|polecamy także|najczęściej czytane|najpopularniejsze|najpopularniejsze artykuły|popularne|ostatnio dodane|najnowsze artykuły|więcej na ten temat|więcej na temat|więcej wiadomości|inne artykuły|inne wiadomości|to może cię zainteresować|może cię zainteresować|mogą cię zainteresować|może zainteresuje cię|ostatnie wpisy|nie przegap|dowiedz się więcej|w tym artykule|czytaj więcej na ten temat|z ostatniej chwili|wybrane dla ciebie|polecane dla ciebie")),
        "read_more": (Role.CALL_TO_ACTION, listed("czytaj więcej|czytaj dalej|czytaj całość|czytaj cały artykuł|przeczytaj cały artykuł|przeczytaj całość|więcej|zobacz więcej|kliknij tutaj|zobacz wideo|zobacz zdjęcia|zobacz galerię|obejrzyj wideo|pokaż komentarze|zobacz komentarze|dalsza część artykułu pod materiałem wideo|dalszy ciąg materiału pod wideo|dalsza część tekstu pod wideo|dalsza część artykułu poniżej|ciąg dalszy pod reklamą|dalszy ciąg tekstu pod reklamą|dalsza część tekstu pod materiałem wideo|sprawdź")),
        "comments": (Role.COMMENTS, listed("komentarze|komentuj|skomentuj|dodaj komentarz|napisz komentarz|zostaw komentarz|brak komentarzy|wszystkie komentarze|pokaż wszystkie komentarze|odpowiedz|zgłoś|zgłoś nadużycie|zgłoś komentarz|komentarze są wyłączone|możliwość komentowania została wyłączona|dołącz do dyskusji|weź udział w dyskusji|bądź pierwszy|anuluj pisanie odpowiedzi|twój komentarz|opinie czytelników|skomentuj artykuł|skomentuj jako pierwszy|dodaj opinię")),
        "newsletter": (Role.NEWSLETTER, listed("zapisz się do newslettera|zapisz się na newsletter|zapisz się na nasz newsletter|zapisz się do naszego newslettera|twój e-mail|twój adres e-mail|adres e-mail|podaj adres e-mail|zapisz się|bezpłatny newsletter|zamów newsletter|dołącz do newslettera|podaj swój adres e-mail")),
        "advert": (Role.ADVERT, listed("reklama|reklamy|ogłoszenie|ogłoszenia|materiał sponsorowany|artykuł sponsorowany|treść sponsorowana|materiał promocyjny|materiał partnera|sponsorowane|materiał reklamowy|koniec reklamy|współpraca reklamowa|reklama - przewiń aby kontynuować")),
        "consent": (Role.CONSENT, listed("akceptuję|akceptuj|akceptuj wszystkie|zaakceptuj wszystkie|zaakceptuj|odrzuć|odrzuć wszystkie|zgadzam się|nie zgadzam się|ustawienia plików cookie|ustawienia cookies|polityka cookies|zarządzaj zgodami|ustawienia prywatności|ustawienia zaawansowane|przejdź do serwisu|wyrażam zgodę|zarządzaj ustawieniami")),
        "tags": (Role.TAGS, listed("tagi|tematy|słowa kluczowe|kategorie|tematy w artykule|tematy artykułu")),
        "author_box": (Role.AUTHOR_BOX, listed("o autorze|o autorce|autor|autorka|wszystkie artykuły autora|więcej artykułów autora|zobacz wszystkie artykuły|inne artykuły autora|pozostałe artykuły autora|o autorach")),
        "copyright": (Role.COPYRIGHT, listed("wszelkie prawa zastrzeżone|prawa autorskie|wszystkie prawa zastrzeżone|kopiowanie zabronione")),
        "widget": (Role.WIDGET, listed("powiększ|powiększ zdjęcie|zamknij|ładowanie|wczytywanie|odtwórz|pełny ekran|galeria|galeria zdjęć|zobacz w galerii|sonda|ankieta|włącz javascript|wideo|zdjęcia|wyniki sondy|zobacz zdjęcie|otwórz galerię|posłuchaj podcastu")),
    },
    counted={
        "comment_count": (Role.COMMENTS, listed("# komentarzy|# komentarze|# komentarz|komentarze #|komentarzy: #|liczba komentarzy: #|zobacz # komentarzy|pokaż # komentarzy")),
        "share_count": (Role.SHARE, listed("# udostępnień|# udostępnienia|# udostępnienie|# wyświetleń|# odsłon|udostępnień: #")),
        "reading_time": (Role.OTHER, listed("# min czytania|# minut czytania|# minuty czytania|czas czytania: # min|czas czytania # min|czas czytania: # minut|czas czytania: # minuty|czas czytania: # minuta|# minuta czytania|# min. czytania|przeczytasz w # min|przeczytasz w # minuty|przeczytasz w # minut|czas czytania: ok. # min|ten tekst przeczytasz w # minuty|ten tekst przeczytasz w # minut|ten tekst przeczytasz w mniej niż minutę")),
        "relative_time": (Role.OTHER, listed("# godzin temu|# godziny temu|# godzinę temu|# godz. temu|# minut temu|# minuty temu|# minutę temu|# min temu|# dni temu|# dzień temu|# tygodnie temu|# tygodni temu|# tydzień temu|# miesiące temu|# miesięcy temu|# miesiąc temu|# lat temu|# lata temu|# rok temu")),
        "widget_count": (Role.WIDGET, listed("zdjęcie # z #|# zdjęć|# zdjęcia|foto # z #")),
    },
    caption_labels=listed("podpis pod zdjęciem|podpis|opis zdjęcia"),
    credit_labels=listed("fot|foto|fot.|zdjęcie|zdjęcia|źródło|źródła|autor zdjęcia|fotografia|źródło zdjęcia|źródło zdjęć|zdjęcie ilustracyjne|zdjęcie poglądowe|ilustracja|grafika|wideo|infografika|źródło wideo|zdj|autor zdjęć|archiwum|film|foto ilustracyjne|materiały prasowe"),
    related_labels=listed("czytaj też|czytaj także|czytaj również|czytaj więcej|przeczytaj też|przeczytaj także|przeczytaj również|przeczytaj|zobacz też|zobacz także|zobacz również|zobacz|zobacz więcej|czytaj|obejrzyj|posłuchaj|więcej|warto przeczytać|polecamy|polecamy również|polecany artykuł|powiązane|wideo|podcast|dowiedz się więcej|więcej na ten temat|relacja na żywo|zobacz wideo|nie przegap|sprawdź także|sprawdź też|oglądaj"),
    published_labels=listed("opublikowano|opublikowane|opublikowany|data publikacji|publikacja|dodano|data dodania|data|utworzono|data utworzenia|zamieszczono|pierwsza publikacja|opublikowano dnia|dodane"),
    modified_labels=listed("zaktualizowano|aktualizacja|ostatnia aktualizacja|data aktualizacji|zmodyfikowano|ostatnia modyfikacja|data modyfikacji|akt|zaktualizowany|ostatnio zaktualizowano|aktualizowano|zmieniono|data ostatniej aktualizacji"),
    byline_words=listed("autor|autorka|autorzy|tekst|napisał|napisała|napisali|opracował|opracowała|oprac|opracowanie|rozmawiał|rozmawiała|rozmawiali|relacja|przygotował|przygotowała|artykuł napisał|materiał przygotował|opublikował|dodał"),
    editor_words=listed("redakcja|redagował|redagowała|red|tłumaczenie|tłum|tłumaczył|tłumaczyła|montaż|korekta|edycja|edytor|zdjęcia i montaż"),
    name_joiners=("i", "oraz", "z"),
    kickers=listed("pilne|na żywo|wideo|analiza|opinia|wywiad|komentarz|reportaż|felieton|tylko u nas|z ostatniej chwili|relacja|sylwetka|recenzja|podcast|ważne|nowe|relacja na żywo|śledztwo|zdjęcia|rozmowa|sondaż|aktualizacja|news|esej|galeria|fake news|fact-checking|na wyłączność|nasz news"),
    tails=listed("czytaj więcej|czytaj dalej|zobacz więcej|więcej|kliknij tutaj|przeczytaj całość|czytaj całość|czytaj także"),
    home=listed("strona główna|home|start|jesteś tutaj|tu jesteś|główna|jesteś w|wiadomości"),
    job_titles=listed("dziennikarz|dziennikarka|reporter|reporterka|korespondent|korespondentka|redaktor|redaktorka|naczelny|naczelna|publicysta|publicystka|fotoreporter|fotograf|komentator|autor|autorka|zastępca|kierownik|wydawca|redakcja|felietonista|prowadzący|wydawczyni"),
    note_labels={
        "correction": listed("sprostowanie|korekta|errata|w poprzedniej wersji artykułu|w pierwotnej wersji artykułu|we wcześniejszej wersji artykułu"),
        "update": listed("artykuł został zaktualizowany|tekst został zaktualizowany|artykuł jest aktualizowany|artykuł będzie aktualizowany|wkrótce więcej informacji"),
        "embargo": listed("embargo do|informacja objęta embargiem do"),
        "editor": listed("od redakcji|przypis redakcji|przyp. red|nota redakcyjna|uwaga redakcji"),
        "disclaimer": listed("zastrzeżenie|opinie wyrażone w tym artykule|tekst wyraża opinie autora"),
    },
    months=listed("stycznia,styczeń,sty|lutego,luty,lut|marca,marzec,mar|kwietnia,kwiecień,kwi,kwie|maja,maj|czerwca,czerwiec,cze,czer|lipca,lipiec,lip|sierpnia,sierpień,sie,sier|września,wrzesień,wrz,wrze|października,październik,paź,paźd|listopada,listopad,lis,list|grudnia,grudzień,gru,grud"),
    weekdays=listed("poniedziałek,pon,pn|wtorek,wt,wto|środa,śr,śro|czwartek,czw,cz|piątek,pt,pią|sobota,sob,sb|niedziela,nd,nie,niedz"),
    date_words=listed("o|godz|godzina|r|roku|dnia|g|o godz"),
    invitations=(
        r"^(?:obserwuj|śledź|polub) nas\b.{0,60}\b(?:facebook|twitter|instagram|whatsapp|youtube|tiktok|google|x\b)",
        r"^zapisz się\b.{0,80}\b(?:newsletter|newslettera|powiadomienia|bezpłatn\w{1,3})\b",
        r"^kliknij (?:tutaj|tu|aby|i)\b",
        r"^(?:zostaw|napisz|dodaj)\b.{0,40}\b(?:komentarz|komentarzu|opinię)\b.{0,30}$",
        r"^(?:pobierz|zainstaluj) (?:naszą |bezpłatną )?(?:aplikację|apkę)\b",
        r"^(?:masz już|nie masz) (?:konto|konta|subskrypcję|prenumeratę)\b",
        r"^(?:chcesz|masz) (?:podzielić się|dla nas|ciekawy temat|informację)\b.{0,100}\b(?:napisz|wyślij|skontaktuj)",
        r"^(?:dalsza część|dalszy ciąg) (?:artykułu|tekstu|materiału) (?:pod|poniżej)\b",
    ),
    appeals=(
        (("prowizję",), r"\bmożemy (?:otrzymać|zarobić|dostać) (?:niewielką )?prowizję\b"),
        (("zawiera linki",), r"\bzawiera linki (?:afiliacyjne|partnerskie)\b"),
        (("wesprzyj",), r"^wesprzyj (?:nas|naszą redakcję|niezależne dziennikarstwo)\b"),
    ),
)
