"""Italian words of a news page."""

from __future__ import annotations

from pipeline.label.lexicon.types import Lexicon, listed
from schemas.stages import Role

LEXICON = Lexicon(
    language="it",
    phrases={
        "skip_link": (Role.NAVIGATION, listed("vai al contenuto|salta al contenuto|vai al contenuto principale|salta al contenuto principale|torna su|torna in alto|vai al menu|passa al contenuto principale|vai alla navigazione")),
        "menu": (Role.NAVIGATION, listed("menu principale|apri menu|chiudi menu|apri il menu|cerca|ricerca|accedi|esci|registrati|abbonati|il mio account|il mio profilo|contatti|chi siamo|redazione|mappa del sito|note legali|privacy|informativa privacy|sezioni|tutte le sezioni|mostra altro|mostra tutto|vedi tutti|vedi tutto|vedi altri|carica altri|pagina successiva|pagina precedente|precedente|successivo|articolo precedente|articolo successivo|prima pagina|in diretta|edizioni locali|torna alla home|ultima ora|ultime notizie|termini e condizioni|edicola|disconnetti|mostra meno|abbonamenti")),
        "share": (Role.SHARE, listed("condividi|condividi su facebook|condividi su twitter|condividi su x|condividi su whatsapp|condividi su linkedin|condividi via email|condividi l'articolo|condividi questo articolo|condividi articolo|copia link|copia il link|link copiato|stampa|stampa articolo|invia|invia per email|invia per mail|salva|salva articolo|salva l'articolo|ascolta|ascolta l'articolo|ascolta l'audio|seguici|seguici su|segui|regala articolo|regala l'articolo|invia tramite email|mi piace")),
        "related": (Role.RELATED, listed("leggi anche|articoli correlati|notizie correlate|contenuti correlati|correlati|potrebbe interessarti|potrebbe interessarti anche|ti potrebbe interessare|ti potrebbe interessare anche|ti potrebbero interessare|ti può interessare|i più letti|più letti|i più visti|le più lette|più lette|le più viste|più visti|i più condivisi|altre notizie|altri articoli|ultimi articoli|ultime news|gli ultimi articoli|da non perdere|vedi anche|approfondisci|approfondimenti|per approfondire|consigliati|consigliati per te|articoli consigliati|in evidenza|primo piano|in primo piano|dello stesso autore|sullo stesso argomento|sullo stesso tema|dal web|scelti per te|raccomandati per te|in questo articolo|guarda anche|notizie più lette|articoli recenti|video correlati")),
        "read_more": (Role.CALL_TO_ACTION, listed("leggi tutto|leggi di più|continua a leggere|continua la lettura|leggi l'articolo|leggi l'articolo completo|leggi l'articolo intero|scopri di più|clicca qui|guarda il video|guarda la gallery|guarda le foto|vedi commenti|leggi i commenti|leggi altro|per saperne di più|vai all'articolo|vai alla gallery|continua dopo la pubblicità|mostra di più|l'articolo prosegue dopo la pubblicità")),
        "comments": (Role.COMMENTS, listed("commenti|commento|commenta|lascia un commento|scrivi un commento|aggiungi un commento|invia un commento|pubblica un commento|nessun commento|tutti i commenti|vedi tutti i commenti|rispondi|segnala|segnala abuso|annulla risposta|i commenti sono chiusi|commenta la notizia|partecipa alla discussione|i commenti dei lettori|commenta per primo|commenta l'articolo|mostra i commenti")),
        "newsletter": (Role.NEWSLETTER, listed("iscriviti alla newsletter|iscriviti alla nostra newsletter|ricevi la newsletter|la tua email|il tuo indirizzo email|indirizzo email|iscriviti|iscriviti ora|le nostre newsletter|iscriviti gratis|la tua e-mail")),
        "advert": (Role.ADVERT, listed("pubblicità|annuncio|annunci|annuncio pubblicitario|contenuto sponsorizzato|sponsorizzato|contenuti sponsorizzati|informazione pubblicitaria|messaggio pubblicitario|messaggio promozionale|publiredazionale")),
        "consent": (Role.CONSENT, listed("accetta|accetta tutto|accetta tutti|accetta tutti i cookie|accetto|rifiuta|rifiuta tutto|continua senza accettare|gestisci cookie|impostazioni cookie|preferenze cookie|cookie policy|informativa sui cookie|accetta e continua|gestisci preferenze|personalizza")),
        "tags": (Role.TAGS, listed("argomenti|temi|etichette|parole chiave|argomenti correlati|i temi dell'articolo|argomenti trattati")),
        "author_box": (Role.AUTHOR_BOX, listed("l'autore|l'autrice|informazioni sull'autore|autore|autrice|tutti gli articoli dell'autore|altri articoli di|vedi tutti gli articoli|leggi tutti gli articoli")),
        "copyright": (Role.COPYRIGHT, listed("tutti i diritti riservati|riproduzione riservata|© riproduzione riservata|diritti riservati")),
        "widget": (Role.WIDGET, listed("ingrandisci|ingrandisci l'immagine|chiudi|caricamento|caricamento in corso|riproduci|schermo intero|galleria fotografica|fotogallery|galleria|photogallery|sondaggio|immagine precedente|attiva javascript|video in riproduzione|apri la galleria|fermo immagine|foto e video")),
    },
    counted={
        "comment_count": (Role.COMMENTS, listed("# commenti|# commento|commenti #|vedi # commenti|leggi i # commenti")),
        "share_count": (Role.SHARE, listed("# condivisioni|condivisioni #|# visualizzazioni|# letture")),
        "reading_time": (Role.OTHER, listed("# min di lettura|# minuti di lettura|tempo di lettura: # min|tempo di lettura: # minuti|tempo di lettura # min|tempo di lettura # minuti|tempo di lettura: # minuto|# minuto di lettura|lettura # min|lettura: # minuti|tempo di lettura stimato: # minuti|tempo di lettura: circa # minuti")),
        "relative_time": (Role.OTHER, listed("# ore fa|# ora fa|# minuti fa|# minuto fa|# giorni fa|# giorno fa|# settimane fa|# settimana fa|# mesi fa|# mese fa|# anni fa|# anno fa|# min fa")),
        "widget_count": (Role.WIDGET, listed("foto # di #|immagine # di #|# foto")),
    },
    caption_labels=listed("didascalia|didascalia della foto"),
    credit_labels=listed("foto|fotografia|fotografie|immagine|immagini|credit|crediti|credits|fonte|foto di|foto d'archivio|immagine di repertorio|foto di repertorio|video|video di|illustrazione|infografica|fotografo|fonte foto|fonte immagine|credito|crediti foto|courtesy|photo credit|illustrazione di|© foto|immagine d'archivio"),
    related_labels=listed("leggi anche|leggi|leggi qui|leggi di più|vedi anche|guarda anche|guarda|ascolta|approfondisci|per approfondire|correlati|articolo correlato|potrebbe interessarti|ti potrebbe interessare|da non perdere|video|il video|le foto|foto|la gallery|podcast|la diretta|diretta|intervista|lo speciale|leggi tutto|la scheda|il podcast"),
    published_labels=listed("pubblicato|pubblicato il|pubblicata il|data di pubblicazione|data|creato il|postato il|pubblicazione|prima pubblicazione|inserito il"),
    modified_labels=listed("aggiornato|aggiornato il|aggiornata il|aggiornato alle|ultimo aggiornamento|ultimo aggiornamento il|modificato il|ultima modifica|ultima modifica il|ultima modifica alle|aggiornamento|aggiornato a"),
    byline_words=listed("di|a cura di|scritto da|testo di|testi di|articolo di|autore|autrice|dal nostro inviato|dalla nostra inviata|dal nostro corrispondente|dalla nostra corrispondente|intervista di|pubblicato da|testo|servizio di|inchiesta di|un articolo di|reportage di|analisi di"),
    editor_words=listed("montaggio|montaggio di|traduzione|traduzione di|tradotto da|riprese di|revisione di|editing|redazione|ha collaborato|hanno collaborato"),
    name_joiners=("e", "ed", "con"),
    kickers=listed("esclusiva|esclusivo|in diretta|diretta|video|il video|analisi|opinione|intervista|l'intervista|editoriale|reportage|commento|il commento|inchiesta|l'inchiesta|il caso|ultim'ora|ultima ora|urgente|il personaggio|la storia|l'analisi|recensione|podcast|foto|il retroscena|la scheda|live|flash|aggiornamento|ritratto|lettere|speciale|fact-checking"),
    tails=listed("leggi tutto|continua a leggere|leggi di più|leggi l'articolo|clicca qui|scopri di più|leggi anche|continua"),
    home=listed("home|homepage|sei in|ti trovi in|prima pagina|sei qui|notizie"),
    job_titles=listed("giornalista|inviato|inviata|corrispondente|redattore|redattrice|direttore|direttrice|caporedattore|editorialista|fotografo|fotografa|redazione|collaboratore|collaboratrice|vicedirettore|opinionista|cronista|nostro|nostra|responsabile|capo|esteri|cronaca|sportivo"),
    note_labels={
        "correction": listed("rettifica|errata corrige|correzione|precisazione|una versione precedente di questo articolo|in una versione precedente di questo articolo"),
        "update": listed("questo articolo è stato aggiornato|articolo in aggiornamento|notizia in aggiornamento|articolo aggiornato con"),
        "embargo": listed("sotto embargo fino|embargo fino"),
        "editor": listed("nota della redazione|nota di redazione|ndr|nota del direttore|nota dell'editore|n.d.r"),
        "disclaimer": listed("avvertenza|le opinioni espresse in questo articolo|le opinioni espresse dall'autore"),
    },
    months=listed("gennaio,gen,genn|febbraio,feb,febbr|marzo,mar|aprile,apr|maggio,mag|giugno,giu|luglio,lug|agosto,ago|settembre,set,sett|ottobre,ott|novembre,nov|dicembre,dic"),
    weekdays=listed("lunedì,lun,lunedi|martedì,mar,martedi|mercoledì,mer,mercoledi|giovedì,gio,giovedi|venerdì,ven,venerdi|sabato,sab|domenica,dom"),
    date_words=listed("alle|alle ore|ore|il|h|del"),
    invitations=(
        r"^(?:seguici|segui|seguiteci)\b.{0,80}\b(?:facebook|twitter|instagram|whatsapp|youtube|tiktok|telegram|linkedin|google news)\b",
        r"^(?:iscriviti|abbonati|registrati|unisciti)\b.{0,80}\b(?:newsletter|canale|gratis|gratuitamente|ora|notifiche|sito|gruppo)\b",
        r"^(?:clicca|cliccate) (?:qui|sul|su)\b",
        r"^(?:lascia|scrivi|condividi|facci sapere)\b.{0,40}\b(?:commento|commenti|opinione)\b.{0,30}$",
        r"^(?:scarica|scaricate) (?:la nostra|l'|la)\s?app\b",
        r"^(?:sei già|non sei ancora|hai già) (?:un |una )?(?:abbonat|abbonamento|registrat)",
    ),
    appeals=(
        (("commissione",), r"\b(?:potremmo|possiamo) (?:ricevere|guadagnare) una (?:piccola )?commissione\b"),
        (("contiene link",), r"\bcontiene link (?:di affiliazione|affiliati)\b"),
        (("sostieni ",), r"^sostieni (?:il nostro giornale|il nostro lavoro|il giornalismo indipendente|l'informazione libera)\b"),
    ),
)
