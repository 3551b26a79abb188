"""What pages that are no articles are titled, by language: as whole titles, or as their beginnings."""

from __future__ import annotations


def _listed(phrases: str) -> tuple[str, ...]:
    return tuple(phrase.strip() for phrase in phrases.split("|"))


NOT_FOUND = {
    "en": _listed(
        "page not found|not found|404|error 404|404 error|404 not found|404 page not found|page not available|"
        "page cannot be found|page can't be found|page could not be found|page doesn't exist|page does not exist|"
        "this page isn't available|this page is not available|this page could not be found|"
        "sorry, page not found|sorry, this page isn't available|sorry, we couldn't find that page|"
        "we can't find that page|we couldn't find that page|we can't find the page you're looking for|"
        "we couldn't find the page you were looking for|oops! page not found|oops! that page can't be found|"
        "nothing found|article not found|content not found|content not available|page unavailable|"
        "story not found|file not found|the page you requested could not be found|page no longer exists|"
        "this article is no longer available|this page no longer exists|410 gone|http 404|page missing|"
        "the page you are looking for cannot be found|the page you are looking for doesn't exist"
    ),
    "de": _listed(
        "seite nicht gefunden|die seite wurde nicht gefunden|diese seite wurde nicht gefunden|seite existiert nicht|"
        "diese seite existiert nicht|fehler 404|404 fehler|404 seite nicht gefunden|artikel nicht gefunden|"
        "inhalt nicht gefunden|inhalt nicht verfügbar|seite nicht verfügbar|nicht gefunden|"
        "die gewünschte seite wurde nicht gefunden|diese seite ist nicht mehr verfügbar|"
        "die angeforderte seite wurde nicht gefunden|diese seite konnte nicht gefunden werden"
    ),
    "fr": _listed(
        "page introuvable|page non trouvée|page inexistante|erreur 404|page non disponible|article introuvable|"
        "contenu introuvable|cette page n'existe pas|cette page n'existe plus|la page n'existe pas|"
        "la page demandée n'existe pas|oups, page introuvable|cette page est introuvable|contenu indisponible|"
        "la page que vous recherchez n'existe pas|la page que vous cherchez est introuvable"
    ),
    "es": _listed(
        "página no encontrada|error 404|la página no existe|página no disponible|no encontrado|"
        "contenido no encontrado|contenido no disponible|artículo no encontrado|no se encontró la página|"
        "no se ha encontrado la página|esta página no existe|la página que buscas no existe|"
        "la página solicitada no existe|página inexistente|404 página no encontrada"
    ),
    "it": _listed(
        "pagina non trovata|errore 404|pagina inesistente|pagina non disponibile|contenuto non trovato|"
        "la pagina non esiste|articolo non trovato|contenuto non disponibile|la pagina richiesta non esiste|"
        "la pagina che cerchi non esiste|pagina non esistente|404 pagina non trovata|non trovato"
    ),
    "pt": _listed(
        "página não encontrada|erro 404|página inexistente|página indisponível|não encontrado|"
        "conteúdo não encontrado|conteúdo indisponível|a página não existe|esta página não existe|"
        "a página que procura não existe|artigo não encontrado|não encontramos a página|404 página não encontrada"
    ),
    "nl": _listed(
        "pagina niet gevonden|fout 404|deze pagina bestaat niet|pagina bestaat niet|pagina niet beschikbaar|"
        "artikel niet gevonden|niet gevonden|deze pagina bestaat niet meer|deze pagina is niet gevonden|"
        "de pagina is niet gevonden|404 pagina niet gevonden|pagina kan niet worden gevonden"
    ),
    "pl": _listed(
        "nie znaleziono strony|strona nie istnieje|strona nie została znaleziona|błąd 404|nie znaleziono|"
        "podana strona nie istnieje|strona niedostępna|artykuł nie istnieje|ta strona nie istnieje|"
        "szukana strona nie istnieje|404 nie znaleziono strony"
    ),
    "ru": _listed(
        "страница не найдена|ошибка 404|такой страницы не существует|страница не существует|не найдено|"
        "материал не найден|страница недоступна|запрашиваемая страница не найдена|404 страница не найдена|"
        "страница удалена|к сожалению, страница не найдена|404 не найдено"
    ),
    "tr": _listed(
        "sayfa bulunamadı|404 sayfa bulunamadı|hata 404|aradığınız sayfa bulunamadı|bulunamadı|"
        "içerik bulunamadı|haber bulunamadı|böyle bir sayfa yok|sayfa mevcut değil|404 hatası"
    ),
    "ar": _listed(
        "الصفحة غير موجودة|الصفحة غير متوفرة|خطأ 404|لم يتم العثور على الصفحة|الصفحة المطلوبة غير موجودة|"
        "غير موجود|404 الصفحة غير موجودة|المحتوى غير متوفر|هذه الصفحة غير موجودة"
    ),
    "zh": _listed(
        "页面不存在|找不到页面|页面未找到|您访问的页面不存在|页面没有找到|抱歉，您访问的页面不存在|未找到页面|"
        "404 页面不存在|內容不存在|頁面不存在|找不到網頁|找不到頁面|文章不存在|您要查看的页面不存在|404错误"
    ),
    "ja": _listed(
        "ページが見つかりません|ページが見つかりませんでした|お探しのページは見つかりませんでした|"
        "お探しのページが見つかりません|指定されたページは存在しません|404 エラー|記事が見つかりません|"
        "お探しのページは存在しません|このページは存在しません|該当するページがありません"
    ),
}

BOT_CHECK = {
    "en": _listed(
        "just a moment|just a moment...|attention required!|attention required! cloudflare|access denied|"
        "are you a robot?|are you human?|pardon our interruption|pardon our interruption...|"
        "please verify you are a human|verify you are human|verifying you are human|checking your browser|"
        "checking your browser before accessing|security check|security verification|captcha|robot check|"
        "403 forbidden|error 403|human verification|please enable cookies|"
        "please enable javascript|access to this page has been denied|ddos-guard|bot verification|"
        "request blocked|you have been blocked|sorry, you have been blocked|"
        "unusual traffic from your computer network|429 too many requests|too many requests|client challenge"
    ),
    "de": _listed(
        "einen moment|sicherheitsüberprüfung|sicherheitsprüfung|sind sie ein roboter?|zugriff verweigert|"
        "bitte bestätigen sie, dass sie ein mensch sind|zugriff gesperrt|bitte aktivieren sie javascript"
    ),
    "fr": _listed(
        "un instant|accès refusé|vérification de sécurité|êtes-vous un robot ?|vérifiez que vous êtes humain|"
        "accès interdit|contrôle de sécurité"
    ),
    "es": _listed(
        "acceso denegado|verificación de seguridad|¿eres un robot?|verifica que eres humano|acceso prohibido"
    ),
    "it": _listed("accesso negato|verifica di sicurezza|sei un robot?|controllo di sicurezza"),
    "pt": _listed("acesso negado|verificação de segurança|você é um robô?|acesso proibido"),
    "nl": _listed("een moment geduld|toegang geweigerd|beveiligingscontrole|bent u een robot?"),
    "pl": _listed("odmowa dostępu|brak dostępu|weryfikacja bezpieczeństwa|czy jesteś robotem?|jeszcze chwila"),
    "ru": _listed(
        "доступ запрещен|доступ запрещён|доступ ограничен|вы не робот?|проверка безопасности|проверка браузера|"
        "подтвердите, что вы не робот|один момент"
    ),
    "tr": _listed("erişim engellendi|erişim reddedildi|güvenlik kontrolü|robot musunuz?|bir dakika lütfen"),
    "ar": _listed("تم رفض الوصول|التحقق الأمني|هل أنت روبوت؟|لحظة من فضلك"),
    "zh": _listed("访问被拒绝|安全验证|人机验证|请完成安全验证|百度安全验证|存取遭拒|訪問被拒絕|验证码|请稍候"),
    "ja": _listed("アクセスが拒否されました|セキュリティチェック|ロボットではないことを確認|しばらくお待ちください"),
}

CONSENT = {
    "en": _listed(
        "before you continue|before you continue to|your privacy choices|your privacy|we value your privacy|"
        "we care about your privacy|cookie consent|cookie notice|cookie settings|privacy settings|"
        "privacy preferences|your privacy settings|manage cookies|your data, your choice|"
        "your privacy is important to us|consent required|accept cookies|data protection choices|gdpr consent"
    ),
    "de": _listed(
        "bevor sie fortfahren|datenschutz-einstellungen|datenschutzeinstellungen|privatsphäre-einstellungen|"
        "cookie-einstellungen|wir schätzen ihre privatsphäre|ihre privatsphäre ist uns wichtig|zustimmung|"
        "mit werbung weiterlesen|weiter mit werbung|cookie-hinweis|zustimmung erforderlich|einwilligung|"
        "wir benötigen ihre zustimmung|willkommen - ihre zustimmung"
    ),
    "fr": _listed(
        "avant de continuer|votre vie privée|nous respectons votre vie privée|gestion des cookies|"
        "paramètres de confidentialité|consentement|votre consentement|vos choix en matière de cookies|"
        "le respect de votre vie privée est notre priorité"
    ),
    "es": _listed(
        "antes de continuar|tu privacidad|su privacidad|valoramos tu privacidad|configuración de cookies|"
        "configuración de privacidad|consentimiento|tu privacidad es importante para nosotros|aviso de cookies"
    ),
    "it": _listed(
        "prima di continuare|la tua privacy|rispettiamo la tua privacy|impostazioni dei cookie|consenso|"
        "impostazioni sulla privacy|gestione dei cookie|la tua privacy è importante per noi"
    ),
    "pt": _listed(
        "antes de continuar|a sua privacidade|sua privacidade|valorizamos a sua privacidade|consentimento|"
        "definições de cookies|configurações de privacidade|preferências de cookies"
    ),
    "nl": _listed(
        "voordat je verdergaat|jouw privacy|uw privacy|wij respecteren je privacy|cookie-instellingen|"
        "privacy-instellingen|toestemming|privacyinstellingen|cookies accepteren|dpg media privacy gate"
    ),
    "pl": _listed(
        "zanim przejdziesz dalej|twoja prywatność|szanujemy twoją prywatność|ustawienia prywatności|"
        "ustawienia plików cookie|zgoda|cenimy twoją prywatność|dbamy o twoją prywatność"
    ),
    "ru": _listed("прежде чем продолжить|настройки конфиденциальности|согласие на обработку данных|файлы cookie"),
    "tr": _listed("devam etmeden önce|gizlilik ayarları|çerez ayarları|gizliliğinize önem veriyoruz|çerez tercihleri"),
    "ar": _listed("قبل المتابعة|إعدادات الخصوصية|ملفات تعريف الارتباط|نحن نقدر خصوصيتك"),
    "zh": _listed("继续之前|隐私设置|隱私權設定|cookie 设置|我们重视您的隐私|繼續操作前"),
    "ja": _listed("続行する前に|プライバシー設定|cookie の設定|クッキーの設定|お客様のプライバシーを尊重します"),
}

LOGIN = {
    "en": _listed(
        "log in|login|sign in|signin|log in to continue|sign in to continue|please log in|please sign in|"
        "log in or sign up|sign up|create an account|register|member login|subscriber login|log in required|"
        "login required|sign in to your account|log into your account|you must be logged in"
    ),
    "de": _listed(
        "anmelden|einloggen|anmeldung|login|bitte anmelden|bitte melden sie sich an|registrieren|"
        "jetzt anmelden|anmeldung erforderlich|zum login|mein konto|bitte loggen sie sich ein"
    ),
    "fr": _listed(
        "connexion|se connecter|identifiez-vous|connectez-vous|créer un compte|s'identifier|inscription|mon compte"
    ),
    "es": _listed("iniciar sesión|inicia sesión|acceder|regístrate|crear cuenta|identifícate|acceso|inicio de sesión"),
    "it": _listed("accedi|login|registrati|accesso|effettua il login|entra|area riservata"),
    "pt": _listed("entrar|iniciar sessão|login|faça login|criar conta|fazer login|registe-se|cadastre-se"),
    "nl": _listed("inloggen|log in|aanmelden|registreren|inloggen vereist|maak een account aan"),
    "pl": _listed("zaloguj się|logowanie|zaloguj|zarejestruj się|załóż konto|panel logowania"),
    "ru": _listed("вход|войти|авторизация|вход на сайт|регистрация|войдите, чтобы продолжить"),
    "tr": _listed("giriş yap|giriş|oturum aç|üye girişi|kayıt ol|üye ol"),
    "ar": _listed("تسجيل الدخول|دخول|إنشاء حساب|التسجيل"),
    "zh": _listed("登录|登入|用户登录|会员登录|註冊|注册|会员登入|请登录"),
    "ja": _listed("ログイン|会員登録|サインイン|新規登録|会員ログイン"),
}

SEARCH = {
    "en": _listed(
        "search results|search results for|search results:|results for|search|you searched for|search:|search for"
    ),
    "de": _listed(
        "suchergebnisse|suchergebnisse für|suchergebnis|suchergebnis für|ergebnisse für|suche nach|"
        "sie suchten nach|suche"
    ),
    "fr": _listed("résultats de recherche|résultats de la recherche|résultats pour|vous avez cherché|recherche"),
    "es": _listed("resultados de búsqueda|resultados de la búsqueda|resultados para|has buscado|búsqueda|buscar"),
    "it": _listed("risultati della ricerca|risultati di ricerca|risultati per|hai cercato|ricerca|cerca"),
    "pt": _listed("resultados da pesquisa|resultados da busca|resultados para|você pesquisou por|pesquisa|busca"),
    "nl": _listed("zoekresultaten|zoekresultaten voor|resultaten voor|je hebt gezocht naar|zoeken"),
    "pl": _listed("wyniki wyszukiwania|wyniki wyszukiwania dla|wyszukiwanie|szukaj"),
    "ru": _listed("результаты поиска|результаты поиска по запросу|вы искали|поиск"),
    "tr": _listed("arama sonuçları|için arama sonuçları|arama sonucu|arama"),
    "ar": _listed("نتائج البحث|نتائج البحث عن|البحث عن|بحث"),
    "zh": _listed("搜索结果|搜尋結果|搜索|搜寻结果"),
    "ja": _listed("検索結果|検索"),
}

PAYWALL = {
    "en": _listed(
        "subscribe to continue reading|subscribe to read|to continue reading|to read the full story|"
        "this article is for subscribers|this content is for subscribers|already a subscriber|subscribers only|"
        "to keep reading|create a free account to continue|become a member to continue|this story is for subscribers|"
        "get unlimited access|continue reading with a subscription|this post is for paid subscribers"
    ),
    "de": _listed(
        "jetzt weiterlesen mit|weiterlesen mit|um weiterzulesen|diesen artikel weiterlesen|lesen sie weiter mit|"
        "sie sind bereits abonnent|nur für abonnenten|dieser artikel ist exklusiv für|mit abo lesen|"
        "jetzt abo abschließen|"
        "jetzt testen und weiterlesen|registrieren und weiterlesen"
    ),
    "fr": _listed(
        "cet article est réservé aux abonnés|article réservé aux abonnés|pour lire la suite|"
        "déjà abonné|la suite est réservée aux abonnés|abonnez-vous pour lire|réservé à nos abonnés"
    ),
    "es": _listed(
        "para seguir leyendo|suscríbete para seguir leyendo|contenido exclusivo para suscriptores|"
        "solo para suscriptores|ya eres suscriptor|exclusivo suscriptores|para continuar leyendo"
    ),
    "it": _listed(
        "per continuare a leggere|contenuto riservato agli abbonati|articolo riservato agli abbonati|"
        "sei già abbonato|abbonati per leggere|continua a leggere con"
    ),
    "pt": _listed(
        "para continuar lendo|para continuar a ler|conteúdo exclusivo para assinantes|exclusivo para assinantes|"
        "já é assinante|assine para ler|artigo exclusivo para subscritores"
    ),
    "nl": _listed(
        "lees verder met|om verder te lezen|alleen voor abonnees|verder lezen|al abonnee|exclusief voor abonnees"
    ),
    "pl": _listed(
        "aby czytać dalej|dostęp tylko dla subskrybentów|artykuł dostępny tylko dla|czytaj dalej z subskrypcją"
    ),
    "ru": _listed(
        "чтобы читать дальше|доступно только подписчикам|материал доступен только подписчикам|оформите подписку"
    ),
    "tr": _listed(
        "okumaya devam etmek için|sadece abonelere özel|abonelere özel içerik|haberin devamını okumak için abone ol"
    ),
    "ar": _listed("لمتابعة القراءة|هذا المحتوى للمشتركين|حصري للمشتركين"),
    "zh": _listed("订阅后继续阅读|订阅以继续阅读|仅限订阅用户|訂閱後繼續閱讀|会员专享|本文為付費內容"),
    "ja": _listed("この記事は有料会員限定です|有料会員限定|会員限定記事|続きを読むには"),
}
